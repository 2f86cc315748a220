using System.Globalization;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Compares the monthly level of each unit with what its own pre-shock years lead one to expect.</summary>
/// <remarks>Formulas, conventions and sources are in docs/methods/recovery.md. Checked against R and numpy (loss, time to
/// recovery) and against the median gap of 95 countries (tests, folder Measures).</remarks>
public sealed class RecoveryAnalysis
{
    /// <summary>Months over which a lasting change of level is averaged: one whole year, so that seasons cancel.</summary>
    private const int LevelMonths = 12;

    /// <summary>Months after the trough at which the rebound is taken.</summary>
    private const int ReboundMonths = 6;

    private readonly RecoveryOptions options;
    private readonly int[] baseYears;
    private readonly Period first;
    private Donors donors = new([], []);

    /// <summary>Sets up an analysis.</summary>
    /// <param name="options">Windows, baselines and the meaning of recovered.</param>
    /// <exception cref="ArgumentException">Months are out of order, or a level, hold or confidence is outside its range.</exception>
    /// <exception cref="NoBaselineException">There is no base year, or one does not end before the shock.</exception>
    public RecoveryAnalysis(RecoveryOptions options)
    {
        if (options.Shock.Frequency != Frequency.Month || options.ShortRunEnd.Frequency != Frequency.Month || options.Horizon.Frequency != Frequency.Month)
            throw new ArgumentException("Shock, end of the short run and horizon are months.", nameof(options));
        if (options.ShortRunEnd.CompareTo(options.Shock) < 0 || options.Horizon.CompareTo(options.ShortRunEnd) < 0)
            throw new ArgumentException($"The months must be in order: shock {options.Shock}, end of the short run {options.ShortRunEnd}, horizon {options.Horizon}.", nameof(options));
        if (!(options.Level > 0) || options.Hold < 1 || !(options.Confidence > 0 && options.Confidence < 1) || options.Baselines.Count == 0)
            throw new ArgumentException("The level is positive, the hold at least one month, the confidence between 0 and 1, and one baseline is named.", nameof(options));
        baseYears = [.. options.BaseYears.Distinct().Order()];
        if (baseYears.Length == 0)
            throw new NoBaselineException("No base year is named.", "Name whole years before the shock.");
        if (baseYears[^1] >= options.Shock.Year)
            throw new NoBaselineException($"Base year {baseYears[^1]} does not end before the shock of {options.Shock}.", $"Use whole years up to {options.Shock.Year - 1}; without one, only units can be compared with each other, not with their own past.");
        this.options = options;
        first = Period.OfMonth(baseYears[0], 1);
    }

    /// <summary>Measures every unit of a monthly panel.</summary>
    /// <param name="panel">A panel of months.</param>
    /// <param name="variable">The variable that holds the levels.</param>
    /// <exception cref="NoBaselineException">No unit has a value in the base years.</exception>
    public RecoveryResult Run(Panel panel, string variable) =>
        Run([.. Enumerable.Range(0, panel.Cities.Count).Select(i => new MonthlySeries(panel.Cities[i], panel.First, panel.Series(variable, i).ToArray()))]);

    /// <summary>Measures every unit.</summary>
    /// <param name="series">One series a unit, in the order of the result.</param>
    /// <returns>One entry a unit and baseline, and the distribution of the gap by month.</returns>
    /// <exception cref="NoBaselineException">No unit has a value in the base years.</exception>
    public RecoveryResult Run(IReadOnlyList<MonthlySeries> series)
    {
        if (options.Baselines.Any(Baselines.UsesBaseYears)) RefuseWithoutPast(series);
        donors = new Donors(series, options.Donors);
        var (baselines, count) = (options.Baselines, series.Count);
        var units = new UnitRecovery[baselines.Count * count];
        FixedChunks.Run(units.Length, 4, (from, to) =>
        {
            for (var k = from; k < to; k++) units[k] = Measure(series[k % count], k % count, baselines[k / count]);
        });
        var months = new List<RecoveryMonth>();
        for (var b = 0; b < baselines.Count; b++) Summarise(baselines[b], [.. units.AsSpan(b * count, count)], months);
        return new RecoveryResult(options, units, months) { BackTests = options.BackTest ? Tests(series) : [] };
    }

