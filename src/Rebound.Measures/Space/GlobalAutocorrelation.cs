namespace Rebound.Measures;

/// <summary>A global statistic of spatial association with its moments under "no association".</summary>
/// <param name="Statistic">Its name.</param>
/// <param name="Null">What is random under "no association".</param>
/// <param name="Value">The statistic.</param>
/// <param name="Expected">Its mean.</param>
/// <param name="Variance">Its variance.</param>
/// <param name="Z">Standard deviations from the mean towards positive association; so (1 − C)/sd for Geary's C.</param>
/// <param name="PGreater">One-sided p-value against positive association, from the normal distribution.</param>
/// <param name="PTwoSided">Two-sided p-value, from the normal distribution.</param>
public sealed record GlobalAutocorrelation(string Statistic, SpatialNull Null, double Value, double Expected, double Variance, double Z, double PGreater, double PTwoSided);
