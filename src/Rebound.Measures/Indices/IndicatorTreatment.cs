namespace Rebound.Measures;

/// <summary>What outlier treatment did to one indicator.</summary>
/// <param name="Indicator">Its code.</param>
/// <param name="SkewnessBefore">Skewness before (type 2).</param>
/// <param name="KurtosisBefore">Excess kurtosis before (type 2).</param>
/// <param name="PassedBefore">Whether it met the limits and so was left alone.</param>
/// <param name="Winsorised">Number of values set to the next one; 0 when a transformation was used.</param>
/// <param name="Transformation">"", "log", "box-cox", or these with "-mirrored" where a left tail was drawn in.</param>
/// <param name="SkewnessAfter">Skewness after.</param>
/// <param name="KurtosisAfter">Excess kurtosis after.</param>
/// <param name="Passed">Whether it meets the limits now.</param>
public sealed record IndicatorTreatment(
    string Indicator, double SkewnessBefore, double KurtosisBefore, bool PassedBefore,
    int Winsorised, string Transformation, double SkewnessAfter, double KurtosisAfter, bool Passed);
