using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Baselines that are rules rather than fitted dynamics: growth of the last years, and a trend line with months.</summary>
internal static class RuleForecasts
{
    private const double HighestAutocorrelation = 0.95;

    /// <summary>Last year's month, moved on by the mean growth a year over the last two years.</summary>
    /// <remarks>ln x(last, m) + j·g in the j-th year, g the mean over twelve months of ½(ln x(t) − ln x(t − 24)).</remarks>
    /// <param name="y">Logs, at least 36.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast TwoYearAverage(double[] y, int months)
    {
        var n = y.Length;
        if (n < 36) throw new NumericalException($"Growth over two years needs 36 months before the shock and has {n}.");
        var rule = new double[months * n];
        for (var h = 0; h < months; h++)
        {
            var row = rule.AsSpan(h * n, n);
            row[n - 12 + h % 12] = 1;
            for (var t = n - 12; t < n; t++)
            {
                row[t] += (h / 12 + 1) / 24.0;
                row[t - 24] -= (h / 12 + 1) / 24.0;
            }
        }
        var growth = 0.0;
        for (var t = n - 12; t < n; t++) growth += (y[t] - y[t - 24]) / 24;
        var fitted = new double[n];
        for (var t = 0; t < n; t++) fitted[t] = t < 12 ? double.NaN : y[t - 12] + growth;
        return Linear("two-year average growth", y, rule, fitted, months);
    }

    /// <summary>The line and months of an interrupted series, carried on from before the shock.</summary>
    /// <remarks>ln x = β₀ + β₁t + months, least squares.</remarks>
    /// <param name="y">Logs, at least 36.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast TrendAndMonths(double[] y, int months)
    {
        var n = y.Length;
        if (n < WanderingErrors.LeastMonths) throw new NumericalException($"A trend with months needs {WanderingErrors.LeastMonths} months before the shock and has {n}.");
        var columns = new List<double[]>();
        for (var c = 0; c < 13; c++) columns.Add([.. Enumerable.Range(0, n).Select(t => Regressor(c, t, n))]);
        var factor = LeastSquaresFactor.Of(columns, columns.Select(c => Math.Sqrt(c.Sum(v => v * v))).ToArray(), 1e-10);
        var residuals = new double[n];
        factor.Solve(y, residuals);
        var bread = factor.InverseCrossProduct();
        var rule = new double[months * n]; // X₁(X'X)⁻¹X'
        for (var h = 0; h < months; h++)
            for (var b = 0; b < 13; b++)
            {
                var weight = 0.0;
                for (var a = 0; a < 13; a++) weight += Regressor(a, n + h, n) * bread[a, b];
                for (var t = 0; t < n; t++) rule[h * n + t] += weight * columns[b][t];
            }
        return Linear("trend and months", y, rule, [.. y.Select((value, t) => value - residuals[t])], months);
    }

    /// <summary>A forecast by a rule that is linear in the logs before the shock.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="y">n logs.</param>
    /// <param name="rule">H × n, rows that sum to one.</param>
    /// <param name="fitted">What it gives for the months before the shock.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast Linear(string model, double[] y, double[] rule, double[] fitted, int months)
    {
        var (n, mean, errors) = (y.Length, new double[months], new WanderingErrors(y));
        for (var h = 0; h < months; h++) mean[h] = InnerProduct.Of(rule.AsSpan(h * n, n), y);
        return new SeriesForecast(model, fitted, mean, errors.Factor(rule, months)) { Freedom = errors.Freedom };
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
