using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The Gini coefficient split into pairs of neighbours and all other pairs.</summary>
/// <param name="Gini">G.</param>
/// <param name="Neighbours">Σ over linked pairs of |xᵢ − xⱼ|/(2n²x̄).</param>
/// <param name="Others">The rest of G; PySAL calls it wcg_share though it is a part of G, not a share.</param>
/// <param name="Test">The part of the other pairs beside random orders of the units: large where neighbours are alike.</param>
/// <remarks>Every link counts 1 whatever its weight, in its own direction: of the n² ordered pairs those (i, j) are neighbours where j is one of i's.
/// Source: Rey and Smith (2013), for symmetric links. Checked against PySAL's Gini_Spatial.</remarks>
public sealed record SpatialGini(double Gini, double Neighbours, double Others, PermutationTest Test)
{
    /// <summary>Others/Gini.</summary>
    public double OthersShare => Others / Gini;

    /// <summary>Splits.</summary>
    /// <param name="values">n ≥ 4 values of 0 or more that are not all equal.</param>
    /// <param name="weights">Links without islands.</param>
    /// <param name="draws">M.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="subject">Names for refusals.</param>
    public static SpatialGini Of(ReadOnlySpan<double> values, SpatialWeights weights, int draws, ulong seed, Subject subject)
    {
        Require.NotNegative(values, subject, weights.Units, "the spatial Gini coefficient");
        var sample = SpatialSample.Of(values, weights, subject, "The spatial Gini coefficient", 4);
        var gini = Inequality.Gini(values, subject, weights.Units);
        var (x, sum) = (sample.Values, 0.0);
        foreach (var value in x) sum += value;
        var scale = 1 / (2 * x.Length * sum);
        var near = scale * Apart(x, weights);
        var test = Permutations.Global("Gini of pairs that are not neighbours", x.Length, gini - near, gini, draws, seed, () =>
        {
            var moved = new double[x.Length];
            return order =>
            {
                for (var i = 0; i < order.Length; i++) moved[i] = x[order[i]];
                return gini - scale * Apart(moved, weights);
            };
        });
        return new SpatialGini(gini, near, gini - near, test);
    }

    private static double Apart(double[] x, SpatialWeights weights)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            foreach (var j in weights.NeighboursOf(i)) sum += Math.Abs(x[i] - x[j]);
        }
        return sum;
    }
}
