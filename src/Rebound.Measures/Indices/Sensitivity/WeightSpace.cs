using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The share of all weightings of a linear index under which a stated ranking holds. Criteria are the dimensions of an index (or any columns whose weighted sum is the score).</summary>
/// <remarks>Weights are uniform over the simplex unless concentrations are given. That one unit scores above another is one
/// half-space, and its share of the simplex is exact in any number of dimensions (Varsi, 1973, Pacific J. Math. 46, 623–632);
/// any ranking is exact with two criteria, where it is a set of intervals of one weight. Everything else is a share of random
/// weightings with its exact binomial interval.</remarks>
public sealed class WeightSpace
{
    private readonly string[] units;
    private readonly double[] criteria;
    private readonly int count;

    /// <summary>Sets up the space.</summary>
    /// <param name="units">n distinct unit codes.</param>
    /// <param name="criteria">k columns of n finite scores, one after the other; higher is better.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public WeightSpace(IReadOnlyList<string> units, double[] criteria)
    {
        if (units.Count == 0 || criteria.Length == 0 || criteria.Length % units.Count != 0) throw new ArgumentException($"{criteria.Length} scores are no columns of {units.Count} units.", nameof(criteria));
        (this.units, this.criteria, count) = ([.. units], criteria, criteria.Length / units.Count);
    }

    /// <summary>The dimensions directly below a node of an arithmetic index, with the weights inside them as they are.</summary>
    /// <param name="index">The index.</param>
    /// <param name="node">Index of a node that holds dimensions.</param>
    /// <exception cref="ArgumentException">The index is not linear in its weights, or the node holds indicators.</exception>
    public static WeightSpace Of(IndexResult index, int node = 0)
    {
        if (index.Options.Aggregate != AggregateMethod.Arithmetic) throw new ArgumentException("Only an arithmetic index is linear in its weights; ask a sensitivity run for the share of its replications.", nameof(index));
        int[] children = [.. Enumerable.Range(0, index.Nodes.Count).Where(child => index.Nodes[child].Parent == node)];
        if (children.Length == 0) throw new ArgumentException($"'{index.Nodes[node].Path}' holds no dimensions.", nameof(node));
        return new WeightSpace(index.Units, [.. children.SelectMany(child => index.UnitScores(child).ToArray())]);
    }

    /// <summary>The share of the simplex on which Σ w d is positive, exactly.</summary>
    /// <param name="differences">d: k finite differences between two units.</param>
    /// <returns>0 to 1; 0 when all differences are 0.</returns>
    public static double ShareAbove(ReadOnlySpan<double> differences)
    {
        Span<double> against = new double[differences.Length];
        var (opposed, allZero) = (0, true);
        foreach (var d in differences)
        {
            if (!double.IsFinite(d)) throw new ArgumentException("A difference is not a finite number.", nameof(differences));
            allZero &= d == 0;
            if (d <= 0) against[opposed++] = -d;
        }
        if (allZero) return 0;
        Span<double> shares = new double[opposed + 1];
        shares[0] = 1;
        foreach (var d in differences) // every step is an average of two shares, so nothing cancels
            if (d > 0)
                for (var k = 1; k <= opposed; k++)
                    shares[k] = (against[k - 1] * shares[k] + d * shares[k - 1]) / (against[k - 1] + d);
        return shares[opposed];
    }

    /// <summary>The share of weight space in which a conclusion holds.</summary>
    /// <param name="conclusion">What is stated.</param>
    /// <param name="draws">Number of random weightings where no exact share is known.</param>
    /// <param name="seed">Seed; weighting d draws from stream d.</param>
    /// <param name="concentrations">Dirichlet concentrations, one a criterion; null for the uniform simplex.</param>
    /// <param name="level">Level of the interval.</param>
    /// <exception cref="ArgumentException">A unit is not there, or a concentration is missing.</exception>
    public ConclusionShare Share(RankingConclusion conclusion, int draws = 10_000, ulong seed = 1, ReadOnlySpan<double> concentrations = default, double level = 0.95)
    {
        var stated = conclusion.Among(units);
        if (!concentrations.IsEmpty && concentrations.Length != count) throw new ArgumentException($"{concentrations.Length} concentrations are given for {count} criteria.", nameof(concentrations));
        if (concentrations.IsEmpty && stated.IsPair) return Exact(conclusion, ShareAbove(Differences(stated.Units[0], stated.Units[1])));
        if (concentrations.IsEmpty && count <= 2) return Exact(conclusion, count == 1 ? Holds(stated, [1]) ? 1 : 0 : ShareOfSegment(stated));
        var holds = 0;
        Span<double> alpha = new double[count], weights = new double[count];
        if (concentrations.IsEmpty) alpha.Fill(1);
        else concentrations.CopyTo(alpha);
        for (var draw = 0; draw < draws; draw++)
        {
            Dirichlet.Draw(new RandomStream(seed, (ulong)draw), alpha, weights);
            if (Holds(stated, weights)) holds++;
        }
        return new ConclusionShare(conclusion, Proportion.Of(holds, draws, level), false, draws);
    }

    private static ConclusionShare Exact(RankingConclusion conclusion, double share) => new(conclusion, new Proportion(share, share, share), true, 0);

    private double[] Differences(int unit, int other)
    {
        var differences = new double[count];
        for (var j = 0; j < count; j++) differences[j] = criteria[j * units.Length + unit] - criteria[j * units.Length + other];
        return differences;
    }

    /// <summary>Two criteria: the ranks of the units that matter change only where two scores cross, so the middle of every piece speaks for the piece.</summary>
    private double ShareOfSegment(RankingConclusion.Positions stated)
    {
        var cuts = new List<double> { 0, 1 };
        foreach (var unit in stated.Units)
            for (var other = 0; other < units.Length; other++)
            {
                var d = Differences(unit, other);
                var cut = d[1] / (d[1] - d[0]); // w d₀ + (1 − w) d₁ = 0
                if (cut is > 0 and < 1) cuts.Add(cut);
            }
        cuts.Sort();
        var share = 0.0;
        for (var c = 1; c < cuts.Count; c++)
        {
            var middle = (cuts[c - 1] + cuts[c]) / 2;
            if (cuts[c] > cuts[c - 1] && Holds(stated, [middle, 1 - middle])) share += cuts[c] - cuts[c - 1];
        }
        return Math.Min(share, 1);
    }

    private bool Holds(RankingConclusion.Positions stated, ReadOnlySpan<double> weights)
    {
        if (!stated.IsTop)
        {
            for (var u = 1; u < stated.Units.Length; u++)
                if (!(Score(stated.Units[u - 1], weights) > Score(stated.Units[u], weights))) return false;
            return true;
        }
        var (score, above) = (Score(stated.Units[0], weights), 0);
        for (var other = 0; other < units.Length; other++)
            if (Score(other, weights) > score) above++;
        return above < stated.Top;
    }

    private double Score(int unit, ReadOnlySpan<double> weights)
    {
        var score = 0.0;
        for (var j = 0; j < weights.Length; j++) score += weights[j] * criteria[j * units.Length + unit];
        return score;
    }
}
