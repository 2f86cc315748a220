using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Compares exports with what would have been: the tables recovery, recovery_paths, recovery_summary.</summary>
internal static class RecoveryStage
{
    public static RecoveryResult Run(Study study, List<ResultTable> tables)
    {
        var result = Measure(study);
        AddTo(tables, result, SeriesOf(study), WithProducts(study) ? (from, to, months) => MixOf(study, from, to, months) : null);
        return result;
    }

    internal static void AddTo(List<ResultTable> tables, RecoveryResult result, IReadOnlyList<MonthlySeries> series, Func<Period, Period, int, CycleMix>? mixes)
    {
        tables.Add(Recovery(result));
        tables.Add(Paths(result));
        tables.Add(Summary(result));
        RecoveryTables.Add(result, tables);
        CycleTables.AddCycle(result.Options, series, mixes, tables);
        CycleTables.AddInterrupted(result, tables);
    }

    private static bool WithProducts(Study study) => study.Settings.Tables["exports"].Column("product").Length > 0;

    private static CycleMix MixOf(Study study, Period from, Period to, int months)
    {
        var (settings, units) = (study.Settings.Tables["exports"], study.Data.Monthly!.Cities);
        var links = TradeLinks.Read(Path.Combine(study.Folder, settings.File), role => role == "partner" ? "" : settings.Column(role), settings.Where, units, from, to, months);
        var parts = links.Products.Count;
        var (before, after) = (new double[units.Count * parts], new double[units.Count * parts]);
        foreach (var cell in links.Cells) (before[cell.Unit * parts + cell.Product], after[cell.Unit * parts + cell.Product]) = (cell.Before, cell.After);
        return new CycleMix(parts, before, after);
    }

    public static RecoveryResult Measure(Study study)
    {
        var shock = study.Settings.Shock!;
        var panel = study.Data.Monthly!;
        var last = panel.PeriodAt(panel.PeriodCount - 1);
        var options = new RecoveryOptions
        {
            BaseYears = [.. Enumerable.Range(shock.BaseFirst, shock.BaseLast - shock.BaseFirst + 1)],
            Shock = shock.Start,
            ShortRunEnd = shock.End,
            Horizon = shock.Horizon.CompareTo(last) < 0 ? shock.Horizon : last,
            // A trend needs two base years; with one, only the plain baseline can be drawn.
            Baselines = [.. shock.Baselines.Select(b => Baselines.Find(b)!.Value).Where(b => b != Baseline.SameMonthGrowth || shock.BaseLast > shock.BaseFirst)],
            Level = shock.Level,
            Hold = shock.Hold,
            Calendar = shock.Calendar,
            Donors = shock.Donors,
            FitFrom = shock.FitFrom,
            Seed = study.Settings.Seed,
            BackTest = shock.Baselines.Count > 1,
            Confidence = shock.Confidence,
            Draws = shock.Draws,
            NeweyWestLag = shock.NeweyWestLag,
        };
        return new RecoveryAnalysis(options).Run(SeriesOf(study));
    }

    private static MonthlySeries[] SeriesOf(Study study)
    {
        var (panel, calendar) = (study.Data.Monthly!, study.Settings.Tables["exports"].Calendar);
        return [.. panel.Cities.Select((c, n) => SeriesOf(panel, c, n, calendar))];
    }

    // Where January holds both months, half is given to each in every year alike: ratios to the baseline are those of the pair,
    // and the months are named as the pair.
    internal static MonthlySeries SeriesOf(Panel panel, string code, int city, MonthCalendar calendar)
    {
        var levels = panel.Series("exports", city).ToArray();
        HashSet<int> pairs = [];
        for (var t = 0; calendar != MonthCalendar.Month && t + 1 < levels.Length; t++)
            if (panel.PeriodAt(t).Month == 1 && double.IsNaN(levels[t + 1]) && (calendar == MonthCalendar.MergedJanuaryFebruary || t + 2 >= levels.Length || !double.IsNaN(levels[t + 2])))
            {
                levels[t] = levels[t + 1] = levels[t] / 2;
                pairs.Add(panel.PeriodAt(t).Ordinal);
            }
        return new MonthlySeries(code, panel.First, levels) { Pairs = pairs };
    }

    private static ResultTable Recovery(RecoveryResult result)
    {
        var table = new TableBuilder("recovery", "city", "baseline", "trough_month", "#depth_pct", "#loss_pct_months", "status", "recovery_month", "#months_to_recovery", "#level_gap_pct", "#level_gap_low_pct", "#level_gap_high_pct", "#months_observed", "reason");
        foreach (var unit in result.Units)
        {
            var m = unit.Measures;
            var recovered = unit.Outcome as Recovered;
            var reason = unit.Outcome switch
            {
                Refused refused => $"{refused.Reason} {refused.Repair}",
                Censored censored => $"not back within {censored.After} months",
                _ => m?.Level?.Note ?? "",
            };
            table.Add(unit.Unit, Baselines.Name(unit.Baseline), m is null ? null : unit.TroughName, m?.DepthPercent, m?.Loss?.Net, unit.Outcome.Status, recovered is null ? null : unit.RecoveryName, recovered?.Months,
                m?.Level?.Percent, m?.Level?.Interval?.LowPercent, m?.Level?.Interval?.HighPercent, m?.MonthsObserved, reason);
        }
        return table.Build();
    }

    private static ResultTable Paths(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_paths", "city", "month", "baseline", "#actual", "#expected", "#gap");
        foreach (var unit in result.Units)
        {
            if (unit.Measures?.Path is not { } path) continue;
            for (var t = 0; t < path.Actual.Length; t++)
                table.Add(unit.Unit, path.First.Plus(t).ToString(), Baselines.Name(unit.Baseline), path.Actual[t], path.Expected[t], path.Gap[t]);
        }
        return table.Build();
    }

    private static ResultTable Summary(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_summary", "month", "baseline", "#n", "#median_gap", "#p25_gap", "#p75_gap");
        foreach (var m in result.Months)
            table.Add(m.Month.ToString(), Baselines.Name(m.Baseline), m.Count, m.Median, m.LowerQuartile, m.UpperQuartile);
        return table.Build();
    }
}
