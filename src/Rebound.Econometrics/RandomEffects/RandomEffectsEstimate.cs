namespace Rebound.Econometrics;

/// <summary>A model whose units differ by a draw that is independent of the regressors.</summary>
/// <param name="Estimate">Coefficients by feasible generalised least squares.</param>
/// <param name="IdiosyncraticVariance">σ²₍ν₎, of the error within units, in squared units of the outcome.</param>
/// <param name="IndividualVariance">σ²₍μ₎, of the units' draws; a negative estimate counts as zero, and the coefficients are then those of pooled least squares.</param>
/// <param name="SmallestTheta">θ = 1 − σ₍ν₎/√(Tσ²₍μ₎ + σ²₍ν₎), the share of a unit's mean that is taken off, where the unit has the fewest rows.</param>
/// <param name="LargestTheta">The same where it has the most.</param>
public sealed record RandomEffectsEstimate(Estimate Estimate, double IdiosyncraticVariance, double IndividualVariance, double SmallestTheta, double LargestTheta);
