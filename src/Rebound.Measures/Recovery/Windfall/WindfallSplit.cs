namespace Rebound.Measures;

/// <summary>The change of a unit's exports split by whose doing it is.</summary>
/// <remarks>With s the unit's shares before, g its own growth, and growth rates of the other units (the unit itself is left out, so that
/// a large unit does not explain itself): common = g_N; product windfall = Σₚ sₚ(gₚ − g_N); destination demand = Σ_d s_d(g_d − g_N);
/// base effect = growth that follows from a low or high level before, −b with b = ln(level before / the unit's own normal level),
/// carried to shares as e^(−b) − 1; own = g − all of these. The sum is exact by construction. Parts that the data cannot separate are
/// null and stay in the own part. Intervals: a bootstrap over products and partners for the demand parts.</remarks>
/// <param name="Growth">g, as a share.</param>
/// <param name="Common">Growth of all other units together.</param>
/// <param name="Product">Product windfall; null when there is one product.</param>
/// <param name="Destination">Destination demand; null when there is one partner.</param>
/// <param name="Base">Base effect; null when the normal level is not known.</param>
/// <param name="Own">What is left.</param>
/// <param name="ProductError">Bootstrap standard error of the product windfall; 0 without.</param>
/// <param name="DestinationError">That of destination demand.</param>
/// <param name="LargestProduct">Index of the product without which the product windfall changes most; −1 without products.</param>
/// <param name="ProductWithout">Product windfall without it.</param>
/// <param name="NotSeparated">Which parts could not be told apart, as a sentence; empty when all were.</param>
public sealed record WindfallSplit(double Growth, double Common, double? Product, double? Destination, double? Base, double Own, double ProductError, double DestinationError, int LargestProduct, double ProductWithout, string NotSeparated)
{
    /// <summary>Half-width of the 95 % interval of the own part that comes from the demand parts.</summary>
    public double OwnHalfWidth => 1.959964 * Math.Sqrt(ProductError * ProductError + DestinationError * DestinationError);
}
