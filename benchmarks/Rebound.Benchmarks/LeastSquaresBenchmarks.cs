using BenchmarkDotNet.Attributes;
using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>Two-way least squares with clusters on a city panel of 300 × 20, and three effects at a million rows (designs of the fixest benchmarks: firms drawn at random, or repeated in sequence).</summary>
[MemoryDiagnoser]
public class LeastSquaresBenchmarks
{
    private readonly AbsorbedLeastSquares engine = new();
    private readonly ModelData cities = Cities();
    private readonly ModelData simple = Million(false);
    private readonly ModelData difficult = Million(true);
    private readonly LinearModel twoWay = LinearModel.Parse("y ~ x | unit + month", Covariance.ClusteredBy("unit"));
    private readonly LinearModel threeWay = LinearModel.Parse("y ~ x | indiv + year + firm", Covariance.Iid);
    private Estimate few = null!;

    [GlobalSetup]
    public void Setup() => few = engine.Fit(cities, twoWay with { Covariance = Covariance.ClusteredBy("province") });

    [Benchmark]
    public Estimate TwoWayClustered() => engine.Fit(cities, twoWay);

    [Benchmark]
    public WildBootstrapResult WildBootstrap() => new WildClusterBootstrap(new() { Seed = 1 }).Test(few, "x");

    [Benchmark]
    public Estimate SimpleMillion() => engine.Fit(simple, threeWay);

    [Benchmark]
    public Estimate DifficultMillion() => engine.Fit(difficult, threeWay);

    private static ModelData Cities()
    {
        var stream = new RandomStream(1, 1);
        const int n = 6000;
        double[] x = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        return ModelData.Of(n).With("x", x).With("y", [.. x.Select(v => 0.5 * v + stream.NextNormal())])
            .WithFactor("unit", Codes(n, 300, i => i / 20)).WithFactor("month", Codes(n, 20, i => i % 20)).WithFactor("province", Codes(n, 31, i => i / 20 * 31 / 300));
    }

    private static ModelData Million(bool difficult)
    {
        var stream = new RandomStream(1, 2);
        const int n = 1_000_000, firms = n / 230;
        double[] x = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        return ModelData.Of(n).With("x", x).With("y", [.. x.Select(v => 0.5 * v + stream.NextNormal())])
            .WithFactor("indiv", Codes(n, n / 10, i => i / 10)).WithFactor("year", Codes(n, 10, i => i % 10)).WithFactor("firm", Codes(n, firms, i => difficult ? i % firms : stream.NextBelow(firms)));
    }

    private static Factor Codes(int n, int levels, Func<int, int> code) => new([.. Enumerable.Range(0, n).Select(code)], [.. Enumerable.Range(0, levels).Select(l => $"g{l}")]);
}
