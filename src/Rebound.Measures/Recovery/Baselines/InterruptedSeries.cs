using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Interrupted time series: a change of level and of slope after a month, with a trend and month dummies.</summary>
/// <remarks>yₜ = β₀ + β₁t + β₂·1{t &gt; T} + β₃(t − T)⁺ + months + εₜ by least squares; months are measured against the first of the
/// season. Errors: classical; HC1 (times n/(n − k)); Newey and West (1987) with Bartlett weights 1 − l/(L + 1) and no small-sample
/// factor. Checked against R.</remarks>
/// <param name="Coefficients">Intercept, trend a month, change of level, change of slope a month; then eleven months where they are in.</param>
/// <param name="Classical">Standard errors.</param>
/// <param name="Robust">HC1.</param>
/// <param name="NeweyWest">With the lag asked for.</param>
/// <param name="Residuals">n residuals.</param>
public sealed record InterruptedSeries(double[] Coefficients, double[] Classical, double[] Robust, double[] NeweyWest, double[] Residuals)
{
    /// <summary>Fits the model.</summary>
    /// <param name="y">n finite values.</param>
    /// <param name="breakAfter">T: the number of months before the shock.</param>
    /// <param name="period">Months of the season; below 2 leaves them out.</param>
    /// <param name="lag">L of Newey and West.</param>
    /// <exception cref="NumericalException">The months before or after the shock cannot tell the coefficients apart.</exception>
    public static InterruptedSeries Fit(ReadOnlySpan<double> y, int breakAfter, int period, int lag)
    {
        var n = y.Length;
        List<double[]> columns = [Column(n, _ => 1), Column(n, t => t), Column(n, t => t > breakAfter ? 1 : 0), Column(n, t => Math.Max(0, t - breakAfter))];
        for (var month = 1; month < period; month++)
        {
            var phase = month;
            columns.Add(Column(n, t => (t - 1) % period == phase ? 1 : 0));
        }
        var k = columns.Count;
        var references = columns.Select(c => Math.Sqrt(c.Sum(v => v * v))).ToArray();
        var factor = LeastSquaresFactor.Of(columns, references, 1e-10);
        if (factor.Dropped.Length > 0 || n <= k) throw new NumericalException($"An interrupted series of {n} months with the shock after month {breakAfter} cannot tell {k} coefficients apart; it needs a whole year before and after.");
        var residuals = new double[n];
        var beta = factor.Solve(y, residuals);
        var bread = factor.InverseCrossProduct();
        var squares = 0.0;
        foreach (var residual in residuals) squares += residual * residual;
        var classical = new double[k];
        for (var i = 0; i < k; i++) classical[i] = Math.Sqrt(squares / (n - k) * bread[i, i]);
        var robust = Errors(bread, Meat(columns, residuals, 0), (double)n / (n - k));
        return new InterruptedSeries(beta, classical, robust, Errors(bread, Meat(columns, residuals, lag), 1), residuals);
    }

    /// <summary>The lag that is taken when none is asked for: ⌊4(n/100)^(2/9)⌋ (Newey and West, 1994).</summary>
    /// <param name="n">Months.</param>
    public static int LagOf(int n) => (int)(4 * Math.Pow(n / 100.0, 2 / 9.0));

    private static double[] Column(int n, Func<int, double> value)
    {
        var column = new double[n];
        for (var t = 1; t <= n; t++) column[t - 1] = value(t);
        return column;
    }

    private static double[,] Meat(List<double[]> columns, double[] residuals, int lag)
    {
        var (k, n) = (columns.Count, residuals.Length);
        var meat = new double[k, k];
        for (var l = 0; l <= lag; l++)
        {
            var weight = 1 - l / (lag + 1.0);
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                {
                    var sum = 0.0;
                    for (var t = l; t < n; t++) sum += columns[i][t] * residuals[t] * columns[j][t - l] * residuals[t - l];
                    meat[i, j] += weight * sum;
                    if (l > 0) meat[j, i] += weight * sum;
                }
        }
        return meat;
    }

    private static double[] Errors(double[,] bread, double[,] meat, double factor)
    {
        var k = bread.GetLength(0);
        var errors = new double[k];
        for (var i = 0; i < k; i++)
        {
            var sum = 0.0;
            for (var a = 0; a < k; a++)
                for (var b = 0; b < k; b++)
                    sum += bread[i, a] * meat[a, b] * bread[b, i];
            errors[i] = Math.Sqrt(factor * sum);
        }
        return errors;
    }
}
