namespace Rebound.Econometrics;

/// <summary>A likelihood with and without the bias that its many effects leave in the coefficients.</summary>
/// <param name="Uncorrected">As estimated.</param>
/// <param name="Corrected">β̂ less its bias; effects, errors and fit are those of the corrected coefficients.</param>
/// <param name="Bias">The bias taken off, by coefficient, in its unit.</param>
/// <param name="Parts">Which effects it comes from, and how much each adds.</param>
public sealed record BiasCorrectedEstimate(Estimate Uncorrected, Estimate Corrected, IReadOnlyList<double> Bias, IReadOnlyList<BiasPart> Parts);

/// <summary>The bias that one set of effects leaves.</summary>
/// <param name="Effect">The effect, as written in the formula.</param>
/// <param name="Bias">By coefficient.</param>
public sealed record BiasPart(string Effect, IReadOnlyList<double> Bias);
