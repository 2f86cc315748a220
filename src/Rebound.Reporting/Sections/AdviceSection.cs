namespace Rebound.Reporting;

/// <summary>What levers and dimensions buy: cost curves, single units and who loses by them, what is worth doing under a budget.</summary>
internal static class AdviceSection
{
    public static Html Write(Draft draft) => draft.View("advice_options") is not { } options
        ? draft.Refusal("what buys most recovery", "advice_options", "advice")
        : Lead(options) + (LeverCostFigure.Make(draft, options) is { } curves ? draft.Place(curves) : Html.Empty) + Options(draft, options) + Units(draft) + Portfolio(draft);

    // The option that brings most for its money, and those that cannot be told from it.
    private static Html Lead(TableView options)
    {
        var priced = options.Rows.Where(r => options.Number(r, "cost") > 0 && options.Text(r, "verdict") == "gains").OrderByDescending(r => options.Number(r, "gain_per_cost")).ToList();
        if (priced.Count == 0) return Html.Of($"""<div class="lead"><p>No option of known cost gains exports beyond chance.</p></div>""");
        var best = options.Where("value", "best").FirstOrDefault(priced[0]);
        double Per(int r, string column) => options.Number(r, column) / options.Number(r, "cost");
        var ties = options.Where("value", "tie").ToList();
        var idle = options.Rows.Where(r => options.Text(r, "verdict") == "tie").ToList();
        return Html.Of($"""
            <div class="lead"><p>For a unit of money <b>{options.Text(best, "option")}</b> brings most: {Numeral.Sensible(Per(best, "gain"))} units of exports for each ({Numeral.Sensible(Per(best, "gain_low"))} to {Numeral.Sensible(Per(best, "gain_high"))}), {Numeral.Percent(options.Number(best, "change_pct"), 2)} of normal exports in all.{(ties.Count > 0 ? $" These replicates cannot tell it from {Listed(ties.Select(r => options.Text(r, "option")))}: a tie." : "")}{(idle.Count > 0 ? $" {Words.Capital(Listed(idle.Select(r => options.Text(r, "option"))))} cannot be told from doing nothing." : "")}</p></div>

            """);
    }

    private static Html Options(Draft draft, TableView options) => draft.Table("Each option alone", options.Count,
    [
        new("option", r => Html.Text(options.Text(r, "option"))),
        new("exports", r => Html.Text(Numeral.Percent(options.Number(r, "change_pct"), 2)), true),
        new("gain", r => Html.Text(Numeral.Sensible(options.Number(r, "gain"))), true),
        new("95 % interval", r => Html.Text(Whole(options.Number(r, "gain_low"), options.Number(r, "gain_high"))), true),
        new("verdict", r => Badge.Change(options.Text(r, "verdict"))),
        new("cost", r => Html.Text(double.IsFinite(options.Number(r, "cost")) ? Money(options.Number(r, "cost")) : Numeral.Missing), true),
        new("gain for a unit of money", r => Html.Text(double.IsFinite(options.Number(r, "gain_per_cost")) ? Numeral.Sensible(options.Number(r, "gain_per_cost")) : Numeral.Missing), true),
        new($"{draft.Units} that lose", r => Html.Text(Numeral.Count(options.Number(r, "losing"))), true),
    ], "advice_options", note: $"Money is {options.Text(0, "money")}. Exports gained over all months from the shock on, against the world as it was under the same chance; “exports” is per cent of normal. Levers’ costs are counted by the model; a dimension without a cost in [advice] is not weighed against money.");

