namespace Rebound.Numerics;

/// <summary>Sample quantiles.</summary>
public static class Quantile
{
    /// <summary>The quantile that interpolates linearly between order statistics: x₍ₕ₎ with h = (n − 1)p + 1 (type 7 of Hyndman and Fan, 1996).</summary>
    /// <param name="sorted">n ≥ 1 finite values in ascending order.</param>
    /// <param name="probability">p in [0, 1].</param>
    /// <returns>A value in the unit of the sample.</returns>
    /// <exception cref="ArgumentException">The sample is empty or p lies outside [0, 1].</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty) throw new ArgumentException("An empty sample has no quantile.", nameof(sorted));
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        if (below == sorted.Length - 1) return sorted[below];
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}
