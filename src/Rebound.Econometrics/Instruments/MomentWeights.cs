namespace Rebound.Econometrics;

/// <summary>The weights of moments.</summary>
/// <param name="Names">Exogenous regressors, then excluded instruments.</param>
/// <param name="Values">By name and name.</param>
public sealed record MomentWeights(IReadOnlyList<string> Names, double[,] Values);
