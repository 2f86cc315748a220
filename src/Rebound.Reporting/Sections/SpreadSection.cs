namespace Rebound.Reporting;

/// <summary>How resilience is spread over units, years and space.</summary>
internal static class SpreadSection
{
    private static readonly string[] Distribution = ["dagum", "inequality", "density", "convergence", "transitions"];

    public static Html Write(Draft draft) => (Distribution.All(table => draft.View(table) is null)
        ? draft.Refusal($"how unequal resilience is, where the inequality lies, and how {draft.Units} move over the years", "inequality", "distribution")
        : Inequality(draft) + Nested(draft) + Density(draft) + Convergence(draft) + Transitions(draft)) + Space(draft) + Centre(draft) + Detector(draft);

    private static Html Inequality(Draft draft)
    {
        var dagum = draft.View("dagum") is { } parts ? draft.Place(DagumFigure.Make(draft, parts)) : draft.Refusal("how much of the inequality lies between groups", "dagum", "groups", "distribution");
        if (draft.View("inequality") is not { } inequality) return dagum + draft.Refusal("how unequal resilience is", "inequality", "distribution");
        return dagum + draft.Table("Inequality of the total score", inequality.Count,
        [
            new("year", r => Html.Text(inequality.Text(r, "year"))),
            new("units", r => Html.Text(Numeral.Count(inequality.Number(r, "n"))), true),
            new("mean", r => Html.Text(Numeral.Fixed(inequality.Number(r, "mean"), 3)), true),
            .. new[] { ("Gini", "gini"), ("Theil", "theil"), ("mean log deviation", "mld"), ("GE(2)", "ge2"), ("Atkinson ½", "atkinson_05"), ("coefficient of variation", "cv"), ("sd of logs", "sigma") }
                .Select(m => new PrintedColumn(m.Item1, r => Html.Text(Numeral.Fixed(inequality.Number(r, m.Item2), 4)), true)),
            .. inequality.Rows.Any(r => inequality.Text(r, "reason").Length > 0) ? new[] { new PrintedColumn("why one is missing", r => Html.Text(inequality.Text(r, "reason")), Long: true) } : [],
        ], "inequality", note: $"Every {draft.Input.UnitName} counts once.");
    }

    // Whether groups are named or not is said by Inequality.
    private static Html Nested(Draft draft)
    {
        if (draft.View("theil") is not { } theil) return Html.Empty;
        var years = theil.Distinct("year");
        var kept = theil.Rows.Where(r => theil.Text(r, "year") == years[0] || theil.Text(r, "year") == years[^1]).ToList();
        return draft.Table("Inequality between and within groups, which adds up", kept.Count,
        [
            new("part", r => Html.Text(theil.Text(kept[r], "part"))),
            new("value", r => theil.Text(kept[r], "reason") is { Length: > 0 } reason && !double.IsFinite(theil.Number(kept[r], "value")) ? Html.Text(reason) : Html.Text(Numeral.Fixed(theil.Number(kept[r], "value"), 4)), true),
            new("share", r => Html.Text(Numeral.Share(theil.Number(kept[r], "share"))), true),
        ], "theil", note: years.Count > 2 ? "The first and the last year; the table has all." : "", group: r => $"{Words.Capital(theil.Text(kept[r], "measure"))}, {theil.Text(kept[r], "year")}");
    }

    private static Html Density(Draft draft) => draft.View("density") is { } density ? draft.Place(DensityFigure.Make(draft, density)) : draft.Refusal("how the scores are spread each year", "density", "density", "distribution");

    private static Html Convergence(Draft draft) => Speeds(draft) + Clubs(draft);

