namespace Rebound.Reporting;

/// <summary>A card for each unit: its own history first, its peers second, its rank last and with its interval.</summary>
internal static class UnitSection
{
    private const int MostCards = 120;
    private const int Peers = 5;

    public static Html Write(Draft draft)
    {
        if (draft.View("recovery_paths") is not { } paths || draft.Baselines.Count == 0) return draft.Refusal($"each {draft.Input.UnitName} on its own", "recovery_paths", "recovery");
        var baseline = draft.Baselines.FirstOrDefault(b => paths.Where("baseline", b).Any()) ?? draft.Baselines[0];
        var histories = paths.Where("baseline", baseline).GroupBy(r => paths.Text(r, "city"), StringComparer.Ordinal)
            .Select(g => (City: g.Key, Rows: g.OrderBy(r => paths.Text(r, "month"), StringComparer.Ordinal).ToList()))
            .OrderByDescending(u => u.Rows.Sum(r => double.IsFinite(paths.Number(r, "expected")) ? paths.Number(r, "expected") : 0)).ThenBy(u => u.City, StringComparer.Ordinal).ToList();
        var shown = histories.Take(MostCards).OrderBy(u => draft.NameOf(u.City), StringComparer.OrdinalIgnoreCase).ThenBy(u => u.City, StringComparer.Ordinal).ToList();
        var ranking = Ranking(draft);
        var cards = shown.Select((u, k) => Card(draft, paths, u.City, u.Rows, baseline, ranking, $"unit-{Numeral.Coordinate(k + 1)}"));
        var extent = shown.Count < histories.Count ? $"The {Numeral.Count(shown.Count)} largest exporters of {Numeral.Count(histories.Count)} {draft.Units}" : $"All {Numeral.Count(shown.Count)} {draft.Units}";
        return Html.Of($"""
            <p>{extent}. Open a line for its own history first, then its peers, and its rank last. Solid: actual exports; dashed: expected under “{Words.Spoken(baseline)}”. The numbers are in <a href="../tables/recovery_paths.csv">tables/recovery_paths.csv</a>.</p>
            <div class="units">{cards}</div>

            """);
    }

    private static Html Card(Draft draft, TableView paths, string city, List<int> rows, string baseline, List<(string City, int Row)> ranking, string id)
    {
        var name = draft.NameOf(city);
        return Html.Of($"""
            <details class="unit"><summary><b>{name}</b><span>{RecoveryText.Status(draft, city, baseline)}</span></summary>
            <div class="card"><div><h4>Its own history</h4>{Sparkline.Draw(draft, paths, rows, name, id)}{Own(draft, city)}</div>
            <div><h4 id="{id}-p">Beside its peers</h4>{PeerTable(draft, city, baseline, ranking, id + "-p")}</div>
            <p class="last">{Rank(draft, city, ranking)}</p></div></details>

            """);
    }

    private static Html Own(Draft draft, string city)
    {
        if (draft.View("recovery") is not { } recovery) return Html.Empty;
        return Html.Join(recovery.Where("city", city).Select(r => Html.Of($"""<p><b>{Words.Capital(Words.Spoken(recovery.Text(r, "baseline")))}:</b> {Account(draft, recovery, r)}</p>""")));
    }

    private static Html Account(Draft draft, TableView recovery, int row) => recovery.Text(row, "status") == "refused"
        ? Html.Of($"refused. {Words.Capital(recovery.Text(row, "reason"))}")
        : Html.Of($"lowest in {Words.MonthName(recovery.Text(row, "trough_month"))}, {Numeral.Depth(Math.Abs(recovery.Number(row, "depth_pct")))} {(recovery.Number(row, "depth_pct") < 0 ? "above" : "below")} what was expected; {RecoveryText.Status(draft, recovery, row)}; level gap {RecoverySection.LevelGap(recovery, row)}.");

    private static Html PeerTable(Draft draft, string city, string baseline, List<(string City, int Row)> ranking, string labelledBy)
    {
        if (draft.View("recovery") is not { } recovery) return Html.Of($"<p>No table of recovery.</p>");
        var at = ranking.FindIndex(r => r.City == city);
        if (at < 0) return Html.Of($"<p>Without a score it has no peers by resilience.</p>");
        var from = Math.Clamp(at - Peers / 2, 0, Math.Max(0, ranking.Count - Peers));
        var rows = ranking.Skip(from).Take(Peers).Select(p => (p.City, Row: recovery.Where("city", p.City).Where(r => recovery.Text(r, "baseline") == baseline).DefaultIfEmpty(-1).First())).ToList();
        return Draft.Grid(Enumerable.Range(0, rows.Count),
        [
            new("nearest by score", k => rows[k].City == city ? Html.Of($"<b>{draft.NameOf(rows[k].City)}</b>") : Html.Text(draft.NameOf(rows[k].City))),
            new("depth", k => Html.Text(rows[k].Row < 0 ? Numeral.Missing : Numeral.Depth(recovery.Number(rows[k].Row, "depth_pct"))), true),
            new("recovery", k => rows[k].Row < 0 ? Html.Text(Numeral.Missing) : Html.Text(RecoveryText.Status(draft, recovery, rows[k].Row))),
            new("level gap", k => Html.Text(rows[k].Row < 0 ? Numeral.Missing : Numeral.Percent(recovery.Number(rows[k].Row, "level_gap_pct"))), true),
        ], labelledBy);
    }

    private static Html Rank(Draft draft, string city, List<(string City, int Row)> ranking)
    {
        var at = ranking.FindIndex(r => r.City == city);
        if (at < 0 || draft.View("index_scores") is not { } scores) return Html.Of($"No rank: it has no index score in this run.");
        var row = ranking[at].Row;
        var (low, high) = (scores.Number(row, "rank_low"), scores.Number(row, "rank_high"));
        var range = double.IsFinite(low) && double.IsFinite(high) ? $" ({Numeral.Count(low)} to {Numeral.Count(high)} over the plausible weightings)" : "";
        return Html.Of($"Resilience before the shock: rank {Numeral.Count(scores.Number(row, "rank"))}{range} of {Numeral.Count(ranking.Count)}, score {Numeral.Sensible(scores.Number(row, "score"))}.");
    }

    private static List<(string City, int Row)> Ranking(Draft draft) => draft.View("index_scores") is not { } scores ? []
        : [.. scores.Where("dimension", "total").Where(r => double.IsFinite(scores.Number(r, "rank"))).OrderBy(r => scores.Number(r, "rank")).ThenBy(r => scores.Text(r, "city"), StringComparer.Ordinal).Select(r => (scores.Text(r, "city"), r))];
}
