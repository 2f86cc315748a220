using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Baselines that take the path of a unit from units that the shock left alone.</summary>
/// <remarks>Intervals come from placebos: each donor in turn plays the unit, and what the method then misses is what it would miss.</remarks>
internal static class PanelForecasts
{
    private const int LeastDonors = 5;

    /// <summary>Forecasts one unit from donors.</summary>
    /// <param name="y">Logs of the unit before the shock, T₀.</param>
    /// <param name="donors">Logs of donors over T₀ + H months, finite.</param>
    /// <param name="months">H.</param>
    /// <param name="baseline">Synthetic control, synthetic difference in differences, or matrix completion.</param>
    /// <exception cref="NumericalException">Fewer than five donors.</exception>
    public static SeriesForecast Forecast(double[] y, IReadOnlyList<double[]> donors, int months, Baseline baseline)
    {
        if (donors.Count < LeastDonors) throw new NumericalException($"A comparison with units that the shock left alone needs at least {LeastDonors} of them and has {donors.Count}; a shock that hit all units at once has none.");
        var (fitted, mean) = Path(y, donors, months, baseline);
        var count = donors.Count;
        var factor = new double[months * count];
        for (var d = 0; d < count; d++)
        {
            double[][] others = [.. donors.Where((_, k) => k != d)];
            var (_, placebo) = Path(donors[d][..y.Length], others, months, baseline);
            for (var h = 0; h < months; h++) factor[h * count + d] = (donors[d][y.Length + h] - placebo[h]) / Math.Sqrt(count);
        }
        return new SeriesForecast($"{Baselines.Name(baseline)} of {count} donors", fitted, mean, factor) { Freedom = count - 1 };
    }

    private static (double[] Fitted, double[] Mean) Path(double[] y, IReadOnlyList<double[]> donors, int months, Baseline baseline)
    {
        var before = y.Length;
        if (baseline == Baseline.MatrixCompletion) return MatrixCompletion.Complete(y, donors, months);
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
