using System.Diagnostics;
using System.Globalization;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Benchmarks;

/// <summary>Times baselines, synthetic comparisons and survival at the sizes of whole countries, and writes the series for other programs.</summary>
internal static class RecoveryReport
{
    private const int Ahead = 24;

    /// <summary><c>recovery SERIES MONTHS [FOLDER]</c>: prints lines of a Markdown table; with a folder, writes the same series and spells as CSV.</summary>
    public static void Run(string[] arguments)
    {
        int count = int.Parse(arguments[0], CultureInfo.InvariantCulture), months = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        double[][] series = [.. Enumerable.Range(0, count).Select(k => Logs(k, months))];
        var spells = Spells(14_000, out var x);
        if (arguments.Length > 2) Write(arguments[2], series, spells, x);
        double total = 0, processor = 0;
        foreach (var baseline in new[] { Baseline.Arima, Baseline.Smoothing, Baseline.Decomposition })
        {
            var before = GC.GetTotalAllocatedBytes();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var seconds = Least(1, () => Forecast(series, baseline));
            var busy = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            (total, processor) = (total + seconds, processor + busy);
            Line($"`{Baselines.Name(baseline)}`, {count} series × {months} months, {Ahead} ahead", seconds, $"{busy:0.0} s of processor, {(GC.GetTotalAllocatedBytes() - before) / 1e6 / count:0.00} MB passed through a series");
        }
        Line("the three together", total, $"{processor:0.0} s of processor, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        var panel = Panel(300, 20);
        Line("synthetic DiD, 300 units × 20 periods, one estimate", Least(5, () => SyntheticDifference.Of(panel, 300, 270, 14, SyntheticMethod.DifferenceInDifferences)), "");
        Line("the same with 200 placebos", Least(3, () => SyntheticDifference.PlaceboError(panel, 300, 270, 14, SyntheticMethod.DifferenceInDifferences, 200, 1)), "");
        Line("Cox, Efron ties, clusters, 14,000 spells, 2 covariates", Least(9, () => CoxModel.Fit(spells, x)), "");
    }

    private static void Forecast(double[][] series, Baseline baseline) => FixedChunks.Run(series.Length, 8, (from, to) =>
    {
        for (var k = from; k < to; k++) BaselineFamily.Fit(baseline, Period.OfMonth(2010, 1), series[k], Ahead, CalendarEffect.None, []);
    });

    private static double[] Logs(int k, int months)
    {
        var stream = new RandomStream(11, (ulong)k);
        var (level, wander, season) = (5 + stream.NextNormal(), 0.03 * stream.NextUniform(), new double[12]);
        for (var m = 0; m < 12; m++) season[m] = 0.15 * stream.NextNormal();
        var logs = new double[months];
        for (var t = 0; t < months; t++)
        {
            level += 0.004 + wander * stream.NextNormal();
            logs[t] = level + season[t % 12] + 0.05 * stream.NextNormal();
        }
        return logs;
    }

    private static double[] Panel(int units, int periods)
    {
        var stream = new RandomStream(12, 0);
        var (outcome, common) = (new double[units * periods], new double[periods]);
        for (var t = 1; t < periods; t++) common[t] = common[t - 1] + 0.1 * stream.NextNormal();
        for (var i = 0; i < units; i++)
        {
            var (level, load) = (stream.NextNormal(), 1 + 0.3 * stream.NextNormal());
            for (var t = 0; t < periods; t++) outcome[i * periods + t] = level + load * common[t] + 0.1 * stream.NextNormal();
        }
        return outcome;
    }

    private static Spell[] Spells(int count, out double[] x)
    {
        var stream = new RandomStream(13, 0);
        var spells = new Spell[count];
        x = new double[2 * count];
        for (var i = 0; i < count; i++)
        {
            (x[2 * i], x[2 * i + 1]) = (stream.NextNormal(), stream.NextNormal());
            var time = Math.Ceiling(-Math.Log(stream.NextUniform()) * 12 * Math.Exp(-0.4 * x[2 * i]));
            spells[i] = new Spell(i / 40, 0, Math.Min(36, Math.Max(1, time)), time <= 36 ? SpellEnd.Event : SpellEnd.Censored);
        }
        return spells;
    }

    private static double Least(int runs, Action work)
    {
        if (runs > 1) work();
        var least = double.PositiveInfinity;
        for (var r = 0; r < runs; r++)
        {
            var watch = Stopwatch.StartNew();
            work();
            least = Math.Min(least, watch.Elapsed.TotalSeconds);
        }
        return least;
    }

    private static void Line(string what, double seconds, string note) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {seconds:0.0000} | {note} |"));

    private static void Write(string folder, double[][] series, Spell[] spells, double[] x)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "series.csv"), series.Select(s => string.Join(',', s.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
        File.WriteAllLines(Path.Combine(folder, "spells.csv"), spells.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{s.Unit},{s.Stop},{(s.End == SpellEnd.Event ? 1 : 0)},{x[2 * i]:R},{x[2 * i + 1]:R}")).Prepend("unit,stop,event,x1,x2"));
    }
}
