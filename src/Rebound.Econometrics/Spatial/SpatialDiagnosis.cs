namespace Rebound.Econometrics;

/// <summary>What the residuals of least squares say about space, before any spatial model is fitted.</summary>
/// <param name="Coefficients">Least squares.</param>
/// <param name="Variance">SSR/n.</param>
/// <param name="Disturbance">LM test of λ = 0 (Burridge, 1980).</param>
/// <param name="Outcome">LM test of ρ = 0 (Anselin, 1988).</param>
/// <param name="RobustDisturbance">The same when ρ may differ from zero (Anselin, Bera, Florax and Yoon, 1996).</param>
/// <param name="RobustOutcome">The same when λ may differ from zero.</param>
/// <param name="Both">LM test of ρ = λ = 0.</param>
/// <param name="ResidualMoran">Moran's I of the residuals.</param>
public sealed record SpatialDiagnosis(
    IReadOnlyList<Coefficient> Coefficients, double Variance, SpatialTest Disturbance, SpatialTest Outcome,
    SpatialTest RobustDisturbance, SpatialTest RobustOutcome, SpatialTest Both, ResidualMoran ResidualMoran);

/// <summary>Moran's I of regression residuals, with the moments that account for the regression (Cliff and Ord, 1981).</summary>
/// <param name="Value">I = (n/S₀)·eᵀWe/eᵀe.</param>
/// <param name="Expected">Its mean when disturbances are independent normal.</param>
/// <param name="Variance">Its variance then.</param>
/// <param name="Z">(I − mean)/√variance.</param>
/// <param name="P">One-sided, against I above its mean.</param>
public sealed record ResidualMoran(double Value, double Expected, double Variance, double Z, double P);
