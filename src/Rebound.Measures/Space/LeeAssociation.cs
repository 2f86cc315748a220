using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Lee's L of two variables.</summary>
/// <param name="Units">n codes.</param>
/// <param name="Correlation">Pearson's r of the two, the part that has nothing to do with space.</param>
/// <param name="SmoothingX">L of x with itself: how much of x's variance its neighbours' means keep, in [0, 1] under style W.</param>
/// <param name="SmoothingY">The same of y.</param>
/// <param name="Expected">Mean of L over orders of the pairs.</param>
/// <param name="Variance">Variance of L over orders of the pairs, exact.</param>
/// <param name="Test">L beside random orders of the pairs.</param>
/// <param name="Local">n parts, L = Σ Localᵢ · (n/Σ(Σⱼ wᵢⱼ)²)/n.</param>
/// <param name="LocalPermutation">p-values of the parts, pairs of the others in any order; where they were asked for.</param>
public sealed record LeeAssociation(
    IReadOnlyList<string> Units, double Correlation, double SmoothingX, double SmoothingY, double Expected, double Variance,
    PermutationTest Test, IReadOnlyList<double> Local, LocalPermutation? LocalPermutation)
{
    /// <summary>The statistic.</summary>
    public double Value => Test.Value;

    /// <summary>(L − mean)/√variance.</summary>
    public double Z => (Value - Expected) / Math.Sqrt(Variance);

    /// <summary>Two-sided p-value of Z, from the normal distribution.</summary>
    public double PTwoSided => Normal.TwoSidedP(Z);
}
