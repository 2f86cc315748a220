using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>p-values of local statistics from conditional permutations: the unit keeps its value, the others change places.</summary>
/// <param name="Draws">M.</param>
/// <param name="PGreater">A unit's (1 + draws at least as large)/(M + 1).</param>
/// <param name="PLess">A unit's (1 + draws at most as large)/(M + 1).</param>
public sealed record LocalPermutation(int Draws, IReadOnlyList<double> PGreater, IReadOnlyList<double> PLess)
{
    /// <summary>Twice the smaller of the two, at most 1.</summary>
    public IReadOnlyList<double> PTwoSided { get; } = [.. PGreater.Zip(PLess, (greater, less) => Math.Min(1, 2 * Math.Min(greater, less)))];

    /// <summary>Two-sided p-values, adjusted for the number of units.</summary>
    /// <param name="adjustment">How.</param>
    public IReadOnlyList<double> Adjusted(PAdjustment adjustment) => AdjustedP.Of([.. PTwoSided], adjustment);
}
