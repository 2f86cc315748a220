namespace Rebound.Numerics;

/// <summary>Sobol indices of one input with percentile intervals of a bootstrap over the rows of the design.</summary>
/// <param name="First">First order: the share of the variance that the input explains alone. An estimate may fall outside [0, 1].</param>
/// <param name="FirstLow">Lower end.</param>
/// <param name="FirstHigh">Upper end.</param>
/// <param name="Total">Total order: the share that goes when all other inputs are known; exactly 0 for an input that does nothing.</param>
/// <param name="TotalLow">Lower end.</param>
/// <param name="TotalHigh">Upper end.</param>
public readonly record struct SobolEstimate(double First, double FirstLow, double FirstHigh, double Total, double TotalLow, double TotalHigh);
