using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A local statistic of spatial association, one number a unit, with its moments under "no association".</summary>
/// <param name="Statistic">Its name.</param>
/// <param name="Units">n codes.</param>
/// <param name="Values">n statistics.</param>
/// <param name="Expected">n means.</param>
/// <param name="Variances">n variances.</param>
/// <param name="Z">n standard deviates, (value − mean)/√variance.</param>
/// <param name="Quadrants">Where unit and neighbours lie about the mean.</param>
/// <param name="Permutation">p-values of conditional permutations, where they were asked for.</param>
public sealed record LocalAutocorrelation(
    string Statistic, IReadOnlyList<string> Units, IReadOnlyList<double> Values, IReadOnlyList<double> Expected, IReadOnlyList<double> Variances,
    IReadOnlyList<double> Z, IReadOnlyList<Quadrant> Quadrants, LocalPermutation? Permutation)
{
    /// <summary>Two-sided p-values from the normal distribution; rough where a unit has few neighbours.</summary>
    public IReadOnlyList<double> PTwoSided { get; } = [.. Z.Select(Normal.TwoSidedP)];

    /// <summary>Two-sided p-values, adjusted for the number of units: of the permutations where there are some, else of the normal distribution.</summary>
    /// <param name="adjustment">How.</param>
    public IReadOnlyList<double> Adjusted(PAdjustment adjustment) => AdjustedP.Of([.. Permutation?.PTwoSided ?? PTwoSided], adjustment);
}