    private static Html Units(Draft draft)
    {
        if (draft.View("advice_units") is not { } units) return Html.Of($"""<p>The study’s index has none of the four dimensions by which resilience enters: there is nothing to raise in single {draft.Units}.</p>""");
        return draft.Place(StealingFigure.Make(draft, units)) + draft.Table($"Each dimension in one {draft.Input.UnitName} alone", units.Count,
        [
            new("dimension", r => Html.Text(units.Text(r, "dimension"))),
            new("own exports", r => Html.Text(Numeral.Percent(units.Number(r, "change_pct"), 2)), true),
            new("own gain", r => Html.Text(Money(units.Number(r, "gain"))), true),
            new("95 % interval", r => Html.Text(Whole(units.Number(r, "gain_low"), units.Number(r, "gain_high"))), true),
            new("verdict", r => Badge.Change(units.Text(r, "verdict"))),
            new("gain for a unit of money", r => Html.Text(double.IsFinite(units.Number(r, "gain_per_cost")) ? Numeral.Sensible(units.Number(r, "gain_per_cost")) : Numeral.Missing), true),
            new("the others", r => Html.Text($"{Money(units.Number(r, "others_gain"))} ({Whole(units.Number(r, "others_low"), units.Number(r, "others_high"))})"), true),
            new("that lose", r => Html.Text(Numeral.Count(units.Number(r, "losing"))), true),
        ], "advice_units", note: $"Money is {units.Text(0, "money")}. “That lose” counts other {draft.Units} whose exports fall beyond chance.", group: r => draft.NameOf(units.Text(r, "city")));
    }

    private static Html Portfolio(Draft draft)
    {
        if (draft.View("advice_portfolio") is not { } portfolio) return Html.Of($"""<p>No portfolio: the study states no budget, [advice] budget.</p>""");
        List<int> Of(string role) => [.. portfolio.Where("role", role)];
        var (whole, chosen, ties) = (Of("portfolio"), Of("chosen"), Of("tie"));
        var (budget, money) = (Money(portfolio.Number(0, "budget")), portfolio.Text(0, "money"));
        var lead = whole.Count == 0 ? Html.Of($"""<p>Under a budget of {budget} ({money}) {portfolio.Text(0, "note")}.</p>""")
            : Html.Of($"""<p>Under a budget of {budget} ({money}) the best set is {Listed(chosen.Select(r => portfolio.Text(r, "option")))}. Together they cost {Money(portfolio.Number(whole[0], "cost"))} and gain {Whole(portfolio.Number(whole[0], "gain_low"), portfolio.Number(whole[0], "gain_high"))} of exports.{(ties.Count > 0 ? $" {Words.Capital(Listed(ties.Select(r => portfolio.Text(r, "option"))))} could take the place of a chosen one without being worse beyond chance: a tie." : " No option left out could take a chosen one’s place without being worse beyond chance.")}</p>""");
        return Html.Of($"<h3>Under the budget</h3>") + lead + draft.Table("The portfolio", portfolio.Count,
        [
            new("option", r => Html.Text(portfolio.Text(r, "option"))),
            new("role", r => Html.Text(portfolio.Text(r, "role"))),
            new("cost", r => Html.Text(double.IsFinite(portfolio.Number(r, "cost")) ? Money(portfolio.Number(r, "cost")) : Numeral.Missing), true),
            new("gain alone", r => Html.Text(double.IsFinite(portfolio.Number(r, "gain_alone")) ? Money(portfolio.Number(r, "gain_alone")) : Numeral.Missing), true),
            new("95 % interval", r => Html.Text(double.IsFinite(portfolio.Number(r, "gain_low")) ? Whole(portfolio.Number(r, "gain_low"), portfolio.Number(r, "gain_high")) : Numeral.Missing), true),
            new("note", r => Html.Text(portfolio.Text(r, "note")), Long: true),
        ], "advice_portfolio", note: "The set with the largest sum of gains alone is found exactly; its interval is of the chosen simulated together, which is not the sum of what they give alone.");
    }

    private static string Money(double value) => Math.Abs(value) >= 100 ? Numeral.Count(value) : Numeral.Sensible(value);

    private static string Whole(double low, double high) => $"{Money(low)} to {Money(high)}";

    private static string Listed(IEnumerable<string> names) => names.ToList() is { Count: > 1 } all ? string.Join(", ", all[..^1]) + " and " + all[^1] : string.Concat(names);
}
