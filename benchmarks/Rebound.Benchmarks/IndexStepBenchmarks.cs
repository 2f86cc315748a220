using BenchmarkDotNet.Attributes;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>Full builds of an index in other designs than the usual: 300 cities × 60 indicators × 10 years, 3 % missing. Goal: 25 ms where the work is linear in cities.</summary>
public class IndexStepBenchmarks
{
    private static readonly IndexOptions Usual = new() { FirstYear = 2010, LastYear = 2019 };

    internal static readonly Dictionary<string, IndexOptions> Designs = new(StringComparer.Ordinal)
    {
        ["minmax arithmetic"] = Usual,
        ["per year"] = Usual with { NormaliseSettings = new NormaliseSettings { Scope = NormaliseScope.PerYear } },
        ["percentile rank"] = Usual with { Normalise = NormaliseMethod.PercentileRank },
        ["winsorised min-max"] = Usual with { Normalise = NormaliseMethod.WinsorisedMinMax },
        ["power mean"] = Usual with { Aggregate = AggregateMethod.Power },
        ["by level"] = Usual with { AggregateByLevel = [AggregateMethod.Arithmetic, AggregateMethod.Geometric] },
        ["mpi"] = Usual with { Normalise = NormaliseMethod.PopulationZScore, Aggregate = AggregateMethod.MazziottaPareto },
        ["vikor"] = Usual with { Aggregate = AggregateMethod.Vikor },
        ["grey relational"] = Usual with { Aggregate = AggregateMethod.GreyRelational },
        ["copeland"] = Usual with { Aggregate = AggregateMethod.Copeland },
        ["winsorise, log"] = Usual with { Treat = TreatMethod.WinsoriseThenLog },
        ["em"] = Usual with { Impute = ImputeMethod.Em },
    };

    private readonly IndicatorTable table = Table(300, 60, 10);

    public static IEnumerable<string> Names => Designs.Keys;

    [ParamsSource(nameof(Names))]
    public string Design { get; set; } = "";

    [Benchmark]
    public IndexResult Build() => new ResilienceIndex(Designs[Design]).Build(table);

    internal static IndicatorTable Table(int cities, int indicators, int years)
    {
        var stream = new RandomStream(1, 1);
        var values = new double[cities * years * indicators];
        for (var k = 0; k < values.Length; k++) values[k] = stream.NextUniform() < 0.03 ? double.NaN : Math.Exp(stream.NextNormal());
        string[] dimensions = ["technology", "space", "society", "economy"];
        return new IndicatorTable([.. Enumerable.Range(0, cities).Select(i => $"c{i:000}")], 2010, years, [.. Enumerable.Range(0, indicators).Select(j => new Indicator($"x{j:00}", dimensions[j % 4], j % 5 == 0 ? Direction.Negative : Direction.Positive))], values);
    }
}
