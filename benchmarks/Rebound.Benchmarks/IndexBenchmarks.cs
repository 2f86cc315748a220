using BenchmarkDotNet.Attributes;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Benchmarks;

/// <summary>Index and recovery at the size of a large study: 300 cities × 60 indicators × 10 years; 300 cities × 48 months. Goal: a full build in 25 ms.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private const int Cities = 300, Years = 10, Indicators = 60;
    private readonly IndicatorTable table = Table();
    private readonly List<MonthlySeries> series = Series();
    private readonly IndexOptions options = new() { FirstYear = 2010, LastYear = 2019 };
    private readonly RecoveryOptions recovery = new() { BaseYears = [2018, 2019], Shock = Period.OfMonth(2020, 1), ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12) };
    private IndexSensitivity uncertainty = null!;

    [GlobalSetup]
    public void Setup() => uncertainty = new IndexSensitivity(table, new ResilienceIndex(options).Build(table), DesignFactor.Plausible());

    [Params(AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Topsis)]
    public AggregateMethod Aggregate { get; set; }

    [Benchmark]
    public IndexResult Build() => new ResilienceIndex(options with { Aggregate = Aggregate }).Build(table);

    [Benchmark]
    public SensitivityResult HundredDraws() => uncertainty.Run(new SensitivityOptions { Replications = 100 });

    [Benchmark]
    public RecoveryResult Recovery() => new RecoveryAnalysis(recovery).Run(series);

    private static IndicatorTable Table()
    {
        var stream = new RandomStream(1, 1);
        var values = new double[Cities * Years * Indicators];
        for (var k = 0; k < values.Length; k++) values[k] = stream.NextUniform() < 0.03 ? double.NaN : Math.Exp(stream.NextNormal());
        string[] dimensions = ["technology", "space", "society", "economy"];
        return new IndicatorTable([.. Enumerable.Range(0, Cities).Select(i => $"c{i:000}")], 2010, Years, [.. Enumerable.Range(0, Indicators).Select(j => new Indicator($"x{j:00}", dimensions[j % 4], j % 5 == 0 ? Direction.Negative : Direction.Positive))], values);
    }

    private static List<MonthlySeries> Series()
    {
        var stream = new RandomStream(1, 2);
        return [.. Enumerable.Range(0, Cities).Select(i => new MonthlySeries($"c{i:000}", Period.OfMonth(2018, 1), [.. Enumerable.Range(0, 48).Select(_ => 100 * Math.Exp(0.1 * stream.NextNormal()))]))];
    }
}
