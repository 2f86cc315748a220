namespace Rebound.Reporting;

internal static class IndexSection
{
    public static Html Write(Draft draft)
    {
        var scores = draft.View("index_scores");
        if (scores is null && draft.View("index_weights") is null) return draft.Refusal("the resilience index, its weights, and how the ranking changes with the method", "index_scores", "index") + Refusals(draft);
        var figures = scores is null ? draft.Refusal("the resilience index", "index_scores", "index") : draft.Place(ProfileFigure.Make(draft, scores)) + draft.Place(RankFigure.Make(draft, scores));
        return figures + Weights(draft) + Influence(draft) + Obstacles(draft) + Variants(draft) + Directions(draft) + Sensitivity(draft) + Refusals(draft);
    }

    private static Html Weights(Draft draft)
    {
        if (draft.View("index_weights") is not { } weights) return draft.Refusal("the weights of the index", "index_weights", "index");
        return draft.Table("The indicators and their weights", weights.Count,
        [
            new("indicator", r => Html.Of($"{((weights.Text(r, "label") is { Length: > 0 } label ? label : weights.Text(r, "indicator")) is var name && name == weights.Text(r, "indicator") ? Words.Capital(Words.Spoken(name)) : name)}{(weights.Text(r, "disputed") is "yes" or "1" or "true" ? " (disputed)" : "")}")),
            new("dimension", r => Html.Text(weights.Text(r, "dimension"))),
            new("more is", r => Html.Of($"""<span class="day">{weights.Text(r, "direction") switch { "+" => "+ better", "-" or "−" => "− worse", var other => other }}</span>""")),
            new("weight within", r => Html.Text(Numeral.Share(weights.Number(r, "weight_within"))), true),
            new("in the total", r => Html.Text(Numeral.Share(weights.Number(r, "weight_global"))), true),
            new("lowest", r => Html.Text(Numeral.Sensible(weights.Number(r, "minimum"))), true),
            new("highest", r => Html.Text(Numeral.Sensible(weights.Number(r, "maximum"))), true),
            new("values", r => Html.Text(Numeral.Count(weights.Number(r, "values"))), true),
            new("filled in", r => Html.Text(Numeral.Count(weights.Number(r, "imputed"))), true),
        ], "index_weights", note: "Weights and the normalising range come from the years before the shock alone." + Differing(weights));
    }

    private static string Differing(TableView weights) => weights.Count == 0 ? "" : weights.Text(0, "weight_is") switch
    {
        "mean of yearly weights" => " Every year has its own weights; these are their means (index_weights_by_year has them all).",
        "mean of own weights" => " Every unit and year has the weights that favour it most; these are their means (index_unit_weights has them all).",
        _ => "",
    };

    private static Html Influence(Draft draft)
    {
        if (draft.View("index_influence") is not { } influence) return draft.Refusal("what each indicator really weighs", "index_influence", "diagnosis");
        return draft.Table("What each part is meant to weigh, and how the index follows it", influence.Count,
        [
            new("part", r => Html.Text(influence.Text(r, "kind") == "indicator" ? draft.IndicatorName(influence.Text(r, "part")) : influence.Text(r, "part"))),
            new("within", r => Html.Text(influence.Text(r, "parent"))),
            new("weight within", r => Html.Text(Numeral.Share(influence.Number(r, "weight_within"))), true),
            new("effective weight", r => Html.Text(Numeral.Share(influence.Number(r, "weight_effective"))), true),
            new("correlation with parent", r => Html.Text(Numeral.Fixed(influence.Number(r, "correlation_parent"), 2)), true),
            new("with the index", r => Html.Text(Numeral.Fixed(influence.Number(r, "correlation_index"), 2)), true),
            new("mean rank shift without it", r => Html.Text(Numeral.Fixed(influence.Number(r, "removal_mean_shift"), 1)), true),
            new("largest", r => Html.Text(Numeral.Count(influence.Number(r, "removal_largest_shift"))), true),
            new("of", r => Html.Text(draft.NameOf(influence.Text(r, "removal_city")))),
        ], "index_influence", note: "A part that correlates little or negatively with the index has a weight on paper only. Correlations are over units." + Differing(influence),
            group: r => influence.Text(r, "kind") == "indicator" ? "Indicators" : "Dimensions");
    }

    private static Html Obstacles(Draft draft)
    {
        if (draft.View("index_obstacles") is not { } obstacles) return draft.Refusal($"what holds {draft.Units} back", "index_obstacles", "diagnosis");
        return draft.Place(ObstacleFigure.Make(draft, obstacles)) + (ObstacleMapFigure.Make(draft, obstacles) is { } map ? draft.Place(map) : Html.Empty);
    }

