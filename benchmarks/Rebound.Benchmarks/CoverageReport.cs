using System.Globalization;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Tests.Measures;

namespace Rebound.Benchmarks;

/// <summary>How often intervals of depth and of the month of recovery hold a planted truth: prints lines of a Markdown table.</summary>
internal static class CoverageReport
{
    private const int Units = 3, Donors = 20, After = PlantedSeries.After;

    /// <summary><c>coverage WORLDS BASELINES [WANDER…]</c>: baselines by name, separated by commas; wander is what a level moves a month, in logs; <c>prior</c> draws it for each world as the intervals assume it: half still, else a steady gain uniform up to 0.98.</summary>
    public static void Run(string[] arguments)
    {
        var worlds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        double[] wanders = arguments.Length > 2 ? [.. arguments[2..].Select(a => a == "prior" ? double.NaN : double.Parse(a, CultureInfo.InvariantCulture))] : [0, 0.015];
        foreach (var name in arguments[1].Split(','))
            foreach (var wander in wanders)
            {
                var result = Of(Baselines.Find(name) ?? throw new ArgumentException(name), worlds, wander);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {wander} | {result.Cases} | {100 * result.Depth:0.0} | {100 * result.Month:0.0} | {result.Width:0.0} | {100 * result.Early:0.0} / {100 * result.Late:0.0} | {100 * result.Level:0.0} |"));
            }
    }

    /// <summary>Shares of cases whose interval holds the truth.</summary>
    public static Coverage Of(Baseline baseline, int worlds, double wander)
    {
        var parts = new Coverage[worlds];
        FixedChunks.Run(worlds, 1, (from, to) =>
        {
            for (var world = from; world < to; world++) parts[world] = World(baseline, world, wander);
        });
        var sum = new Coverage(0, 0, 0, 0, 0, 0, 0);
        foreach (var p in parts) sum = new Coverage(sum.Cases + p.Cases, sum.Depth + p.Depth, sum.Month + p.Month, sum.Early + p.Early, sum.Late + p.Late, sum.Width + p.Width, sum.Level + p.Level);
        double n = sum.Cases;
        return new Coverage(sum.Cases, sum.Depth / n, sum.Month / n, sum.Early / n, sum.Late / n, sum.Width / n, sum.Level / n);
    }

    private static Coverage World(Baseline baseline, int world, double wander)
    {
        var stream = new RandomStream(99, (ulong)world);
        if (double.IsNaN(wander)) wander = stream.NextUniform() < 0.5 ? 0 : 0.98 * stream.NextUniform() is var gain ? 0.03 * gain / Math.Sqrt(1 - gain) : 0;
        var (truths, donors) = Baselines.NeedsDonors(baseline) ? PlantedSeries.DrawPanel(stream, Units, Donors, wander) : ([.. Enumerable.Range(0, Units).Select(u => PlantedSeries.Draw($"c{u}", stream, wander))], []);
        var options = new RecoveryOptions { BaseYears = [2018, 2019], Shock = Period.OfMonth(2020, 1), ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12), Baselines = [baseline], Seed = (ulong)world, Donors = [.. donors.Select(d => d.Unit)] };
        var result = new RecoveryAnalysis(options).Run([.. truths.Select(t => t.Series), .. donors]);
        var sum = new Coverage(Units, 0, 0, 0, 0, 0, 0);
        for (var u = 0; u < Units; u++)
        {
            if (result.Units[u].Measures is not { } measures) throw new NumericalException(((Refused)result.Units[u].Outcome).Reason);
            var d = measures.Detail;
            var (earliest, latest) = (d.Earliest ?? After + 1, d.Latest ?? int.MaxValue);
            var truth = truths[u];
            var level = measures.Level!;
            sum = sum with
            {
                Depth = sum.Depth + (truth.Depth >= d.DepthLowPercent && truth.Depth <= d.DepthHighPercent ? 1 : 0),
                Month = sum.Month + (truth.Month >= earliest && truth.Month <= latest ? 1 : 0),
                Early = sum.Early + (truth.Month < earliest ? 1 : 0),
                Late = sum.Late + (truth.Month > latest ? 1 : 0),
                Width = sum.Width + Math.Min(After + 1, latest) - earliest,
                Level = sum.Level + (truth.Level >= level.Interval!.Low && truth.Level <= level.Interval.High ? 1 : 0),
            };
        }
        return sum;
    }
}

/// <summary>What a coverage experiment counted: cases, truths inside the interval of the depth and of the month, truths before and after the latter, its width in months, truths of the level gap inside its interval.</summary>
internal sealed record Coverage(int Cases, double Depth, double Month, double Early, double Late, double Width, double Level);
