using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Published indices of units through the shock, and the interrupted series: the tables recovery_cycle and recovery_interrupted.</summary>
internal static class CycleTables
{
    /// <summary>Adds the indices of units.</summary>
    /// <param name="options">Dates of the shock.</param>
    /// <param name="series">One series a unit.</param>
    /// <param name="mixes">Levels by part in two windows of given months; null where parts are not known.</param>
    /// <param name="tables">What they are added to.</param>
    public static void AddCycle(RecoveryOptions options, IReadOnlyList<MonthlySeries> series, Func<Period, Period, int, CycleMix>? mixes, List<ResultTable> tables)
    {
        var cycle = new CycleAnalysis(options.Shock, options.ShortRunEnd, options.Horizon);
        var contraction = mixes?.Invoke(cycle.Before, options.Shock, cycle.Months);
        var expansion = mixes is not null && cycle.After is { } later ? mixes(options.Shock, later, cycle.Months) : null;
        var table = new TableBuilder("recovery_cycle", "city", "before", "during", "after", "#level_before", "#level_during", "#level_after", "#sensitivity", "#resistance", "#recoverability", "#relative_resistance", "#resistance_mix", "#recoverability_mix",
            "#shift_national_pct", "#shift_mix_pct", "#shift_own_pct", "#ratio_resistance", "#ratio_recovery", "type", "#lloret_resistance", "#lloret_recovery", "#lloret_resilience", "#lloret_relative", "reason");
        foreach (var u in cycle.Of(series, contraction, expansion))
        {
            string[] reasons = [u.Reason, contraction is null ? "products are not known, so that no mix is expected: name the column product in [data.exports]" : ""];
            table.Add(u.Unit, cycle.Name(cycle.Before), cycle.Name(options.Shock), cycle.After is { } after ? cycle.Name(after) : "", u.Before, u.During, u.After, u.Sensitivity, u.Resistance, u.Recoverability, u.RelativeResistance, u.ResistanceOfMix, u.RecoverabilityOfMix,
                u.NationalPercent, u.MixPercent, u.OwnPercent, u.ResistanceRatio, u.RecoveryRatio, u.Type, u.LloretResistance, u.LloretRecovery, u.LloretResilience, u.LloretRelative, string.Join("; ", reasons.Where(r => r.Length > 0)));
        }
        tables.Add(table.Build());
    }

    /// <summary>Adds the change of level and slope at the shock, where the interrupted series is among the baselines.</summary>
    /// <param name="result">A recovery.</param>
    /// <param name="tables">What they are added to.</param>
    public static void AddInterrupted(RecoveryResult result, List<ResultTable> tables)
    {
        if (!result.Options.Baselines.Contains(Baseline.Interrupted)) return;
        var table = new TableBuilder("recovery_interrupted", "city", "#months_before", "#months_after", "#lag", "#level_change_pct", "#level_low_pct", "#level_high_pct", "#level_p", "#slope_change_pct_year", "#slope_low_pct_year", "#slope_high_pct_year", "#slope_p", "reason");
        foreach (var unit in result.Units.Where(u => u.Baseline == Baseline.Interrupted))
        {
            if (unit.Measures?.Path is not { } path) continue;
            var (first, last) = (Array.FindIndex(path.Actual, level => level > 0), Array.FindLastIndex(path.Actual, level => level > 0));
            var gap = Array.FindIndex(path.Actual, first, last - first + 1, level => !(level > 0));
            var before = path.IndexOf(result.Options.Shock) - first;
            if (gap >= 0)
            {
                table.Add(unit.Unit, before, last + 1 - first - before, null, null, null, null, null, null, null, null, null, $"no value above zero in {path.First.Plus(gap)}: fill the month at its source");
                continue;
            }
            double[] logs = [.. path.Actual[first..(last + 1)].Select(level => Math.Log(level))];
            var lag = result.Options.NeweyWestLag ?? InterruptedSeries.LagOf(logs.Length);
            try
            {
                var fit = InterruptedSeries.Fit(logs, before, 12, lag);
                var t = Numerics.StudentT.Quantile(0.5 + result.Options.Confidence / 2, logs.Length - fit.Coefficients.Length);
                double P(int k) => Numerics.StudentT.TwoSidedP(fit.Coefficients[k] / fit.NeweyWest[k], logs.Length - fit.Coefficients.Length);
                double Percent(int k, double side, double scale) => 100 * (Math.Exp(scale * (fit.Coefficients[k] + side * t * fit.NeweyWest[k])) - 1);
                table.Add(unit.Unit, before, logs.Length - before, lag, Percent(2, 0, 1), Percent(2, -1, 1), Percent(2, 1, 1), P(2), Percent(3, 0, 12), Percent(3, -1, 12), Percent(3, 1, 12), P(3), "");
            }
            catch (Numerics.NumericalException refused)
            {
                table.Add(unit.Unit, before, logs.Length - before, lag, null, null, null, null, null, null, null, null, refused.Message);
            }
        }
        tables.Add(table.Build());
    }
}
