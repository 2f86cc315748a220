namespace Rebound.Econometrics;

/// <summary>The regression of an endogenous regressor on exogenous regressors and instruments.</summary>
/// <param name="Name">The endogenous regressor.</param>
/// <param name="Estimate">Coefficients; null where the instruments give the regressor exactly.</param>
/// <param name="PartialR2">The share of what effects and exogenous regressors leave of it that the instruments explain.</param>
/// <param name="F">That the instruments' coefficients are zero, errors independent with equal variance.</param>
/// <param name="Wald">The same with the model's covariance, as F; null where the covariance of the coefficients has not full rank.</param>
public sealed record FirstStage(string Name, Estimate? Estimate, double PartialR2, SpecificationTest F, SpecificationTest? Wald);
