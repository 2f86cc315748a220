namespace Rebound.Simulation;

/// <summary>What the data said of a moved parameter.</summary>
/// <param name="Symbol">The parameter, or <see cref="EpidemicCalibration.Seeds"/>.</param>
/// <param name="Prior">The ensemble before the data.</param>
/// <param name="Posterior">The ensemble after them.</param>
/// <param name="Learnt">Share of the prior variance that the data removed, on the scale where the prior is normal; near 0 the parameter stays at its prior.</param>
public sealed record ParameterLearning(string Symbol, Spread Prior, Spread Posterior, double Learnt);
