using System.Globalization;
using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>An estimate as lines of a terminal.</summary>
internal static class EstimateText
{
    public static IEnumerable<string> Lines(FittedModel fitted)
    {
        var estimate = fitted.Estimate;
        yield return estimate.Model.Formula.Text;
        yield return Sample(estimate);
        if (estimate.Effects.Count > 0) yield return $"Absorbed: {string.Join(", ", estimate.Effects.Select(e => Invariant($"{e.Name} ({e.Groups:N0})")))}";
        yield return "";
        foreach (var line in Rows(estimate, estimate.Coefficients)) yield return line;
        yield return "";
        yield return $"Errors: {estimate.Facts.Estimator}{(estimate.Facts.Clusters.Count == 0 ? "" : $", {string.Join(", ", estimate.Facts.Clusters.Select(c => Invariant($"{c.Groups:N0} {c.Name}")))}")}; {estimate.Facts.Rule}";
        if (!estimate.Facts.IsPositive) yield return "The covariance is not positive definite: single errors stand, joint tests may not.";
        foreach (var line in Fit(estimate)) yield return line;
        if (fitted.Instruments is { } instruments)
            foreach (var line in EstimateInstrumentText.Lines(instruments)) yield return line;
        if (estimate.Collinear.Count > 0) yield return $"Left out, explained by effects or earlier regressors: {string.Join(", ", estimate.Collinear)}";
        foreach (var dropped in estimate.Sample.Dropped) yield return Invariant($"Dropped: {dropped.Rows:N0} × {dropped.Reason} (first: {dropped.Example})");
        if (estimate.Effects.Count > 0) yield return Invariant($"Absorption: {estimate.Iterations} steps, error below {estimate.AbsorptionBound:0.0e+0}");
    }

    private static string Sample(Estimate estimate)
    {
        var used = estimate.Model.Weights is { } weights ? $", weights {weights}" : "";
        return estimate.RowCount == estimate.Sample.RowsIn
            ? Invariant($"n = {estimate.RowCount:N0}{used}")
            : Invariant($"n = {estimate.RowCount:N0} of {estimate.Sample.RowsIn:N0} rows{used}");
    }

    /// <summary>Estimated numbers below each other, with the interval and the distribution of the estimate.</summary>
    public static IEnumerable<string> Rows(Estimate estimate, IReadOnlyList<Coefficient> numbers)
    {
        var own = numbers.Select(c => c.DegreesOfFreedom).Distinct().Count() > 1;
        var coverage = Invariant($"{100 * estimate.Model.Confidence:0.##} % interval");
        var t = estimate.Likelihood is null ? "t" : "z";
        List<string[]> rows = [["", "estimate", "std. error", t, .. own ? new[] { "df" } : [], "p", coverage, ""]];
        foreach (var c in numbers)
            rows.Add([c.Name, Number(c.Value), Number(c.StandardError), Invariant($"{c.T:0.000}"), .. own ? new[] { Invariant($"{c.DegreesOfFreedom:0.00}") } : [], P(c.P), $"[{Number(c.Low)}, {Number(c.High)}]", Stars(c.P)]);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
        return rows.Select(r => string.Join("  ", r.Select((cell, i) => i == 0 || i == r.Length - 1 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
    }

    private static IEnumerable<string> Fit(Estimate estimate)
    {
        var fit = estimate.Fit;
        if (estimate.Likelihood is { } likelihood)
        {
            yield return Invariant($"Log likelihood {likelihood.LogLikelihood:0.0000}, deviance {likelihood.Deviance:0.0000}{(likelihood.PseudoR2 is { } pseudo ? Invariant($", pseudo R² {pseudo:0.0000}") : "")}, BIC {likelihood.Bic:0.00}, squared correlation {fit.R2:0.0000}");
            if (likelihood.Theta is { } theta) yield return Invariant($"θ {Number(theta)} ({Number(likelihood.ThetaError ?? double.NaN)})");
            yield break;
        }
        var within = estimate.Effects.Count > 0 ? Invariant($", within {fit.R2Within:0.0000}") : "";
        yield return Invariant($"R² {fit.R2:0.0000}, adjusted {fit.R2Adjusted:0.0000}{within}; residual deviation {Number(fit.ResidualDeviation)}");
    }

    private static string Number(double value)
    {
        var size = Math.Abs(value);
        if (value == 0) return "0";
        return size is >= 1e7 or < 1e-4 ? value.ToString("0.0000e+0", CultureInfo.InvariantCulture) : value.ToString("G6", CultureInfo.InvariantCulture);
    }

    public static string P(double p) => p < 2.2e-16 ? "< 2.2e-16" : p < 1e-4 ? p.ToString("0.0e+0", CultureInfo.InvariantCulture) : p.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Stars(double p) => p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
