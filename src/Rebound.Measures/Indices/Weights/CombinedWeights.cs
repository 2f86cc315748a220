using MathNet.Numerics.LinearAlgebra;

namespace Rebound.Measures;

/// <summary>Kernels that combine sets of weights; each set is not negative and sums to one.</summary>
internal static class CombinedWeights
{
    // Squared sine of the angle between two sets below which they are one direction.
    private const double AlikeTolerance = 1e-6;

    // Equal weights and any other set give a share of exactly zero, up to the rounding of a system of such sets.
    private const double ShareTolerance = 1e-10;

    /// <summary>Combines two sets.</summary>
    /// <param name="first">a, k weights.</param>
    /// <param name="second">b, k weights.</param>
    /// <param name="rule">How.</param>
    /// <param name="alpha">Share of the first in a linear combination, 0 to 1.</param>
    /// <param name="place">What messages call the indicators together.</param>
    /// <param name="weights">Takes k weights that sum to one.</param>
    /// <exception cref="IndexRefusedException">The sets have no indicator in common, or the game has no solution with shares ≥ 0.</exception>
    public static void Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, WeightCombination rule, double alpha, string place, Span<double> weights)
    {
        if (rule == WeightCombination.Game) Add(first, second, GameShares([first.ToArray(), second.ToArray()], place)[0], weights);
        else if (rule == WeightCombination.Linear) Add(first, second, alpha, weights);
        else
            for (var j = 0; j < weights.Length; j++) weights[j] = rule == WeightCombination.Product ? first[j] * second[j] : Math.Sqrt(first[j] * second[j]);
        var sum = 0.0;
        foreach (var w in weights) sum += w;
        if (!(sum > 0)) throw Refused(place, "Every indicator has the weight zero in one of the two sets, so their product weighs nothing. Combine linearly.");
        foreach (ref var w in weights) w /= sum;
    }

    /// <summary>α of [wₗ·wₘ] α = [wₗ·wₗ], made to sum to one. Two sets of one direction share equally.</summary>
    public static double[] GameShares(double[][] sets, string place)
    {
        var count = sets.Length;
        var (gram, own) = (Matrix<double>.Build.Dense(count, count), Vector<double>.Build.Dense(count));
        for (var l = 0; l < count; l++)
            for (var m = 0; m < count; m++)
                for (var j = 0; j < sets[l].Length; j++)
                    gram[l, m] += sets[l][j] * sets[m][j];
        for (var l = 0; l < count; l++) own[l] = gram[l, l];
        var size = 1.0;
        foreach (var square in own) size *= square;
        if (!(gram.Determinant() > AlikeTolerance * size))
        {
            if (count == 2) return [0.5, 0.5]; // the same direction: they differ in the third digit at most
            throw Refused(place, "The sets of weights are too alike for game theory to tell them apart. Combine linearly.");
        }
        double[] shares = [.. gram.LU().Solve(own)];
        var sum = 0.0;
        foreach (var share in shares) sum += share;
        for (var l = 0; l < count; l++) shares[l] = Math.Abs(shares[l]) <= ShareTolerance * Math.Abs(sum) ? 0 : shares[l] / sum;
        if (shares.Any(share => !(share >= 0))) throw Refused(place, "Game theory gives one of the sets of weights a share below zero: it lies on the same side of the others. Combine linearly, or drop it.");
        return shares;
    }

    private static void Add(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double alpha, Span<double> weights)
    {
        for (var j = 0; j < weights.Length; j++) weights[j] = alpha * first[j] + (1 - alpha) * second[j];
    }

    private static IndexRefusedException Refused(string place, string reason) => new([new(IndexRefusalKind.Weights, null, null, place, $"'{place}': {reason}")]);
}
