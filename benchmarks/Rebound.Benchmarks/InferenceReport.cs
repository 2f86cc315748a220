using System.Diagnostics;
using System.Globalization;
using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>Times every covariance on a panel of 20 periods and prints lines of a Markdown table: a whole estimate, and the covariance alone.</summary>
internal static class InferenceReport
{
    private static readonly string[] Covariances = ["iid", "hc1", "hc2", "hc3", "cluster(city)", "cluster(city+month)", "cr2(province)", "cr3(province)", "nw(2)", "dk(2)", "conley(200)", "conley(200, bartlett)"];

    /// <summary><c>inference CITIES RUNS</c>.</summary>
    public static void Run(string[] arguments)
    {
        int cities = int.Parse(arguments[0], CultureInfo.InvariantCulture), runs = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var data = Panel(cities);
        foreach (var covariance in Covariances)
        {
            var model = LinearModel.Parse("y ~ x + z | city + month", Covariance.Parse(covariance));
            var whole = Middle(runs, () => new AbsorbedLeastSquares().Fit(data, model));
            var absorbed = new AbsorbedLeastSquares().Fit(data, model with { Covariance = Covariance.Parse(covariance) }).Absorbed;
            var alone = Middle(runs, () => AbsorbedLeastSquares.Solve(absorbed, model));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {covariance} | {data.RowCount} | {whole.Least:0.00} | {whole.Middle:0.00} | {alone.Least:0.00} | {alone.Middle:0.00} |"));
        }
    }

    private static ModelData Panel(int cities)
    {
        var stream = new RandomStream(1, 2);
        var n = cities * 20;
        double[] latitude = [.. Enumerable.Range(0, cities).Select(_ => 20 + 30 * stream.NextUniform())], longitude = [.. Enumerable.Range(0, cities).Select(_ => 80 + 45 * stream.NextUniform())];
        double[] x = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())], z = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())], y = [.. x.Select(v => 0.5 * v + stream.NextNormal())];
        double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
        return ModelData.Of(n).With("x", x).With("y", y).With("z", z).With("t", Of(i => i % 20))
            .WithFactor("city", Factor.Of(Of(i => i / 20))).WithFactor("month", Factor.Of(Of(i => i % 20))).WithFactor("province", Factor.Of(Of(i => (long)(i / 20) * 31 / cities)))
            .With("lat", Of(i => latitude[i / 20])).With("lon", Of(i => longitude[i / 20])).WithPanel("city", "t");
    }

    private static (double Least, double Middle) Middle(int runs, Action work)
    {
        work();
        var milliseconds = new double[runs];
        for (var r = 0; r < runs; r++)
        {
            var watch = Stopwatch.StartNew();
            work();
            milliseconds[r] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(milliseconds);
        return (milliseconds[0], milliseconds[runs / 2]);
    }
}
