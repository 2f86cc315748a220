using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Do the instruments move the endogenous regressors enough for the usual intervals?</summary>
public static class InstrumentStrength
{
    /// <summary>Name of the check.</summary>
    public const string Name = "instruments";

    /// <summary>Staiger and Stock's (1997) rule for several endogenous regressors.</summary>
    public const double RuleOfThumb = 10;

    /// <summary>A warning where the effective F (one endogenous regressor) lies below its critical value, or the rk Wald F (several) below 10, or
    /// where the rk LM test does not reject that nothing is identified at 5 %.</summary>
    /// <param name="estimate">An estimate with instruments.</param>
    public static GuardResult Check(InstrumentalEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var (value, threshold, what) = estimate.EffectiveF is { } f ? (f.F, f.Critical, "Effective F") : (estimate.WeakIdentification.Statistic, RuleOfThumb, "Kleibergen-Paap rk Wald F");
        var unidentified = estimate.UnderIdentification.P > 0.05;
        var message = string.Create(CultureInfo.InvariantCulture, $"{what} of {string.Join(", ", estimate.Instruments)} for {string.Join(", ", estimate.Endogenous)} is {value:0.##}, needed {threshold:0.##}{(unidentified ? $"; that nothing is identified is not rejected (p = {estimate.UnderIdentification.P:0.###})" : "")}.");
        return value >= threshold && !unidentified
            ? new(Name, value, threshold, Verdict.Passed, message, "")
            : new(Name, value, threshold, Verdict.Warning, message, "Read Anderson and Rubin's test and set in place of the interval, or find stronger instruments.");
    }
}
