using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Tests.Measures;

/// <summary>Small panels with two dimensions of indicators, and runs over them.</summary>
internal static class Sample
{
    public const int Years = 3;

    public static readonly IndexOptions Options = new() { FirstYear = 2015, LastYear = 2017, Weights = WeightMethod.Equal };

    public static readonly IReadOnlyList<DesignFactor> Grid =
    [
        DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.ZScore),
        DesignFactor.Weights(WeightMethod.Equal, WeightMethod.Entropy),
        DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Topsis),
        DesignFactor.LeaveOut("x0", "x2"),
    ];

    public static IndicatorTable Table(ulong seed, int units = 7, int indicators = 5)
    {
        var stream = new RandomStream(seed, 77);
        var values = new double[units * Years * indicators];
        for (var k = 0; k < values.Length; k++) values[k] = 100 * stream.NextUniform();
        return Of(values, [.. Enumerable.Range(0, units).Select(i => $"c{i}")], indicators);
    }

    public static IndicatorTable Of(double[] values, IReadOnlyList<string> units, int indicators) =>
        new(units, 2015, Years, [.. Enumerable.Range(0, indicators).Select(j => new Indicator($"x{j}", j % 2 == 0 ? "economy" : "society", j % 3 == 1 ? Direction.Negative : Direction.Positive))], values);

    public static IndexSensitivity Sensitivity(IndicatorTable table, IReadOnlyList<DesignFactor> factors, IndexOptions? options = null) =>
        new(table, new ResilienceIndex(options ?? Options).Build(table), factors);
}
