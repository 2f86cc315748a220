namespace Rebound.Reporting;

internal static class RecoverySection
{
    public static Html Write(Draft draft)
    {
        var recovery = draft.View("recovery");
        var lead = recovery is null ? draft.Refusal($"how each {draft.Input.UnitName} fell and came back", "recovery", "recovery") : Overview(draft, recovery);
        var gap = draft.View("recovery_summary") is { } summary ? draft.Place(GapFigure.Make(draft, summary)) : draft.Refusal("the gap over the months", "recovery_summary", "recovery");
        var curves = draft.View("recovery_paths") is { } paths ? draft.Place(CurvesFigure.Make(draft, paths)) : draft.Refusal("actual and expected exports", "recovery_paths", "recovery");
        var windfall = draft.View("windfall") is { } parts ? draft.Place(WindfallFigure.Make(draft, parts)) : draft.Refusal("whose doing the recovery is", "windfall", "windfall");
        if (recovery is null) return lead + gap + curves + windfall;
        var months = recovery.Distinct("city").Count > 1 && recovery.Rows.Any(r => recovery.Text(r, "status") is "recovered" or "censored" or "no shock") ? draft.Place(MonthsFigure.Make(draft, recovery)) : Html.Empty;
        var map = MapFigure.Make(draft, recovery) is { } figure ? draft.Place(figure) : TileFigure.Make(draft, recovery) is { } tiles ? draft.Place(tiles) : Html.Empty;
        var calendar = draft.View("recovery_paths") is { } cells ? draft.Place(CalendarFigure.Make(draft, cells)) : Html.Empty;
        var survival = draft.View("survival") is { } spells ? draft.Place(SurvivalFigure.Make(draft, spells)) : Html.Empty;
        var detector = draft.View("detector") is { } factors && DetectorFigure.Make(draft, factors, "level gap") is { } explained ? draft.Place(explained) : Html.Empty;
        var falls = draft.View("survival_recurrent") is { } every ? draft.Place(SurvivalFigure.OfEveryFall(draft, every)) : Html.Empty;
        var exits = draft.View("survival_exits") is { } ends ? draft.Place(ExitsFigure.Make(draft, ends)) : Html.Empty;
        var growth = draft.View("recovery_growth") is { } fake ? draft.Place(GrowthFigure.Make(draft, fake)) : Html.Empty;
        return lead + Disagreement(draft, recovery) + gap + growth + curves + months + calendar + survival + falls + exits + RecoveryIndexSection.Write(draft) + windfall + Variety(draft) + map + detector + Everyone(draft, recovery);
    }

    private static Html Variety(Draft draft)
    {
        if (draft.View("variety") is not { } variety || variety.Rows.All(r => !double.IsFinite(variety.Number(r, "herfindahl")))) return Html.Empty;
        var rows = variety.Rows.OrderBy(r => draft.NameOf(variety.Text(r, "city")), StringComparer.Ordinal).ToList();
        var table = draft.Table($"How varied the exports of each {draft.Input.UnitName} were before the shock", rows.Count,
        [
            new(draft.Input.UnitName, k => Html.Text(draft.NameOf(variety.Text(rows[k], "city")))),
            new("products", k => Html.Text(Numeral.Count(variety.Number(rows[k], "products"))), true),
            new("concentration (Herfindahl)", k => Html.Text(Numeral.Fixed(variety.Number(rows[k], "herfindahl"), 3)), true),
            new("variety (Shannon)", k => Html.Text(Numeral.Fixed(variety.Number(rows[k], "shannon"), 2)), true),
            new("unrelated, bits", k => Html.Text(Numeral.Fixed(variety.Number(rows[k], "unrelated"), 2)), true),
            new("related, bits", k => Html.Text(Numeral.Fixed(variety.Number(rows[k], "related"), 2)), true),
            new("note", k => Html.Text(variety.Text(rows[k], "note")), Long: true),
        ], "variety", 40, $"Shares of products in {variety.Text(0, "window")}.");
        return Html.Of($"""<details class="block"><summary>How varied exports were before the shock</summary>{table}</details>""");
    }

