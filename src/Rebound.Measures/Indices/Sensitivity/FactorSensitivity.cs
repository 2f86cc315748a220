using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What share of the variation of the mean rank shift a factor causes.</summary>
/// <param name="Factor">Its name.</param>
/// <param name="Year">The year ranked; null for the units' means over the years.</param>
/// <param name="Estimate">The indices; null when there is nothing to apportion.</param>
/// <param name="Reason">Why there are none; empty when there are.</param>
public sealed record FactorSensitivity(string Factor, int? Year, SobolEstimate? Estimate, string Reason);
