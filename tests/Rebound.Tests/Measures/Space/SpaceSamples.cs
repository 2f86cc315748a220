using CsCheck;
using Rebound.Panels;

namespace Rebound.Tests.Measures;

/// <summary>Random places, links and values for properties of spatial measures.</summary>
internal static class SpaceSamples
{
    public static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[6, 25].Where(values => values.Select(x => Math.Round(x, 1)).Distinct().Count() > 4);

    /// <summary>Values and weights of their nearest neighbours (two to four), of any style.</summary>
    public static readonly Gen<(double[] Values, SpatialWeights Weights)> Mapped =
        from values in Values
        from x in Gen.Double[0, 10].Array[values.Length]
        from y in Gen.Double[0, 10].Array[values.Length]
        from k in Gen.Int[2, 4]
        from style in Gen.Int[0, 4]
        select (values, DistanceWeights.Nearest(new Locations(Names(values.Length), x, y), k).WithStyle((WeightStyle)style));

    public static string[] Names(int n) => [.. Enumerable.Range(0, n).Select(i => $"u{i}")];

    /// <summary>The links of a chain 1 – 2 – … – n.</summary>
    public static SpatialWeights Chain(int n, WeightStyle style = WeightStyle.Row)
    {
        int[] from = [.. Enumerable.Range(0, n - 1), .. Enumerable.Range(1, n - 1)];
        int[] to = [.. Enumerable.Range(1, n - 1), .. Enumerable.Range(0, n - 1)];
        return SpatialWeights.FromLinks(Names(n), from, to).WithStyle(style);
    }

    /// <summary>The same weights with the units in another order.</summary>
    public static SpatialWeights Reordered(SpatialWeights weights, int[] order) => weights.Select(order);
}