    private static Html Overview(Draft draft, TableView recovery)
    {
        var baselines = draft.Baselines;
        List<int> Of(int b) => [.. recovery.Where("baseline", baselines[b])];
        int Count(int b, string status) => Of(b).Count(r => recovery.Text(r, "status") == status);
        return draft.Table("The shock under each baseline", baselines.Count,
        [
            new("baseline", b => Html.Text(Words.Spoken(baselines[b]))),
            new("recovered", b => Html.Text(Numeral.Count(Count(b, "recovered"))), true),
            new("not back", b => Html.Text(Numeral.Count(Count(b, "censored"))), true),
            new("no shock", b => Html.Text(Numeral.Count(Count(b, "no shock"))), true),
            new("refused", b => Html.Text(Numeral.Count(Count(b, "refused"))), true),
            new("median depth", b => Html.Text(Numeral.Depth(Median(Of(b).Select(r => recovery.Number(r, "depth_pct"))))), true),
            new("median loss, %·months", b => Html.Text(Numeral.Fixed(Median(Of(b).Select(r => recovery.Number(r, "loss_pct_months"))), 1)), true),
            new("median months to recovery", b => Html.Text(MedianMonths(recovery, Of(b))), true),
            new("median level gap", b => Html.Text(Numeral.Percent(Median(Of(b).Select(r => recovery.Number(r, "level_gap_pct"))))), true),
        ], "recovery", note: "Depth is the fall below the expected level in the worst month of the short run; loss adds up the deficits of its months. The median time counts a unit that is not back as later than the horizon; where half or more are not back there is no median.");
    }

