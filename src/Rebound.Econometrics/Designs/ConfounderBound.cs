namespace Rebound.Econometrics;

/// <summary>What a confounder as strong as an observed covariate would leave of a coefficient.</summary>
/// <param name="Covariate">The covariate.</param>
/// <param name="OfRegressor">Share of the regressor's remaining variance that the confounder would explain.</param>
/// <param name="OfOutcome">The same of the outcome.</param>
/// <param name="Left">The coefficient that would be left.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="T">Left over its error in the direction of the coefficient; below zero where its sign would turn.</param>
public sealed record ConfounderBound(string Covariate, double OfRegressor, double OfOutcome, double Left, double StandardError, double T);
