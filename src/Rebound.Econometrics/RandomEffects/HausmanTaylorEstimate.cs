namespace Rebound.Econometrics;

/// <summary>An estimate by Hausman and Taylor's instruments.</summary>
/// <param name="Estimate">Coefficients, those of regressors that do not change in time among them.</param>
/// <param name="IdiosyncraticVariance">σ²₍ν₎, in squared units of the outcome.</param>
/// <param name="IndividualVariance">σ²₍μ₎; a negative estimate counts as zero.</param>
/// <param name="SmallestTheta">θ = 1 − σ₍ν₎/√(Tσ²₍μ₎ + σ²₍ν₎) of the unit with the fewest rows.</param>
/// <param name="LargestTheta">The same of the one with the most.</param>
/// <param name="ChangingExogenous">x₁: their means are the surplus instruments.</param>
/// <param name="ChangingEndogenous">x₂.</param>
/// <param name="FixedExogenous">z₁.</param>
/// <param name="FixedEndogenous">z₂.</param>
public sealed record HausmanTaylorEstimate(Estimate Estimate, double IdiosyncraticVariance, double IndividualVariance, double SmallestTheta, double LargestTheta, IReadOnlyList<string> ChangingExogenous, IReadOnlyList<string> ChangingEndogenous, IReadOnlyList<string> FixedExogenous, IReadOnlyList<string> FixedEndogenous);