    private UnitRecovery Measure(MonthlySeries series, int index, Baseline baseline)
    {
        var unit = new UnitRecovery(series.Unit, baseline, new NoShock(), null);
        if (Fitted(series, baseline, out var fit) is { } refused) return unit with { Outcome = refused };
        var path = PathOf(series, fit.Expected);
        var ratios = Ratios(path);
        var shortRun = options.ShortRunEnd.Ordinal - options.Shock.Ordinal + 1;
        var trough = Triangle.Lowest(ratios.AsSpan(0, shortRun));
        if (trough < 0)
            return unit with { Outcome = new Refused($"'{series.Unit}' has no value between {options.Shock} and {options.ShortRunEnd}.", "Give its series for the short run, or leave the unit out.") };
        var observed = 0;
        foreach (var ratio in ratios)
            if (!double.IsNaN(ratio)) observed++;
        var outcome = OutcomeOf(ratios, trough);
        var measures = new RecoveryMeasures(path, fit.Growth, options.Shock.Plus(trough), 100 * (1 - ratios[trough]), LossOf(ratios.AsSpan(0, shortRun)), LevelOf(path, fit), observed, DetailOf(path, ratios, trough, fit, index));
        return unit with { Outcome = outcome, Measures = measures, TroughName = series.NameOf(measures.Trough), RecoveryName = outcome is Recovered recovered ? series.NameOf(recovered.Month) : "" };
    }

    private Refused? Fitted(MonthlySeries series, Baseline baseline, out Fit fit)
    {
        fit = default!;
        var months = options.Horizon.Ordinal - options.Shock.Ordinal + 1;
        if (SeriesFaults.UnitSlip(series, series.First, options.Shock, options.Horizon) is { } slip) return slip;
        if (Baselines.UsesBaseYears(baseline))
        {
            if (Refusal(series, baseline) is { } refused) return refused;
            var byYear = new BaselineFit(baseline, baseYears, BaseLogs(series));
            var wandering = Wandering(series, byYear, months);
            fit = new Fit(month => byYear.Expected(month.Year, month.Month), wandering ?? byYear.Forecast(options.Shock, months), byYear.Growth, wandering is null ? byYear : null, []);
            return null;
        }
        if (AfterShock(series) is { } zero) return zero;
        if (SeriesFaults.Window(series, options.Shock, options.FitFrom, out var window) is { } fault) return fault;
        try
        {
            var (start, logs) = window;
            var forecast = BaselineFamily.Fit(baseline, start, logs, months, options.Calendar, Baselines.NeedsDonors(baseline) ? donors.Logs(start, logs.Length + months, series.Unit) : []);
            var note = SeriesFaults.Break(start, logs);
            fit = new Fit(month => month.CompareTo(options.Shock) >= 0 ? forecast.Mean[month.Ordinal - options.Shock.Ordinal] : month.CompareTo(start) >= 0 ? forecast.Fitted[month.Ordinal - start.Ordinal] : double.NaN, forecast, 0, null, note is null ? [] : [note]);
            return null;
        }
        catch (NumericalException refusal)
        {
            return new Refused($"'{series.Unit}': {refusal.Message}", "Use the same-month baseline, or add what the message asks for.");
        }
    }

    private SeriesForecast? Wandering(MonthlySeries series, BaselineFit fit, int months) =>
        SeriesFaults.Window(series, options.Shock, null, out var window) is null ? fit.Wandering(window.First, window.Logs, months) : null;

    private Refused? AfterShock(MonthlySeries series)
    {
        for (var month = options.Shock; month.CompareTo(options.Horizon) <= 0; month = month.Plus(1))
            if (series.At(month) is var level && !double.IsNaN(level) && !(level > 0 && double.IsFinite(level))) return NotPositive(series, level, month);
        return null;
    }

    private List<BackTest> Tests(IReadOnlyList<MonthlySeries> series)
    {
        var tests = FixedChunks.Collect(series.Count, 2, (from, to) =>
        {
            List<BackTest> part = [];
            for (var i = from; i < to; i++)
            {
                if (SeriesFaults.Window(series[i], options.Shock, options.FitFrom, out var window) is not null) continue;
                List<BackTest> own = [];
                foreach (var baseline in options.Baselines)
                {
                    var others = Baselines.NeedsDonors(baseline) ? donors.Logs(window.First, window.Logs.Length, series[i].Unit) : [];
                    var (error, windows) = BaselineFamily.BackTest(baseline, window.First, window.Logs, options.Calendar, others);
                    own.Add(new BackTest(series[i].Unit, baseline, error, windows, false));
                }
                var best = own.Where(t => t.Windows > 0 && t.Windows == own.Max(o => o.Windows)).MinBy(t => t.Error);
                part.AddRange(own.Select(t => t with { Best = ReferenceEquals(t, best) }));
            }
            return part;
        });
        return [.. tests.SelectMany(part => part)];
    }

