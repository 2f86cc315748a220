using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Baselines that are rules rather than fitted dynamics: growth of the last years, and a trend line with months.</summary>
internal static class RuleForecasts
{
    private const double HighestAutocorrelation = 0.95;

    /// <summary>Last year's month, moved on by the mean growth a year over the last two years.</summary>
    /// <remarks>ln x(last, m) + j·g in the j-th year, g the mean over twelve months of ½(ln x(t) − ln x(t − 24)). Errors: the changes over
    /// twelve months around g, as an AR(1), add up from year to year.</remarks>
    /// <param name="y">Logs, at least 36.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast TwoYearAverage(double[] y, int months)
    {
        var n = y.Length;
        if (n < 36) throw new NumericalException($"Growth over two years needs 36 months before the shock and has {n}.");
        var growth = 0.0;
        for (var t = n - 12; t < n; t++) growth += (y[t] - y[t - 24]) / 24;
        var changes = new double[n - 12];
        for (var t = 12; t < n; t++) changes[t - 12] = y[t] - y[t - 12] - growth;
        var (variance, rho) = Autoregression(changes);
        var (fitted, mean) = (new double[n], new double[months]);
        for (var t = 0; t < n; t++) fitted[t] = t < 12 ? double.NaN : y[t - 12] + growth;
        for (var h = 0; h < months; h++) mean[h] = y[n - 12 + h % 12] + growth * (h / 12 + 1);
        var weights = new double[months];
        for (var h = 0; h < months; h++) weights[h] = Math.Pow(rho, h) + (h >= 12 ? weights[h - 12] : 0);
        return new SeriesForecast("two-year average growth", fitted, mean, SeriesForecast.MovingSums(weights, Math.Sqrt(variance * (1 - rho * rho))));
    }

    /// <summary>The line and months of an interrupted series, carried on from before the shock.</summary>
    /// <remarks>ln x = β₀ + β₁t + months, least squares; errors are an AR(1) plus the uncertainty of the coefficients, whose covariance
    /// takes the autocorrelation in by the factor (1 + ρ)/(1 − ρ).</remarks>
    /// <param name="y">Logs, at least 26.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast TrendAndMonths(double[] y, int months)
    {
        var n = y.Length;
        if (n < 26) throw new NumericalException($"A trend with months needs 26 months before the shock and has {n}.");
        var columns = new List<double[]>();
        for (var c = 0; c < 13; c++) columns.Add([.. Enumerable.Range(0, n).Select(t => Regressor(c, t, n))]);
        var factor = LeastSquaresFactor.Of(columns, columns.Select(c => Math.Sqrt(c.Sum(v => v * v))).ToArray(), 1e-10);
        var residuals = new double[n];
        var beta = factor.Solve(y, residuals);
        var bread = factor.InverseCrossProduct();
        var (_, rho) = Autoregression(residuals);
        var squares = 0.0;
        foreach (var residual in residuals) squares += residual * residual;
        var (variance, widening) = (squares / (n - 13), (1 + rho) / (1 - rho));
        var (mean, covariance) = (new double[months], new double[months * months]);
        for (var h = 0; h < months; h++)
        {
            for (var c = 0; c < 13; c++) mean[h] += beta[c] * Regressor(c, n + h, n);
            for (var k = 0; k <= h; k++)
            {
                var sum = Math.Pow(rho, h - k);
                for (var a = 0; a < 13; a++)
                {
                    var left = Regressor(a, n + h, n);
                    if (left == 0) continue;
                    for (var b = 0; b < 13; b++) sum += widening * left * bread[a, b] * Regressor(b, n + k, n);
                }
                covariance[h * months + k] = covariance[k * months + h] = variance * sum;
            }
        }
        double[] fitted = [.. y.Select((value, t) => value - residuals[t])];
        return new SeriesForecast("trend and months", fitted, mean, SeriesForecast.FactorOf(covariance, months)) { Freedom = n - 13 };
    }

    /// <summary>Variance and lag-one autocorrelation, kept in [0, 0.95], of residuals around zero.</summary>
    public static (double Variance, double Autocorrelation) Autoregression(double[] residuals)
    {
        double squares = 0, products = 0;
        for (var t = 0; t < residuals.Length; t++)
        {
            squares += residuals[t] * residuals[t];
            if (t > 0) products += residuals[t] * residuals[t - 1];
        }
        return (squares / residuals.Length, squares > 0 ? Math.Clamp(products / squares, 0, HighestAutocorrelation) : 0);
    }

    private static double Regressor(int column, int t, int n) => column == 0 ? 1 : column == 1 ? (t - n) / 12.0 : t % 12 == column - 1 ? 1 : 0;
}
