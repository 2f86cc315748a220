namespace Rebound.Simulation;

/// <summary>How near fresh replicates of the calibrated ensemble come to observed cities.</summary>
/// <param name="Cities">Number of cities.</param>
/// <param name="Observations">Number of cities' days.</param>
/// <param name="LogError">Root mean square of ln(1 + observed) − mean of ln(1 + simulated).</param>
/// <param name="Bias">Mean of the same.</param>
/// <param name="Inside">Share of observations within the ensemble's middle 95 per cent, the cities' error of the observations included.</param>
public sealed record CalibrationFit(int Cities, int Observations, double LogError, double Bias, double Inside);