    private RecoveryDetail DetailOf(RecoveryPath path, double[] ratios, int trough, Fit fit, int index)
    {
        var times = RecoveryTimes.Of(ratios, trough);
        var rebound = DropRebound.Of(ratios, ReboundMonths);
        var episodes = Episodes.Of(ratios, options.Shock, options.Level, options.Hold);
        if (fit.Forecast is not { } forecast) return new RecoveryDetail("", double.NaN, double.NaN, null, null, [], [], times, rebound, episodes, fit.Notes);
        var at = path.IndexOf(options.Shock);
        var gaps = path.Gap.AsSpan(at, ratios.Length);
        var t = StudentT.Quantile(0.5 + options.Confidence / 2, forecast.Freedom);
        var bands = new double[2 * ratios.Length];
        for (var h = 0; h < ratios.Length; h++)
        {
            var half = t * forecast.Deviation(h);
            (bands[2 * h], bands[2 * h + 1]) = (path.Expected[at + h] * Math.Exp(-half), path.Expected[at + h] * Math.Exp(half));
        }
        var width = t * forecast.Deviation(trough);
        var next = episodes.Find(e => e.Start.CompareTo(options.Shock.Plus(trough)) > 0);
        var until = next is null ? ratios.Length : next.Start.Ordinal - options.Shock.Ordinal;
        var draws = RecoveryDraws.Months(gaps, trough, until, options.Level, forecast, options.Draws, new RandomStream(options.Seed, (ulong)index));
        var chance = new double[ratios.Length];
        foreach (var month in draws)
            for (var h = month; h < chance.Length; h++) chance[h] += 1.0 / draws.Length;
        var (earliest, latest) = RecoveryDraws.Ends(draws, ratios.Length, 1 - options.Confidence);
        return new RecoveryDetail(forecast.Model, 100 * (1 - Math.Exp(gaps[trough] + width)), 100 * (1 - Math.Exp(gaps[trough] - width)), earliest, latest, chance, bands, times, rebound, episodes, fit.Notes);
    }

    private Refused? Refusal(MonthlySeries series, Baseline baseline)
    {
        if (baseline == Baseline.SameMonthGrowth && baseYears.Length < 2)
            return new Refused("Growth before the shock needs at least two base years.", "Name a second base year, or use the same-month baseline.");
        for (var k = 0; k < 12 * baseYears.Length; k++)
        {
            var month = Period.OfMonth(baseYears[k / 12], k % 12 + 1);
            if (double.IsNaN(series.At(month)))
                return new Refused($"'{series.Unit}' has no value in {month}, and every month of the base years is needed: an average over fewer years would mix growth into the season.", "Fill the month at its source, or choose base years that are complete.");
        }
        for (var month = first; month.CompareTo(options.Horizon) <= 0; month = month.Plus(1))
        {
            var level = series.At(month);
            if (Concerns(month) && !double.IsNaN(level) && !(level > 0 && double.IsFinite(level))) return NotPositive(series, level, month);
        }
        return null;
    }

    private static Refused NotPositive(MonthlySeries series, double level, Period month) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{series.Unit}' has the level {level:R} in {month}, and a log gap needs levels above zero."), "Add months, products or neighbours together until no month is zero, or leave the unit out.");

    private double[] BaseLogs(MonthlySeries series)
    {
        var logs = new double[12 * baseYears.Length];
        for (var k = 0; k < logs.Length; k++) logs[k] = Math.Log(series.At(Period.OfMonth(baseYears[k / 12], k % 12 + 1)));
        return logs;
    }

    private RecoveryPath PathOf(MonthlySeries series, Func<Period, double> expect)
    {
        var count = options.Horizon.Ordinal - first.Ordinal + 1;
        var (actual, expected, gap) = (new double[count], new double[count], new double[count]);
        for (var t = 0; t < count; t++)
        {
            var month = first.Plus(t);
            var log = expect(month);
            actual[t] = Concerns(month) || !options.Baselines.All(Baselines.UsesBaseYears) ? series.At(month) : double.NaN;
            expected[t] = Math.Exp(log);
            gap[t] = Math.Log(actual[t]) - log;
        }
        return new RecoveryPath(first, actual, expected, gap);
    }

