namespace Rebound.Panels;

/// <summary>The sums over spatial weights from which the moments of spatial statistics are built (Cliff and Ord, 1981).</summary>
/// <param name="Units">n, islands left out.</param>
/// <param name="S0">Σᵢⱼ wᵢⱼ.</param>
/// <param name="S1">½ Σᵢⱼ (wᵢⱼ + wⱼᵢ)².</param>
/// <param name="S2">Σᵢ (Σⱼ wᵢⱼ + Σⱼ wⱼᵢ)².</param>
public sealed record WeightConstants(int Units, double S0, double S1, double S2);
