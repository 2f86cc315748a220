using System.Diagnostics;
using System.Globalization;
using Rebound.Econometrics;

namespace Rebound.Benchmarks;

/// <summary>Times estimates with absorbed effects in memory and prints lines of a Markdown table.</summary>
internal static class AbsorptionReport
{
    /// <summary><c>absorption ols DESIGN N EFFECTS REGRESSORS [RUNS]</c> or <c>absorption write DESIGN N REGRESSORS FOLDER</c>.</summary>
    public static void Run(string[] arguments)
    {
        switch (arguments[0])
        {
            case "write":
                AbsorptionCase.Of(arguments[1], Number(arguments[2]), Number(arguments[3])).Write(arguments[4]);
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
            estimate = new AbsorbedLeastSquares().Fit(data, model);
            seconds[r] = watch.Elapsed.TotalSeconds;
            processor[r] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }
        Array.Sort(seconds);
        Array.Sort(processor);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {family} {design} | {n:0e0} | {effects} | {regressors} | {seconds[0]:0.000} | {seconds[runs / 2]:0.000} | {processor[0]:0.000} | {estimate.Iterations} | {estimate.AbsorptionBound:0.0e0} | {peak} | {estimate.Coefficients[0].Value:R} |"));
    }

    private static int Number(string text) => (int)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
