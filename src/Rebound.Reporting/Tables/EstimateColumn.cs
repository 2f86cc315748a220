using Rebound.Econometrics;

namespace Rebound.Reporting;

/// <summary>A column of a table of models.</summary>
/// <param name="Estimate">Everything the column shows is read from here.</param>
/// <param name="Instruments">What stands behind an estimate with instruments; null without.</param>
public sealed record EstimateColumn(Estimate Estimate, InstrumentalEstimate? Instruments = null)
{
    /// <summary>How the coefficients were found, in a word.</summary>
    public string Method => Instruments is { } used
        ? used.Method switch { InstrumentalMethod.TwoStage => "2SLS", InstrumentalMethod.LimitedInformation => "LIML", _ => "GMM" }
        : Estimate.Likelihood?.Family switch
        {
            null => "OLS",
            GeneralisedFamily.ComplementaryLogLog => "Cloglog",
            GeneralisedFamily.NegativeBinomial => "Neg. binomial",
            { } family => family.ToString(),
        };
}
