namespace Rebound.Econometrics;

/// <summary>A model whose units differ by a draw that is independent of the regressors.</summary>
/// <param name="Estimate">Coefficients by feasible generalised least squares.</param>
/// <param name="IdiosyncraticVariance">σ²₍ν₎, of the error within units, in squared units of the outcome.</param>
/// <param name="IndividualVariance">σ²₍μ₎, of the units' draws; a negative estimate counts as zero, and the coefficients are then those of pooled least squares.</param>
/// <param name="SmallestTheta">θ = 1 − σ₍ν₎/√(Tσ²₍μ₎ + σ²₍ν₎), the share of a unit's mean that is taken off, where the unit has the fewest rows.</param>
/// <param name="LargestTheta">The same where it has the most.</param>
public sealed record RandomEffectsEstimate(Estimate Estimate, double IdiosyncraticVariance, double IndividualVariance, double SmallestTheta, double LargestTheta)
{
    /// <summary>σ²₍λ₎, of the draws of periods; a negative estimate counts as zero. Null where only units draw.</summary>
    public double? PeriodVariance { get; init; }

    /// <summary>θ₂ = 1 − σ₍ν₎/√(Nσ²₍λ₎ + σ²₍ν₎), the share of a period's mean that is taken off. Null where only units draw.</summary>
    public double? PeriodTheta { get; init; }

    /// <summary>θ₃ = θ₁ + θ₂ + σ₍ν₎/√(Tσ²₍μ₎ + Nσ²₍λ₎ + σ²₍ν₎) − 1, the share of the whole mean that is put back. Null where only units draw.</summary>
    public double? TotalTheta { get; init; }
}
