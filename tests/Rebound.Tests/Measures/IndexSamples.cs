using CsCheck;
using Rebound.Measures;

namespace Rebound.Tests.Measures;

/// <summary>Small random panels: 6 units × 3 years × 4 indicators of two dimensions, the second and fourth better when low.</summary>
internal static class IndexSamples
{
    public const int N = 6, T = 3, K = 4, Rows = N * T, Cases = 1000;

    public static readonly IndexOptions Options = new() { FirstYear = 2015, LastYear = 2017, Weights = WeightMethod.Equal };

    public static readonly string[] Units = [.. Enumerable.Range(0, N).Select(i => $"c{i}")];

    public static Gen<TChoice> OneOf<TChoice>(params TChoice[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    public static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[Rows * K].Select(Apart);

    public static readonly Gen<double[]> Positive = Gen.Double[1, 100].Array[Rows * K].Select(Apart);

    /// <summary>Values of which about a fifth are missing; every unit keeps its first year, so nothing is screened away.</summary>
    public static readonly Gen<double[]> Gaps = Gen.Select(Positive, Gen.Int[0, 4].Array[Rows * K], (values, lots) => values.Select((value, k) => lots[k] == 0 && k % T != 0 ? double.NaN : value).ToArray());

    /// <summary>Normalisations that need nothing beside the values and take any sign.</summary>
    public static readonly NormaliseMethod[] Plain =
    [
        NormaliseMethod.MinMax, NormaliseMethod.ZScore, NormaliseMethod.PopulationZScore, NormaliseMethod.Rank, NormaliseMethod.PercentileRank,
        NormaliseMethod.Borda, NormaliseMethod.DistanceToMaximum, NormaliseMethod.CentredGoalposts, NormaliseMethod.WinsorisedMinMax,
    ];

    /// <summary>Aggregations that min-max values admit.</summary>
    public static readonly AggregateMethod[] OfMinMax = [.. Enum.GetValues<AggregateMethod>().Where(method => method != AggregateMethod.MazziottaPareto)];

    public static readonly Gen<NormaliseMethod> Normalisations = OneOf(Plain);

    public static readonly Gen<AggregateMethod> Aggregations = OneOf(OfMinMax);

    public static readonly Gen<NormaliseScope> Scopes = OneOf(NormaliseScope.Global, NormaliseScope.PerYear);

    public static Indicator[] Indicators(int sign = 1) => [.. Enumerable.Range(0, K).Select(j => new Indicator($"x{j}", j < 2 ? "a" : "b", (Direction)(j % 2 == 0 ? sign : -sign)))];

    public static IndicatorTable Table(double[] values, string[]? units = null, Indicator[]? indicators = null) => new(units ?? Units, 2015, T, indicators ?? Indicators(), values);

    public static IndexResult Build(double[] values, IndexOptions options) => new ResilienceIndex(options).Build(Table(values));

    /// <summary>The table after the data steps.</summary>
    public static CompleteTable Complete(double[] values, IndexOptions? options = null) => CompleteTable.From(Table(values), options ?? Options);

    public static double[] Normalised(double[] values, NormaliseMethod method, NormaliseSettings? settings = null, Indicator[]? indicators = null)
    {
        var options = Options with { Normalise = method, NormaliseSettings = settings ?? NormaliseSettings.Default };
        return IndexSteps.Normalise(CompleteTable.From(Table(values, indicators: indicators), options), options);
    }

    // The generator likes zeros and ones; binary fractions are added so that no two values of an indicator tie or nearly tie.
    private static double[] Apart(double[] values) => [.. values.Select((value, k) => Math.Round(value * 64) / 64 + (k % Rows) / 4096.0)];
}
