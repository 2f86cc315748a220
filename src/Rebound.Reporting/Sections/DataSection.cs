namespace Rebound.Reporting;

internal static class DataSection
{
    public static Html Write(Draft draft) => Card(draft) + Dropped(draft) + Coverage(draft) + LeftOut(draft) + Imputed(draft);

    private static Html Card(Draft draft)
    {
        if (draft.View("data_card") is not { } card) return draft.Refusal("what the inputs hold", "data_card", "data", "panel", "read");
        return draft.Table("The inputs: every row is either used or dropped for a reason", card.Count,
        [
            new("table", r => Html.Text(Words.Spoken(card.Text(r, "table")))),
            new("file", r => Html.Of($"<code>{card.Text(r, "file")}</code>")),
            new("rows in", r => Html.Text(Numeral.Count(card.Number(r, "rows_in"))), true),
            new("used", r => Html.Text(Numeral.Count(card.Number(r, "rows_used"))), true),
            new("dropped", r => Html.Text(Numeral.Count(card.Number(r, "rows_dropped"))), true),
            new("adds up", r => card.Number(r, "rows_in") == card.Number(r, "rows_used") + card.Number(r, "rows_dropped")
                ? Html.Of($"""<span class="badge supported"><span aria-hidden="true">✓</span> yes</span>""")
                : Html.Of($"""<span class="badge contradicted"><span aria-hidden="true">✗</span> no</span>""")),
            new("from", r => Html.Of($"""<span class="day">{card.Text(r, "first")}</span>""")),
            new("to", r => Html.Of($"""<span class="day">{card.Text(r, "last")}</span>""")),
        ], "data_card", note: string.Join(" ", card.Rows.Where(r => card.Text(r, "unit_of_value").Length > 0).Select(r => $"{Words.Capital(Words.Spoken(card.Text(r, "table")))} are in {card.Text(r, "unit_of_value")}.")));
    }

    private static Html Dropped(Draft draft) => draft.View("dropped_rows") is { } dropped
        ? draft.Table("Rows that were dropped, and why", dropped.Count,
        [
            new("table", r => Html.Text(Words.Spoken(dropped.Text(r, "table")))),
            new("reason", r => Html.Text(dropped.Text(r, "reason")), Long: true),
            new("rows", r => Html.Text(Numeral.Count(dropped.Number(r, "rows"))), true),
            new("example", r => Html.Text(dropped.Text(r, "example"))),
        ], "dropped_rows", 30)
        : draft.View("data_card") is null ? Html.Empty : Html.Of($"""<p class="note">The run lists no dropped rows.</p>""");

    private static Html Coverage(Draft draft) => draft.View("coverage") is { } coverage
        ? draft.Place(CoverageFigure.Make(draft, coverage))
        : draft.Refusal("the coverage grid", "coverage", "data", "panel", "read");

    private static Html LeftOut(Draft draft)
    {
        if (draft.View("cities") is not { } cities) return Html.Empty;
        var rows = cities.Rows.Where(r => cities.Text(r, "reason").Length > 0).ToList();
        if (rows.Count == 0) return Html.Empty;
        return draft.Table($"{Words.Capital(draft.Units)} that are left out of a stage", rows.Count,
        [
            new(draft.Input.UnitName, k => Html.Text(draft.NameOf(cities.Text(rows[k], "city")))),
            new("in the index", k => Html.Text(cities.Yes(rows[k], "in_index") ? "yes" : "no")),
            new("in the recovery", k => Html.Text(cities.Yes(rows[k], "in_recovery") ? "yes" : "no")),
            new("reason", k => Html.Text(cities.Text(rows[k], "reason")), Long: true),
        ], "cities", 30);
    }

    private static Html Imputed(Draft draft)
    {
        if (draft.View("index_scores") is not { } scores || !scores.Has("imputed_share")) return Html.Empty;
        var total = scores.Where("dimension", "total").Where(r => double.IsFinite(scores.Number(r, "imputed_share"))).ToList();
        var some = total.Where(r => scores.Number(r, "imputed_share") > 0).OrderByDescending(r => scores.Number(r, "imputed_share")).ThenBy(r => scores.Text(r, "city"), StringComparer.Ordinal).ToList();
        if (total.Count == 0) return Html.Empty;
        var lead = Html.Of($"""<h3>Values that were filled in</h3><p>Of {Numeral.Count(total.Count)} scored {draft.Units}, {Numeral.Count(some.Count)} rest in part on indicator values that were filled in.</p>""");
        return some.Count == 0 ? lead : lead + draft.Table("Where most is filled in", some.Count,
        [
            new(draft.Input.UnitName, k => Html.Text(draft.NameOf(scores.Text(some[k], "city")))),
            new("share of the score’s values that is filled in", k => Html.Text(Numeral.Share(scores.Number(some[k], "imputed_share"))), true),
        ], "index_scores", 10);
    }
}
