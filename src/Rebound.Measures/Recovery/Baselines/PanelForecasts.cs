using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Baselines that take the path of a unit from units that the shock left alone.</summary>
/// <remarks>Intervals come from placebos: each donor in turn plays the unit, and what the method then misses, in units of its misfit before the
/// shock (Abadie, Diamond and Hainmueller, 2010), is what it would miss of the unit: a unit outside the reach of its donors gets a wide interval, one within a narrow one.</remarks>
internal static class PanelForecasts
{
    private const int LeastDonors = 5;
    private const double LeastMisfit = 1e-6; // logs: a perfect fit says nothing of the errors to come

    /// <summary>Forecasts one unit from donors.</summary>
    /// <param name="y">Logs of the unit before the shock, T₀.</param>
    /// <param name="donors">Logs of donors over T₀ + H months, finite.</param>
    /// <param name="months">H.</param>
    /// <param name="baseline">Synthetic control, synthetic difference in differences, or matrix completion.</param>
    /// <exception cref="NumericalException">Fewer than five donors.</exception>
    public static SeriesForecast Forecast(double[] y, IReadOnlyList<double[]> donors, int months, Baseline baseline)
    {
        if (donors.Count < LeastDonors) throw new NumericalException($"A comparison with units that the shock left alone needs at least {LeastDonors} of them and has {donors.Count}; a shock that hit all units at once has none.");
        var share = baseline == Baseline.MatrixCompletion ? MatrixCompletion.ShareOf(y, donors) : 0;
        var (fitted, mean) = Path(y, donors, months, baseline, share);
        var count = donors.Count;
        var factor = new double[months * count];
        double Size(double[] levels, double[] path) => baseline == Baseline.SyntheticDifference ? 1 : Misfit(levels, path); // levels are free there, so all units are within reach
        var own = Size(y, fitted);
        for (var d = 0; d < count; d++)
        {
            double[][] others = [.. donors.Where((_, k) => k != d)];
            var before = donors[d][..y.Length];
            var (followed, placebo) = Path(before, others, months, baseline, share);
            var scale = own / Size(before, followed) / Math.Sqrt(count);
            for (var h = 0; h < months; h++) factor[h * count + d] = scale * (donors[d][y.Length + h] - placebo[h]);
        }
        return new SeriesForecast($"{Baselines.Name(baseline)} of {count} donors", fitted, mean, factor) { Freedom = count - 1 };
    }

    private static double Misfit(double[] y, double[] fitted)
    {
        var squares = 0.0;
        for (var t = 0; t < y.Length; t++) squares += (y[t] - fitted[t]) * (y[t] - fitted[t]);
        return Math.Max(LeastMisfit, Math.Sqrt(squares / y.Length));
    }

    private static (double[] Fitted, double[] Mean) Path(double[] y, IReadOnlyList<double[]> donors, int months, Baseline baseline, double share)
    {
        var before = y.Length;
        if (baseline == Baseline.MatrixCompletion) return MatrixCompletion.Complete(y, donors, months, share);
        var (n, periods) = (donors.Count, before + months);
        var outcome = new double[(n + 1) * periods];
        for (var i = 0; i < n; i++) donors[i].AsSpan(0, periods).CopyTo(outcome.AsSpan(i * periods));
        y.CopyTo(outcome, n * periods);
        var method = baseline == Baseline.SyntheticControl ? SyntheticMethod.Control : SyntheticMethod.DifferenceInDifferences;
        var weights = SyntheticDifference.Of(outcome, n + 1, n, before, method);
        var path = new double[periods];
        for (var i = 0; i < n; i++)
            for (var t = 0; t < periods; t++)
                path[t] += weights.UnitWeights[i] * donors[i][t];
        var shift = 0.0;
        if (method == SyntheticMethod.DifferenceInDifferences)
            for (var t = 0; t < before; t++) shift += weights.TimeWeights[t] * (y[t] - path[t]);
        for (var t = 0; t < periods; t++) path[t] += shift;
        return (path[..before], path[before..]);
    }
}