    /// <summary>Whether a month is looked at: in a base year, or from the end of these to the horizon.</summary>
    private bool Concerns(Period month) => month.Year > baseYears[^1] || Array.BinarySearch(baseYears, month.Year) >= 0;

    private double[] Ratios(RecoveryPath path)
    {
        var ratios = new double[options.Horizon.Ordinal - options.Shock.Ordinal + 1];
        for (var t = 0; t < ratios.Length; t++) ratios[t] = Math.Exp(path.Gap[path.IndexOf(options.Shock) + t]);
        return ratios;
    }

    private RecoveryOutcome OutcomeOf(double[] ratios, int trough)
    {
        if (ratios[trough] >= options.Level) return new NoShock();
        var recovery = Triangle.FirstSustained(ratios, trough, options.Level, options.Hold);
        if (recovery >= 0) return new Recovered(options.Shock.Plus(recovery), recovery + 1);
        var last = Array.FindLastIndex(ratios, ratio => !double.IsNaN(ratio));
        return new Censored(last + 1);
    }

    private static ShockLoss? LossOf(ReadOnlySpan<double> ratios)
    {
        foreach (var ratio in ratios)
            if (double.IsNaN(ratio)) return null;
        return new ShockLoss(Triangle.Net(ratios), Triangle.Capped(ratios), Triangle.Step(ratios), ratios.Length);
    }

    private LevelGap? LevelOf(RecoveryPath path, Fit fit)
    {
        var from = options.Horizon.Plus(1 - LevelMonths);
        if (from.CompareTo(options.Shock) <= 0) return null;
        double sum = 0, years = 0;
        for (var month = from; month.CompareTo(options.Horizon) <= 0; month = month.Plus(1))
        {
            sum += path.Gap[path.IndexOf(month)];
            years += month.Year;
        }
        if (double.IsNaN(sum)) return null;
        var interval = fit.ByYear is { } byYear ? byYear.Around(sum / LevelMonths, LevelMonths, years / LevelMonths, options.Confidence) : Interval(sum / LevelMonths, fit.Forecast!, from);
        return new LevelGap(sum / LevelMonths, interval, interval is null ? "One base year leaves no residual from which an interval could be taken." : "");
    }

    private GapInterval Interval(double mean, SeriesForecast forecast, Period from)
    {
        var half = StudentT.Quantile(0.5 + options.Confidence / 2, forecast.Freedom) * forecast.DeviationOfMean(from.Ordinal - options.Shock.Ordinal, LevelMonths);
        return new GapInterval(mean - half, mean + half, 0, (int)Math.Min(int.MaxValue, forecast.Freedom));
    }

    private void Summarise(Baseline baseline, List<UnitRecovery> units, List<RecoveryMonth> months)
    {
        var gaps = new double[units.Count];
        for (var month = first; month.CompareTo(options.Horizon) <= 0; month = month.Plus(1))
        {
            var count = 0;
            foreach (var unit in units)
                if (unit.Measures is { } measures && !double.IsNaN(measures.Path.Gap[month.Ordinal - first.Ordinal]))
                    gaps[count++] = measures.Path.Gap[month.Ordinal - first.Ordinal];
            if (count == 0) continue;
            var sorted = gaps.AsSpan(0, count);
            sorted.Sort();
            months.Add(new RecoveryMonth(month, baseline, count, Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.75)));
        }
    }

    private void RefuseWithoutPast(IReadOnlyList<MonthlySeries> series)
    {
        foreach (var one in series)
            foreach (var year in baseYears)
                for (var month = 1; month <= 12; month++)
                    if (!double.IsNaN(one.At(Period.OfMonth(year, month)))) return;
        var begins = series.Count == 0 ? "there is no series" : $"the data begin in {series.Min(one => one.First)}";
        throw new NoBaselineException($"No unit has a value in the base years {string.Join(", ", baseYears)} ({begins}): what a month would have been without the shock of {options.Shock} cannot be told from a unit's own past.", "Add data from before the shock. A season taken from later years would count the recovery itself as normal; it can describe, but not measure, a recovery.");
    }

    /// <summary>A fitted baseline: the log it expects of a month, the distribution of its errors from the shock on, and what made it.</summary>
    private sealed record Fit(Func<Period, double> Expected, SeriesForecast? Forecast, double Growth, BaselineFit? ByYear, IReadOnlyList<string> Notes);
}
