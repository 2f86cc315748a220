namespace Rebound.Simulation;

/// <summary>How travel from and to a city depends on its risk.</summary>
/// <param name="From">First day.</param>
/// <param name="MediumRate">Cases detected in 14 days per 100,000 from which a city is of medium risk.</param>
/// <param name="MediumCut">Share of its travel that is stopped, 0 to 1.</param>
/// <param name="HighRate">The same from which it is of high risk.</param>
/// <param name="HighCut">Share of its travel that is stopped, 0 to 1.</param>
public sealed record OriginRiskRegime(DateOnly From, double MediumRate, double MediumCut, double HighRate, double HighCut);
