using BenchmarkDotNet.Attributes;
using Rebound.Measures;

namespace Rebound.Benchmarks;

/// <summary>A full build over the number of units: 12 indicators × 2 years. The time per unit should stay level.</summary>
public class IndexSizeBenchmarks
{
    private IndicatorTable table = null!;

    [Params(100, 1_000, 10_000, 100_000)]
    public int Units { get; set; }

    [GlobalSetup]
    public void Setup() => table = IndexStepBenchmarks.Table(Units, 12, 2);

    [Benchmark]
    public IndexResult Build() => new ResilienceIndex(new IndexOptions { FirstYear = 2010, LastYear = 2011, MinimumCoverage = 0.5 }).Build(table);
}
