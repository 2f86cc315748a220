using System.Diagnostics;
using System.Globalization;
using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>Times estimates with absorbed effects in memory and prints lines of a Markdown table.</summary>
internal static class AbsorptionReport
{
    private const double WarmUp = 1.5; // seconds
    /// <summary><c>absorption ols DESIGN N EFFECTS REGRESSORS [RUNS]</c> (or ppml), <c>absorption write DESIGN N REGRESSORS FOLDER</c>, <c>absorption panel UNITS RUNS</c>,
    /// <c>absorption error DESIGN N EFFECTS</c>, <c>absorption threads DESIGN N EFFECTS</c>.</summary>
    public static void Run(string[] arguments)
    {
        switch (arguments[0])
        {
            case "write":
                AbsorptionCase.Of(arguments[1], Number(arguments[2]), Number(arguments[3])).Write(arguments[4]);
                break;
            case "panel":
                Panel(Number(arguments[1]), Number(arguments[2]));
                break;
            case "error":
                Error(arguments[1], Number(arguments[2]), Number(arguments[3]));
                break;
            case "threads":
                foreach (var threads in new[] { 1, 2 })
                {
                    FixedChunks.MostThreads = threads;
                    Console.Write($"{threads} threads ");
                    Time("ols", arguments[1], Number(arguments[2]), Number(arguments[3]), 1, 5);
                }
                break;
            default:
                Time(arguments[0], arguments[1], Number(arguments[2]), Number(arguments[3]), Number(arguments[4]), arguments.Length > 5 ? Number(arguments[5]) : 5);
                break;
        }
    }

    private static void Time(string family, string design, int n, int effects, int regressors, int runs)
    {
        var source = AbsorptionCase.Of(design, n, regressors);
        var data = source.Table();
        var model = LinearModel.Parse(source.Formula(family == "ols" ? "y" : "count", regressors, effects), Covariance.Iid);
        Estimate estimate = null!;
        double[] seconds = new double[runs], processor = new double[runs];
        for (var r = 0; r < runs; r++)
        {
            GC.Collect();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            estimate = family == "ols" ? new AbsorbedLeastSquares().Fit(data, model) : new AbsorbedGeneralised().Fit(data, model, GeneralisedFamily.Poisson);
            seconds[r] = watch.Elapsed.TotalSeconds;
            processor[r] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }
        Array.Sort(seconds);
        Array.Sort(processor);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {family} {design} | {n:0e0} | {effects} | {regressors} | {seconds[0]:0.000} | {seconds[runs / 2]:0.000} | {processor[0]:0.000} | {estimate.Likelihood?.Iterations ?? estimate.Iterations} | {estimate.AbsorptionBound:0.0e0} | {peak} | {estimate.Coefficients[0].Value:R} |"));
    }

    // The coefficient of the residuals is zero at the exact solution; at the one reached it is the error, to first order.
    private static void Error(string design, int n, int effects)
    {
        var source = AbsorptionCase.Of(design, n, 1);
        var data = source.Table();
        var model = LinearModel.Parse(source.Formula("y", 1, effects), Covariance.Iid);
        var estimate = new AbsorbedLeastSquares().Fit(data, model);
        var left = new AbsorbedLeastSquares(new AbsorptionLimits { Tolerance = 1e-12 }).Fit(data.With("y", estimate.Residuals), model with { PerfectFit = PerfectFitRule.Allow });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {design} | {n:0e0} | {effects} | {Math.Abs(left.Coefficients[0].Value) / estimate.Coefficients[0].StandardError:0.0e0} | {estimate.AbsorptionBound:0.0e0} |"));
    }

    // A city panel of 20 periods: one two-way estimate with clusters, 199 draws of pairs, 9,999 wild draws with 31 clusters.
    private static void Panel(int units, int runs)
    {
        var stream = new RandomStream(1, 1);
        var n = units * 20;
        int[] unit = [.. Enumerable.Range(0, n).Select(i => i / 20)], month = [.. Enumerable.Range(0, n).Select(i => i % 20)], province = [.. Enumerable.Range(0, n).Select(i => (int)((long)(i / 20) * 31 / units))];
        double[] x = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())], y = [.. x.Select(v => 0.5 * v + stream.NextNormal())];
        string[] Labels(int count) => [.. Enumerable.Range(0, count).Select(l => l.ToString(CultureInfo.InvariantCulture))];
        var data = ModelData.Of(n).With("x", x).With("y", y).WithFactor("unit", new Factor(unit, Labels(units))).WithFactor("month", new Factor(month, Labels(20))).WithFactor("province", new Factor(province, Labels(31)));
        var twoWay = LinearModel.Parse("y ~ x | unit + month", Covariance.ClusteredBy("unit"));
        Estimate byUnit = null!;
        Best("two-way OLS with clusters, one call", n, 20 * runs, () => byUnit = new AbsorbedLeastSquares().Fit(data, twoWay));
        var byProvince = new AbsorbedLeastSquares().Fit(data, twoWay with { Covariance = Covariance.ClusteredBy("province") });
        Best("pairs cluster bootstrap, 199 draws", n, runs, () => new PairsClusterBootstrap(new() { Seed = 1, Draws = 199 }).Run(byUnit));
        Best("wild cluster bootstrap, 9,999 draws, 31 clusters", n, runs, () => new WildClusterBootstrap(new() { Seed = 1 }).Test(byProvince, "x"));
        Best("PPML, two-way", n, runs, () => new AbsorbedGeneralised().Fit(data.With("c", [.. y.Select(v => Math.Floor(Math.Exp(v)))]), LinearModel.Parse("c ~ x | unit + month", Covariance.ClusteredBy("unit")), GeneralisedFamily.Poisson));
    }

    private static void Best(string what, int n, int runs, Action work)
    {
        double[] seconds = new double[runs], processor = new double[runs];
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < WarmUp;) work(); // until the compiler has made its last version
        for (var r = 0; r < runs; r++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            work();
            seconds[r] = watch.Elapsed.TotalSeconds;
            processor[r] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }
        Array.Sort(seconds);
        Array.Sort(processor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {n} | {1000 * seconds[0]:0.000} | {1000 * seconds[runs / 2]:0.000} | {1000 * processor[runs / 2]:0.000} |"));
    }

    private static int Number(string text) => (int)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
