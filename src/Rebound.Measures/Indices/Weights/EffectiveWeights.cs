using System.Globalization;

namespace Rebound.Measures;

/// <summary>What every node of a tree weighs in the whole, when nodes have weights beside their siblings.</summary>
public static class EffectiveWeights
{
    /// <summary>ωᵢ = wᵢ / Σ_siblings w × ω_parent; 1 at the root.</summary>
    /// <param name="names">Distinct names of the nodes.</param>
    /// <param name="parents">The name of each node's parent; empty at the one root.</param>
    /// <param name="weights">Weights ≥ 0; only their proportions among siblings matter.</param>
    /// <returns>Effective weights in the order of the nodes; those of all leaves sum to one.</returns>
    /// <exception cref="IndexRefusedException">A weight is negative or not finite, siblings weigh nothing, a parent is unknown, there is not one root, or a node is its own ancestor.</exception>
    public static double[] Of(IReadOnlyList<string> names, IReadOnlyList<string> parents, IReadOnlyList<double> weights)
    {
        var place = names.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        var refusals = new List<IndexRefusal>();
        var (above, sums) = (new int[names.Count], new double[names.Count + 1]);
        for (var i = 0; i < names.Count; i++)
        {
            above[i] = parents[i].Length == 0 ? names.Count : place.GetValueOrDefault(parents[i], -1);
            if (above[i] < 0) refusals.Add(new(IndexRefusalKind.Dimension, null, null, names[i], $"'{names[i]}' lies below '{parents[i]}', which is not there."));
            else if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
                refusals.Add(new(IndexRefusalKind.Weights, null, null, names[i], string.Create(CultureInfo.InvariantCulture, $"'{names[i]}' has the weight {weights[i]:R}; a weight is a number of zero or more.")));
            else sums[above[i]] += weights[i];
        }
        if (parents.Count(parent => parent.Length == 0) != 1)
            refusals.Add(new(IndexRefusalKind.Dimension, null, null, null, "A tree has one root, which has no parent."));
        for (var i = 0; i < names.Count; i++)
            if (above[i] >= 0 && sums[above[i]] == 0)
                refusals.Add(new(IndexRefusalKind.Weights, null, null, parents[i], $"Nothing below '{parents[i]}' weighs anything."));
        IndexRefusedException.ThrowIfAny(refusals);
        var effective = new double[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            effective[i] = 1;
            var steps = 0;
            for (var node = i; node < names.Count; node = above[node])
            {
                effective[i] *= weights[node] / sums[above[node]];
                if (++steps > names.Count) throw new IndexRefusedException([new(IndexRefusalKind.Dimension, null, null, names[i], $"'{names[i]}' lies below itself.")]);
            }
        }
        return effective;
    }
}