    // Years enough or not is said by Speeds.
    private static Html Clubs(Draft draft)
    {
        if (draft.View("convergence_clubs") is not { Count: > 0 } clubs || draft.View("convergence_members") is not { } members) return Html.Empty;
        return (ClubFigure.Make(draft, members) is { } figure ? draft.Place(figure) : Html.Empty) + draft.Table("Who converges with whom", clubs.Count,
        [
            new("club", r => Html.Text(clubs.Text(r, "club") == "none" ? "with no others" : clubs.Text(r, "club"))),
            new(draft.Units, r => Html.Text(Numeral.Count(clubs.Number(r, "units"))), true),
            new("slope on log t", r => Html.Text(Numeral.Fixed(clubs.Number(r, "slope"), 3)), true),
            new("t", r => Html.Text(Numeral.Fixed(clubs.Number(r, "t"), 2)), true),
            new("members", r => Html.Text(Names(r)), Long: true),
        ], "convergence_clubs", note: "The first club has the highest scores. t below −1.65 would reject that a club converges.");

        string Names(int r)
        {
            var names = members.Where("club", clubs.Text(r, "club")).Select(m => draft.NameOf(members.Text(m, "city"))).ToList();
            return names.Count <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(12))} and {Numeral.Count(names.Count - 12)} more";
        }
    }

    private static Html Speeds(Draft draft) => draft.View("convergence") is not { } convergence ? draft.Refusal("whether the less resilient catch up", "convergence", "convergence", "distribution")
        : draft.Table("Do the less resilient catch up?", convergence.Count,
        [
            new("measure", r => Html.Text(convergence.Text(r, "measure"))),
            new("estimate", r => Html.Text(Numeral.Fixed(convergence.Number(r, "estimate"), 4)), true),
            new("standard error", r => Html.Text(Numeral.Fixed(convergence.Number(r, "se"), 4)), true),
            new("p", r => Html.Text(Numeral.Probability(convergence.Number(r, "p"))), true),
            new("speed a year", r => Html.Text(Numeral.Share(convergence.Number(r, "speed"))), true),
            new("half-life, years", r => Html.Text(Numeral.Fixed(convergence.Number(r, "half_life"), 1)), true),
            new("meaning", r => Html.Text(convergence.Text(r, "note")), Long: true),
        ], "convergence");

    private static Html Transitions(Draft draft)
    {
        if (draft.View("transitions") is not { } transitions) return draft.Refusal($"how {draft.Units} move between classes", "transitions", "transitions", "distribution");
        var figure = draft.Place(TransitionFigure.Make(draft, transitions));
        return draft.View("transition_tests") is not { } tests ? figure : figure + draft.Table("Do neighbours matter for moving up?", tests.Count,
        [
            new("test", r => Html.Text(tests.Text(r, "test"))),
            new("statistic", r => Html.Text(Numeral.Fixed(tests.Number(r, "statistic"), 2)), true),
            new("degrees of freedom", r => Html.Text(Numeral.Count(tests.Number(r, "df"))), true),
            new("p", r => Html.Text(Numeral.Probability(tests.Number(r, "p"))), true),
            new("meaning", r => Html.Text(tests.Text(r, "note")), Long: true),
        ], "transition_tests") + Quadrants(draft);
    }

    private static Html Quadrants(Draft draft)
    {
        if (draft.View("lisa_transitions") is not { Count: > 0 } moves) return Html.Empty;
        return draft.Place(ChainFigure.Make(draft, moves));
    }

    private static Html Space(Draft draft)
    {
        var html = draft.View("lisa") is { } lisa ? draft.Place(MoranFigure.Make(draft, lisa)) + Placed(draft, LisaFigure.Make(draft, lisa))
            : draft.Refusal($"whether resilient {draft.Units} lie together", "lisa", "space");
        if (draft.View("local_association") is { } local) html += Placed(draft, LisaFigure.HotSpots(draft, local));
        return draft.View("moran") is not { } moran ? html : html + draft.Table("Association with neighbours", moran.Count,
        [
            new("of", r => Html.Text(moran.Text(r, "variable"))),
            new("period", r => Html.Text(moran.Text(r, "period"))),
            new("value", r => moran.Text(r, "reason") is { Length: > 0 } reason ? Html.Text(reason) : Html.Text(Numeral.Fixed(moran.Number(r, "value"), 3)), true),
            new("by chance", r => Html.Text(Numeral.Fixed(moran.Number(r, "expected"), 3)), true),
            new("z", r => Html.Text(Numeral.Fixed(moran.Number(r, "z"), 2)), true),
            new("p", r => Html.Text(Numeral.Probability(moran.Number(r, "p"))), true),
            new("p, permutations", r => Html.Text(Numeral.Probability(moran.Number(r, "p_permutation"))), true),
            new("p, adjusted", r => Html.Text(Numeral.Probability(moran.Number(r, "p_adjusted"))), true),
        ], "moran", 60, note: draft.View("spatial_weights") is { } weights ? $"Neighbours: {weights.Text(0, "description")}. A z above 0 means that neighbours are alike." : "", group: r => moran.Text(r, "statistic"))
            + Association(draft) + SpatialGini(draft);
    }

    // Whether neighbours can be found at all is said by Space.
    private static Html Association(Draft draft)
    {
        if (draft.View("association") is not { } pairs) return Html.Empty;
        return (draft.View("association_local") is { } local ? Placed(draft, LisaFigure.Recovered(draft, local)) : Html.Empty) + draft.Table("Does resilience go with what becomes of the neighbours?", pairs.Count,
        [
            new("of the unit", r => Html.Text(pairs.Text(r, "first"))),
            new("of its neighbours", r => Html.Text(pairs.Text(r, "second"))),
            new("value", r => pairs.Text(r, "reason") is { Length: > 0 } reason ? Html.Text(reason) : Html.Text(Numeral.Fixed(pairs.Number(r, "value"), 3)), true),
            new("by chance", r => Html.Text(Numeral.Fixed(pairs.Number(r, "expected"), 3)), true),
            new("z", r => Html.Text(Numeral.Fixed(pairs.Number(r, "z"), 2)), true),
            new("p, permutations", r => Html.Text(Numeral.Probability(pairs.Number(r, "p_permutation"))), true),
            new("p, adjusted", r => Html.Text(Numeral.Probability(pairs.Number(r, "p_adjusted"))), true),
            new("correlation at one place", r => Html.Text(Numeral.Fixed(pairs.Number(r, "correlation"), 2)), true),
        ], "association", 40, note: "Both statistics hold some of the plain correlation of the two, which stands in the last column: Lee’s L by chance is what that correlation alone would give.", group: r => pairs.Text(r, "statistic"));
    }

    private static Html SpatialGini(Draft draft) => draft.View("spatial_gini") is not { } gini ? Html.Empty : draft.Table("How much of the inequality lies between neighbours", gini.Count,
    [
        new("year", r => Html.Text(gini.Text(r, "year"))),
        new("Gini", r => gini.Text(r, "reason") is { Length: > 0 } reason ? Html.Text(reason) : Html.Text(Numeral.Fixed(gini.Number(r, "gini"), 4)), true),
        new("neighbours", r => Html.Text(Numeral.Fixed(gini.Number(r, "neighbours"), 4)), true),
        new("all other pairs", r => Html.Text(Numeral.Fixed(gini.Number(r, "others"), 4)), true),
        new("their share", r => Html.Text(Numeral.Share(gini.Number(r, "others_share"))), true),
        new("p, permutations", r => Html.Text(Numeral.Probability(gini.Number(r, "p_permutation"))), true),
    ], "spatial_gini", 40, note: "A small p: neighbours are less unequal than pairs drawn by chance.");

    private static Html Centre(Draft draft) => draft.View("ellipse") is { } ellipse ? Placed(draft, EllipseFigure.Make(draft, ellipse)) : draft.Refusal("where resilience centres", "ellipse", "ellipse");

    private static Html Detector(Draft draft) => draft.View("detector") is { } detector ? Placed(draft, DetectorFigure.Make(draft, detector, "total score")) : draft.Refusal($"what sets resilient {draft.Units} apart", "detector", "detector");

    private static Html Placed(Draft draft, Figure? figure) => figure is null ? Html.Empty : draft.Place(figure);
}
