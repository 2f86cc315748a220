namespace Rebound.Measures;

/// <summary>Whether the means of two strata differ (Welch's t).</summary>
/// <param name="First">A stratum.</param>
/// <param name="Second">Another.</param>
/// <param name="T">(x̄₁ − x̄₂)/√(s₁²/n₁ + s₂²/n₂).</param>
/// <param name="DegreesOfFreedom">Of Welch and Satterthwaite.</param>
/// <param name="P">Two-sided p-value.</param>
public sealed record RiskContrast(string First, string Second, double T, double DegreesOfFreedom, double P);
