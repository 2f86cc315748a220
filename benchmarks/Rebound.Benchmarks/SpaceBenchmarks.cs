using BenchmarkDotNet.Attributes;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Benchmarks;

/// <summary>Space and distribution at 3,000 units and along the curve to 100,000. Goals at 3,000: 999-permutation local Moran in 0.5 s; the search over 20 factors × 5 methods × 8 class counts in 2 s.</summary>
[MemoryDiagnoser]
public class SpaceBenchmarks
{
    private static readonly Subject X = new("x");
    private double[] values = [];
    private string[] groups = [];
    private SpatialWeights weights = null!;
    private Locations places = null!;
    private (string, double[])[] factors = [];

    [Params(3_000, 10_000, 30_000, 100_000)]
    public int Units { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var stream = new RandomStream(1, 1);
        double[] Draw() => [.. Enumerable.Range(0, Units).Select(_ => Math.Exp(0.5 * stream.NextNormal()))];
        values = Draw();
        groups = [.. Enumerable.Range(0, Units).Select(i => $"g{i % 5}")];
        factors = [.. Enumerable.Range(0, 20).Select(f => ($"f{f}", Draw()))];
        places = new Locations([.. Enumerable.Range(0, Units).Select(i => $"u{i}")], Draw(), Draw());
        weights = DistanceWeights.Nearest(places, 6).WithStyle(WeightStyle.Row);
    }

    [Benchmark]
    public LocalAutocorrelation LocalMoran999() => Moran.Local(values, weights, LocalNull.Conditional, X, 999, 1);

    [Benchmark]
    public IReadOnlyList<DetectedFactor> Search999() => OptimalDetector.Default.Search(values, factors, 999, 1, X);

    [Benchmark]
    public GlobalAutocorrelation GlobalMoran() => Moran.Global(values, weights, SpatialNull.Randomisation, X);

    [Benchmark]
    public SpatialWeights SixNearest() => DistanceWeights.Nearest(places, 6);

    [Benchmark]
    public DagumDecomposition Dagum() => DagumDecomposition.Of(values, groups, X);

    [Benchmark]
    public KernelDensity Density512() => KernelDensity.Of(values, 512, BandwidthRule.SheatherJones, X);
}
