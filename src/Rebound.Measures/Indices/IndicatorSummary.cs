namespace Rebound.Measures;

/// <summary>What an index did with an indicator.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="WeightWithin">Weight within its dimension, 0 to 1.</param>
/// <param name="WeightGlobal">Weight within the index, 0 to 1.</param>
/// <param name="Entropy">e of the min-max normalised values under the zero rule, 0 to 1; computed whatever the weights are.</param>
/// <param name="Minimum">Smallest value over all unit-years of the fit window, after imputation.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Sample standard deviation (n − 1).</param>
/// <param name="Values">Number of values observed.</param>
/// <param name="Imputed">Number of values imputed.</param>
public sealed record IndicatorSummary(
    Indicator Indicator, double WeightWithin, double WeightGlobal, double Entropy,
    double Minimum, double Maximum, double Mean, double Deviation, int Values, int Imputed);
