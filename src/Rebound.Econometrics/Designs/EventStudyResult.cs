namespace Rebound.Econometrics;

/// <summary>An event study, complete when built.</summary>
/// <param name="Specification">What was compared.</param>
/// <param name="Estimate">The regression behind it.</param>
/// <param name="Horizons">The effects by relative period, ascending; the reference period is among them, as zero.</param>
/// <param name="BandCritical">Critical value of the simultaneous band; the pointwise one is smaller.</param>
/// <param name="PreTrend">What the periods before the shock show; null when there is none besides the reference.</param>
/// <param name="Short">Mean effect over the short run; null when no period of it is observed.</param>
/// <param name="Long">Mean effect over the long run; null when no period of it is observed.</param>
/// <param name="RowsOutside">Rows outside the first and last relative period.</param>
public sealed record EventStudyResult(
    EventStudySpecification Specification,
    Estimate Estimate,
    IReadOnlyList<HorizonEffect> Horizons,
    double BandCritical,
    PreTrendTest? PreTrend,
    HorizonRun? Short,
    HorizonRun? Long,
    int RowsOutside);

/// <summary>The effect of one more unit of exposure in one period around the shock.</summary>
/// <param name="Horizon">Periods since the shock began.</param>
/// <param name="Effect">Estimate with its pointwise interval.</param>
/// <param name="BandLow">Lower end of the band that holds for all periods at once.</param>
/// <param name="BandHigh">Upper end of that band.</param>
/// <param name="Rows">Rows of the period.</param>
/// <param name="IsReference">Whether the others are measured from this period.</param>
public sealed record HorizonEffect(int Horizon, Coefficient Effect, double BandLow, double BandHigh, int Rows, bool IsReference);
