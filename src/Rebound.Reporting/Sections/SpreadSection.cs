namespace Rebound.Reporting;

/// <summary>How resilience is spread over units, years and space.</summary>
internal static class SpreadSection
{
    private static readonly string[] Distribution = ["dagum", "inequality", "density", "convergence", "transitions"];

    public static Html Write(Draft draft) => (Distribution.All(table => draft.View(table) is null)
        ? draft.Refusal($"how unequal resilience is, where the inequality lies, and how {draft.Units} move over the years", "inequality", "distribution")
        : Inequality(draft) + Density(draft) + Convergence(draft) + Transitions(draft)) + Space(draft);

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
        ], "inequality", note: $"Every {draft.Input.UnitName} counts once.");
    }

    private static Html Density(Draft draft) => draft.View("density") is { } density ? draft.Place(DensityFigure.Make(draft, density)) : draft.Refusal("how the scores are spread each year", "density", "density", "distribution");

    private static Html Convergence(Draft draft) => Speeds(draft) + Clubs(draft);

    // Years enough or not is said by Speeds.
    private static Html Clubs(Draft draft)
    {
        if (draft.View("convergence_clubs") is not { Count: > 0 } clubs || draft.View("convergence_members") is not { } members) return Html.Empty;
        return draft.Table("Who converges with whom", clubs.Count,
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
        var kept = moves.Where("chain", "significant").Where(r => moves.Number(r, "count") > 0).ToList();
        if (kept.Count == 0) return Html.Empty;
        return draft.Table($"How {draft.Units} move between clusters from year to year", kept.Count,
        [
            new("from", r => Html.Text(moves.Text(kept[r], "from"))),
            new("to", r => Html.Text(moves.Text(kept[r], "to"))),
            new("times", r => Html.Text(Numeral.Count(moves.Number(kept[r], "count"))), true),
            new("share of those who were there", r => Html.Text(Numeral.Share(moves.Number(kept[r], "probability"))), true),
        ], "lisa_transitions", 40, note: "The first word is the unit's own side of the mean, the second that of its neighbours, where the two are tied together by more than chance.");
    }

    private static Html Space(Draft draft)
    {
        var html = draft.View("lisa") is { } lisa ? draft.Place(MoranFigure.Make(draft, lisa)) + (LisaFigure.Make(draft, lisa) is { } map ? draft.Place(map) : Html.Empty)
            : draft.Refusal($"whether resilient {draft.Units} lie together", "lisa", "space");
        return draft.View("moran") is not { } moran ? html : html + draft.Table("Association with neighbours", moran.Count,
        [
            new("of", r => Html.Text(moran.Text(r, "variable"))),
            new("period", r => Html.Text(moran.Text(r, "period"))),
            new("statistic", r => Html.Text(moran.Text(r, "statistic"))),
            new("value", r => Html.Text(Numeral.Fixed(moran.Number(r, "value"), 3)), true),
            new("by chance", r => Html.Text(Numeral.Fixed(moran.Number(r, "expected"), 3)), true),
            new("z", r => Html.Text(Numeral.Fixed(moran.Number(r, "z"), 2)), true),
            new("p, permutations", r => Html.Text(Numeral.Probability(moran.Number(r, "p_permutation"))), true),
        ], "moran", 40, note: draft.View("spatial_weights") is { } weights ? $"Neighbours: {weights.Text(0, "description")}." : "");
    }
}
