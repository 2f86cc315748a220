using System.Globalization;
using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>What the data say about instruments, as lines of a terminal.</summary>
internal static class EstimateInstrumentText
{
    public static IEnumerable<string> Lines(InstrumentalEstimate fitted)
    {
        yield return $"Instruments: {string.Join(", ", fitted.Instruments)} for {string.Join(", ", fitted.Endogenous)}, by {Method(fitted)}";
        foreach (var stage in fitted.FirstStages)
            yield return Invariant($"First stage of {stage.Name}: {Test(stage.F)}{(stage.Wald is { } wald && wald.Statistic != stage.F.Statistic ? "; by the model's errors " + Test(wald) : "")}; partial R² {stage.PartialR2:0.0000}");
        if (fitted.EffectiveF is { } effective) yield return Invariant($"Effective F {effective.F:0.00}, needed {effective.Critical:0.00} (bias below 10 % of the worst case, at 5 %)");
        yield return Invariant($"{fitted.UnderIdentification.Name}: {Test(fitted.UnderIdentification)}; rk Wald F {fitted.WeakIdentification.Statistic:0.00}; Cragg-Donald F {fitted.CraggDonald:0.00}");
        yield return $"Anderson-Rubin, that {string.Join(", ", fitted.Endogenous.Select(e => e + " = 0"))}: {Test(fitted.AndersonRubin())}";
        if (fitted.Endogenous.Count == 1)
        {
            var set = fitted.AndersonRubinSet();
            yield return Invariant($"Anderson-Rubin set of {set.Name}, {100 * set.Confidence:0.##} %: {set}{(set.IsUnbounded ? " (without end: the instruments say too little)" : set.IsEmpty ? " (no value fits: the instruments contradict each other)" : "")}");
        }
        if (fitted.Endogeneity is { } endogeneity) yield return $"{endogeneity.Name}, that least squares would do: {Test(endogeneity)}";
        foreach (var surplus in new[] { fitted.Sargan, fitted.HansenJ })
            if (surplus is not null) yield return $"{surplus.Name}, that the instruments agree: {Test(surplus)}";
        if (fitted.Dropped.Count > 0) yield return $"Left out, explained by effects or earlier regressors or instruments: {string.Join(", ", fitted.Dropped)}";
        var strength = InstrumentStrength.Check(fitted);
        if (strength.Verdict != Verdict.Passed) yield return $"Weak instruments: {strength.Message} {strength.Repair}";
    }

    private static string Method(InstrumentalEstimate fitted) => fitted.Method switch
    {
        InstrumentalMethod.LimitedInformation => Invariant($"limited information (κ = {fitted.Kappa:0.000000})"),
        InstrumentalMethod.Moments => "two-step moments",
        _ => "two stages",
    };

    private static string Test(SpecificationTest test)
    {
        var p = test.P < 2.2e-16 ? "< 2.2e-16" : test.P < 1e-4 ? Invariant($"= {test.P:0.0e+0}") : Invariant($"= {test.P:0.0000}");
        var law = test.Denominator is { } denominator ? Invariant($"F({test.DegreesOfFreedom}, {denominator})") : Invariant($"χ²({test.DegreesOfFreedom})");
        return Invariant($"{law} = {test.Statistic:0.00}, p {p}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
