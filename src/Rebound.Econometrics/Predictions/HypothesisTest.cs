namespace Rebound.Econometrics;

/// <summary>A test of one or several restrictions on coefficients.</summary>
/// <param name="Text">The restrictions as written.</param>
/// <param name="Restrictions">For each restriction the left side less the right side, which is zero under the hypothesis, with its error by the delta method.</param>
/// <param name="IsLinear">Whether all are linear in the coefficients, so that no approximation stands behind the errors.</param>
/// <param name="Joint">All of them at once.</param>
public sealed record HypothesisTest(string Text, IReadOnlyList<Coefficient> Restrictions, bool IsLinear, WaldTest Joint);
