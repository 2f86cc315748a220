namespace Rebound.Econometrics;

/// <summary>The gradient of a number in the parameters: direct parts on the k coefficients, and weights on rows that move coefficients and absorbed effects as the rows' predictors do.</summary>
/// <remarks>∂f/∂β = m + Xᵀq and ∂f/∂α = Dᵀq, X and D the rows' regressors and indicators of the absorbed groups.</remarks>
/// <param name="Direct">m, of length k.</param>
/// <param name="Rows">q, of length n; null where the number hangs on coefficients alone.</param>
internal sealed record Functional(double[] Direct, double[]? Rows);