    // What nobody asked for is not missed: a study names what varies, and the rankings to count.
    private static Html Sensitivity(Draft draft) =>
        (draft.View("index_sobol") is { } sobol && SobolFigure.Make(draft, sobol) is { } figure ? draft.Place(figure) : Html.Empty)
        + (draft.View("index_conclusions") is not { } conclusions ? Html.Empty : draft.Table("How often a stated ranking holds", conclusions.Count,
        [
            new("ranking", r => Html.Text(conclusions.Text(r, "conclusion")), Long: true),
            new("over all", r => Html.Text(conclusions.Text(r, "over"))),
            new("holds in", r => Html.Text(Numeral.Share(conclusions.Number(r, "share"))), true),
            new("95 % interval", r => Html.Text(conclusions.Text(r, "exact") == "yes" ? "exact" : $"{Numeral.Share(conclusions.Number(r, "share_low"))} to {Numeral.Share(conclusions.Number(r, "share_high"))}"), true),
        ], "index_conclusions", 40));

    private static Html Variants(Draft draft)
    {
        if (draft.View("index_variants") is not { } variants) return draft.Refusal("how the ranking changes with the method", "index_variants", "index");
        var kept = Enumerable.Range(0, variants.Count).Where(r => !IsTurned(variants, r)).ToList();
        return draft.Table("The same indicators, put together in other ways", kept.Count,
        [
            new("normalised by", r => Html.Text(Words.Method(variants.Text(kept[r], "normalise")))),
            new("weights", r => Html.Text(Words.Method(variants.Text(kept[r], "weights")))),
            new("aggregated by", r => Html.Text(Words.Method(variants.Text(kept[r], "aggregate")))),
            new("rank correlation", r => Html.Text(Numeral.Fixed(variants.Number(kept[r], "rank_correlation"), 3)), true),
            new("mean shift of rank", r => Html.Text(Numeral.Fixed(variants.Number(kept[r], "mean_rank_shift"), 1)), true),
            new("largest shift", r => Html.Text(Numeral.Count(variants.Number(kept[r], "largest_rank_shift"))), true),
            new("of", r => Html.Text(draft.NameOf(variants.Text(kept[r], "largest_shift_city")))),
        ], "index_variants", 40);
    }

    private static bool IsTurned(TableView variants, int row) => variants.Text(row, "variant").StartsWith("flip ", StringComparison.Ordinal);

    // What nobody disputes is not missed.
    private static Html Directions(Draft draft)
    {
        if (draft.View("index_variants") is not { } variants || draft.View("index_directions") is not { } shifts) return Html.Empty;
        var turned = Enumerable.Range(0, variants.Count).Where(r => IsTurned(variants, r)).ToList();
        if (turned.Count == 0) return Html.Empty;
        string Code(int r) => variants.Text(turned[r], "variant")["flip ".Length..];
        string Name(string code) => code == "all disputed" ? "all of them together" : draft.IndicatorName(code);
        var most = shifts.Rows.OrderBy(r => turned.FindIndex(t => variants.Text(t, "variant") == $"flip {shifts.Text(r, "turned")}")).ThenByDescending(r => Math.Abs(shifts.Number(r, "shift")))
            .GroupBy(r => shifts.Text(r, "turned"), StringComparer.Ordinal).SelectMany(g => g.Take(5)).ToList();
        return draft.Table("If the direction of a disputed indicator were the other way", turned.Count,
        [
            new("turned", r => Html.Text(Name(Code(r)))),
            new("rank correlation", r => Html.Text(Numeral.Fixed(variants.Number(turned[r], "rank_correlation"), 3)), true),
            new($"{draft.Units} that change rank", r => Html.Text(Numeral.Count(shifts.Where("turned", Code(r)).Count())), true),
            new("mean shift of rank", r => Html.Text(Numeral.Fixed(variants.Number(turned[r], "mean_rank_shift"), 1)), true),
            new("largest shift", r => Html.Text(Numeral.Count(variants.Number(turned[r], "largest_rank_shift"))), true),
            new("of", r => Html.Text(draft.NameOf(variants.Text(turned[r], "largest_shift_city")))),
        ], "index_variants") + draft.Table("Who moves most when a disputed direction is turned", most.Count,
        [
            new(draft.Input.UnitName, r => Html.Text(draft.NameOf(shifts.Text(most[r], "city")))),
            new("rank", r => Html.Text(Numeral.Count(shifts.Number(most[r], "rank"))), true),
            new("rank when turned", r => Html.Text(Numeral.Count(shifts.Number(most[r], "rank_turned"))), true),
        ], "index_directions", 40, note: "The five that move most for each; the table has all.", group: r => Words.Capital(Name(shifts.Text(most[r], "turned"))));
    }

    private static Html Refusals(Draft draft) => draft.View("index_refusals") is not { } refusals ? Html.Empty
        : draft.Table("Left out of the index", refusals.Count,
        [
            new("kind", r => Html.Text(refusals.Text(r, "kind"))),
            new("which", r => Html.Text(refusals.Text(r, "kind") == "unit" ? draft.NameOf(refusals.Text(r, "code")) : refusals.Text(r, "code"))),
            new("reason", r => Html.Text(refusals.Text(r, "reason")), Long: true),
        ], "index_refusals", 40);
}
