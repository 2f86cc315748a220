using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>The tables of recovery, among them the finer ones: recovery_detail, recovery_chance, recovery_episodes, recovery_backtest.</summary>
public static class RecoveryTables
{
    /// <summary>All tables of a recovery: recovery, recovery_paths, recovery_summary and the finer ones.</summary>
    /// <param name="result">A recovery.</param>
    /// <param name="series">The series that it measured.</param>
    public static IReadOnlyList<ResultTable> Of(RecoveryResult result, IReadOnlyList<MonthlySeries> series)
    {
        List<ResultTable> tables = [];
        RecoveryStage.AddTo(tables, result, series, null);
        return tables;
    }

    internal static void Add(RecoveryResult result, List<ResultTable> tables)
    {
        tables.Add(Detail(result));
        tables.Add(Chance(result));
        tables.Add(Episodes(result));
        tables.Add(Growth(result));
        if (result.BackTests.Count > 0) tables.Add(BackTests(result));
    }

    private static ResultTable Detail(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_detail", "city", "baseline", "model", "#depth_low_pct", "#depth_high_pct", "#recovery_earliest", "#recovery_latest", "#first_crossing", "#sustained_3", "#sustained_6",
            "#threshold_90", "#threshold_95", "#interpolated", "#half_life", "#break_even", "#loss_capped_pct_months", "#loss_step_pct_months", "#resilience_net", "#resilience_capped", "#rapidity_pct_month", "#drop_pct", "#rebound_pct", "#rebound_to_drop", "#episodes", "note");
        foreach (var unit in result.Units)
        {
            if (unit.Measures is not { } m) continue;
            var (d, t) = (m.Detail, m.Detail.Times);
            table.Add(unit.Unit, Baselines.Name(unit.Baseline), d.Model, Known(d.DepthLowPercent), Known(d.DepthHighPercent), d.Earliest, d.Latest, t.FirstCrossing, t.Sustained3, t.Sustained6,
                t.Threshold90, t.Threshold95, t.Interpolated, t.HalfLife, t.BreakEven, m.Loss?.Capped, m.Loss?.Step, Share(m.Loss?.Net, m.Loss), Share(m.Loss?.Capped, m.Loss), Rapidity(result, m), 100 * d.Rebound.Drop, 100 * d.Rebound.Rebound, d.Rebound.ReboundToDrop, d.Episodes.Count, string.Join("; ", d.Notes));
        }
        return table.Build();
    }

    // Mean level over the short run as a share of the expected one (Cimellaro, Reinhorn and Bruneau, 2010).
    private static double? Share(double? loss, ShockLoss? of) => of is { Months: > 1 } ? 1 - loss / (100.0 * (of.Months - 1)) : null;

    // Drop over the months from the trough to the first month back at the expected level (Bruneau et al., 2003).
    private static double? Rapidity(RecoveryResult result, RecoveryMeasures m)
    {
        var trough = m.Trough.Ordinal - result.Options.Shock.Ordinal + 1;
        return m.Detail.Times.FirstCrossing is { } back && back > trough ? m.DepthPercent / (back - trough) : null;
    }

    private static ResultTable Chance(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_chance", "city", "baseline", "month", "#chance_back", "#expected_low", "#expected_high");
        foreach (var unit in result.Units)
            for (var h = 0; h < (unit.Measures?.Detail.Chance.Length ?? 0); h++)
            {
                var d = unit.Measures!.Detail;
                table.Add(unit.Unit, Baselines.Name(unit.Baseline), result.Options.Shock.Plus(h).ToString(), Math.Round(d.Chance[h], 6), d.Bands[2 * h], d.Bands[2 * h + 1]);
            }
        return table.Build();
    }

    private static ResultTable Episodes(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_episodes", "city", "baseline", "#episode", "start", "trough", "#depth_pct", "end", "#months", "#carry_over_pct");
        foreach (var unit in result.Units)
            for (var e = 0; e < (unit.Measures?.Detail.Episodes.Count ?? 0); e++)
            {
                var episode = unit.Measures!.Detail.Episodes[e];
                table.Add(unit.Unit, Baselines.Name(unit.Baseline), e + 1, episode.Start.ToString(), episode.Trough.ToString(), episode.DepthPercent, episode.End?.ToString(), episode.Months, episode.CarryOverPercent);
            }
        return table.Build();
    }

    // Growth over a year compares with the months of the shock once these are a year old: level and growth over two years stand beside it.
    private static ResultTable Growth(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_growth", "city", "month", "#year_on_year_pct", "#two_year_average_pct", "#gap_pct", "base_effect");
        foreach (var unit in result.Units.Where(u => u.Baseline == result.Options.Baselines[0]))
        {
            if (unit.Measures?.Path is not { } path) continue;
            var shock = path.IndexOf(result.Options.Shock);
            for (var t = shock; t < path.Actual.Length; t++)
            {
                double? year = t >= 12 ? Known(100 * (path.Actual[t] / path.Actual[t - 12] - 1)) : null, two = t >= 24 ? Known(100 * (Math.Sqrt(path.Actual[t] / path.Actual[t - 24]) - 1)) : null, gap = Known(100 * (Math.Exp(path.Gap[t]) - 1));
                if (year is null && gap is null) continue;
                var fake = t - 12 >= shock && year > 0 && Math.Exp(path.Gap[t]) < result.Options.Level && Math.Exp(path.Gap[t - 12]) < result.Options.Level;
                table.Add(unit.Unit, path.First.Plus(t).ToString(), year, two, gap, fake ? "yes" : "no");
            }
        }
        return table.Build();
    }

    private static ResultTable BackTests(RecoveryResult result)
    {
        var table = new TableBuilder("recovery_backtest", "city", "baseline", "#rmse_log", "#windows", "best");
        foreach (var test in result.BackTests)
            table.Add(test.Unit, Baselines.Name(test.Baseline), Known(test.Error), test.Windows, test.Best ? "yes" : "no");
        return table.Build();
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
