namespace Rebound.Measures;

/// <summary>A proportional-hazards model.</summary>
/// <param name="Coefficients">β by covariate: change of the log hazard of recovery a unit.</param>
/// <param name="Errors">Standard errors from the information.</param>
/// <param name="ClusterErrors">Standard errors with the spells of one unit taken together (Lin and Wei, 1989).</param>
/// <param name="LogLikelihood">Partial, at β.</param>
/// <param name="NullLogLikelihood">At β = 0.</param>
/// <param name="Score">Score test of β = 0.</param>
/// <param name="Iterations">Newton steps.</param>
/// <param name="ProportionalHazards">χ² with one degree of freedom by covariate for a slope of β in ranked time (Grambsch and Therneau, 1994).</param>
/// <param name="ProportionalHazardsGlobal">χ² for all of them together.</param>
public sealed record CoxFit(double[] Coefficients, double[] Errors, double[] ClusterErrors, double LogLikelihood, double NullLogLikelihood, double Score, int Iterations, double[] ProportionalHazards, double ProportionalHazardsGlobal);