    // Where baselines name different months of recovery for one unit.
    private static Html Disagreement(Draft draft, TableView recovery)
    {
        var baselines = draft.Baselines;
        if (baselines.Count < 2) return Html.Empty;
        string Answer(int r) => recovery.Text(r, "status") == "recovered" ? recovery.Text(r, "recovery_month") : recovery.Text(r, "status");
        var units = recovery.Rows.GroupBy(r => recovery.Text(r, "city"), StringComparer.Ordinal).Where(g => g.Select(Answer).Distinct(StringComparer.Ordinal).Count() > 1).OrderBy(g => draft.NameOf(g.Key), StringComparer.Ordinal).ToList();
        var best = draft.View("recovery_backtest") is { } tests ? tests.Rows.Where(r => tests.Yes(r, "best")).GroupBy(r => tests.Text(r, "city"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => tests.Text(g.First(), "baseline"), StringComparer.Ordinal) : [];
        List<PrintedColumn> columns = [new(draft.Input.UnitName, k => Html.Text(draft.NameOf(units[k].Key)))];
        foreach (var baseline in baselines)
            columns.Add(new(Words.Spoken(baseline), k => Html.Text(units[k].Where(r => recovery.Text(r, "baseline") == baseline).Select(r => Words.MonthName(Answer(r))).FirstOrDefault() ?? Numeral.Missing)));
        columns.Add(new("missed least before the shock", k => Html.Text(best.TryGetValue(units[k].Key, out var name) ? Words.Spoken(name) : Numeral.Missing)));
        var all = recovery.Distinct("city").Count;
        var table = draft.Table("Recovery month by baseline", units.Count, columns, "recovery", 60, "Only units on which the baselines do not agree.");
        return Html.Of($"""
            <p>{Numeral.Count(baselines.Count)} baselines stand side by side. They name one month of recovery for {Numeral.Count(all - units.Count)} of {Numeral.Count(all)} {draft.Units} and disagree on {Numeral.Count(units.Count)}: there the month depends on what is taken as normal.</p>
            <details class="block"><summary>The baselines disagree on {Numeral.Count(units.Count)} of {Numeral.Count(all)} {draft.Units}</summary>{table}</details>
            """);
    }

    private static Html Everyone(Draft draft, TableView recovery)
    {
        var intervals = draft.View("recovery_detail") is { } detail ? detail.Rows.ToDictionary(r => (detail.Text(r, "city"), detail.Text(r, "baseline")), r => Interval(detail, r)) : [];
        (string Depth, string Months) Of(int r) => intervals.GetValueOrDefault((recovery.Text(r, "city"), recovery.Text(r, "baseline")), ("", ""));
        var rows = recovery.Rows.OrderBy(r => draft.NameOf(recovery.Text(r, "city")), StringComparer.Ordinal).ThenBy(r => recovery.Text(r, "baseline"), StringComparer.Ordinal).ToList();
        var table = draft.Table($"Shock and recovery of each {draft.Input.UnitName}", rows.Count,
        [
            new(draft.Input.UnitName, k => Html.Text(draft.NameOf(recovery.Text(rows[k], "city")))),
            new("baseline", k => Html.Text(Words.Spoken(recovery.Text(rows[k], "baseline")))),
            new("trough", k => Html.Text(Words.MonthName(recovery.Text(rows[k], "trough_month")))),
            new("depth (interval)", k => Html.Text(Numeral.Depth(recovery.Number(rows[k], "depth_pct")) + Of(rows[k]).Depth), true),
            new("loss, %·months", k => Html.Text(Numeral.Fixed(recovery.Number(rows[k], "loss_pct_months"), 1)), true),
            new("recovery", k => RecoveryText.Cell(draft, recovery, rows[k])),
            new("months (interval)", k => Html.Text(Numeral.Count(recovery.Number(rows[k], "months_to_recovery")) + Of(rows[k]).Months), true),
            new("level gap (interval)", k => Html.Text(LevelGap(recovery, rows[k])), true),
        ], "recovery", 260);
        return Html.Of($"""<details class="block"><summary>{(recovery.Distinct("city").Count == 1 ? draft.NameOf(recovery.Text(0, "city")) : $"All {Words.Counted(recovery.Distinct("city").Count, draft.Input.UnitName)}")}, under each baseline</summary>{table}</details>""");
    }

    private static (string Depth, string Months) Interval(TableView detail, int row)
    {
        var (low, high) = (detail.Number(row, "depth_low_pct"), detail.Number(row, "depth_high_pct"));
        if (!double.IsFinite(low)) return ("", "");
        var (earliest, latest) = (detail.Number(row, "recovery_earliest"), detail.Number(row, "recovery_latest"));
        return ($" ({Numeral.Fixed(low, 1)} to {Numeral.Fixed(high, 1)})", double.IsFinite(earliest) ? $" ({Numeral.Count(earliest)} to {(double.IsFinite(latest) ? Numeral.Count(latest) : "later than the data")})" : " (later than the data)");
    }

    internal static string LevelGap(TableView recovery, int row)
    {
        var (gap, low, high) = (recovery.Number(row, "level_gap_pct"), recovery.Number(row, "level_gap_low_pct"), recovery.Number(row, "level_gap_high_pct"));
        return Numeral.Percent(gap) + (double.IsFinite(low) && double.IsFinite(high) ? $" ({Numeral.Signed(low, 1)} to {Numeral.Signed(high, 1)})" : "");
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string MedianMonths(TableView recovery, List<int> rows)
    {
        var times = rows.Where(r => recovery.Text(r, "status") is "recovered" or "censored")
            .Select(r => recovery.Text(r, "status") == "recovered" ? recovery.Number(r, "months_to_recovery") : double.PositiveInfinity)
            .Where(t => !double.IsNaN(t)).Order().ToList();
        if (times.Count == 0) return Numeral.Missing;
        var middle = times[times.Count / 2];
        return double.IsFinite(middle) ? Numeral.Fixed((times[(times.Count - 1) / 2] + middle) / 2, 1) : "not reached";
    }
}
