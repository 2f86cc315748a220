using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What a rule that is linear in the logs before the shock misses of the months after it, when the level may wander.</summary>
/// <remarks>Logs = line + months + level + noise, the level a random walk (local level model with regressors; Harvey, 1989). The ratio of the two
/// variances is integrated over a grid, uniform in the steady gain α (ratio = α²/(1 − α)), by the likelihood that has line, months
/// and scale integrated out. The error of the rule ŷ = A·y is then exact: noise (I + AA') and, for each step of the walk, what the month
/// takes of it less what the rule has seen of it.</remarks>
internal sealed class WanderingErrors
{
    private const int Season = 12;
    private const int Regressors = 12; // slope and eleven months: the level itself goes with the first differences
    private const double Still = 0.5; // prior chance that the level does not wander
    private static readonly double[] GainEdges = [0, 0, 0.01, 0.03, 0.06, 0.1, 0.16, 0.24, 0.34, 0.46, 0.6, 0.78, 0.98];

    private readonly double[] ratios = new double[GainEdges.Length - 1];
    private readonly double[] variances = new double[GainEdges.Length - 1];
    private readonly double[] weights = new double[GainEdges.Length - 1];
    private readonly int n;

    /// <summary>Estimates how levels wander.</summary>
    /// <param name="y">n logs in a row, at least <see cref="LeastMonths"/>.</param>
    public WanderingErrors(ReadOnlySpan<double> y)
    {
        n = y.Length;
        var columns = Columns(y);
        var logs = new double[ratios.Length];
        for (var k = 0; k < ratios.Length; k++)
        {
            var gain = 0.5 * (GainEdges[k] + GainEdges[k + 1]);
            ratios[k] = gain * gain / (1 - gain);
            (logs[k], variances[k]) = Likelihood(columns, ratios[k]);
        }
        var top = logs.Max();
        var sum = 0.0;
        for (var k = 0; k < ratios.Length; k++)
        {
            weights[k] = (k == 0 ? Still : (1 - Still) * (GainEdges[k + 1] - GainEdges[k]) / GainEdges[^1]) * Math.Exp(logs[k] - top);
            sum += weights[k];
        }
        for (var k = 0; k < ratios.Length; k++) weights[k] /= sum;
    }

    /// <summary>Fewest months that tell a wandering level from noise.</summary>
    public static int LeastMonths => 36;

    /// <summary>Chance that the level wanders at all, given the logs and even odds before them.</summary>
    public double Chance => 1 - weights[0];

    /// <summary>Degrees of freedom behind the variance.</summary>
    public int Freedom => n - 1 - Regressors;

    /// <summary>A factor of the covariance of the errors of a rule.</summary>
    /// <param name="rule">A: H × n, row by row; its rows sum to one.</param>
    /// <param name="months">H.</param>
    public double[] Factor(ReadOnlySpan<double> rule, int months)
    {
        var span = n + months;
        var walk = new double[months * span];
        for (var h = 0; h < months; h++)
        {
            var tail = 0.0;
            for (var s = n - 1; s >= 0; s--)
            {
                tail += rule[h * n + s];
                walk[h * span + s] = 1 - tail;
            }
            for (var s = 0; s <= h; s++) walk[h * span + n + s] = 1;
        }
        double noise = 0, wander = 0;
        for (var k = 0; k < ratios.Length; k++)
        {
            noise += weights[k] * variances[k];
            wander += weights[k] * variances[k] * ratios[k];
        }
        var covariance = new double[months * months];
        for (var h = 0; h < months; h++)
            for (var k = 0; k <= h; k++)
                covariance[h * months + k] = noise * ((h == k ? 1 : 0) + InnerProduct.Of(rule.Slice(h * n, n), rule.Slice(k * n, n))) + wander * InnerProduct.Of(walk.AsSpan(h * span, span), walk.AsSpan(k * span, span));
        return SeriesForecast.FactorOf(covariance, months);
    }

    // First differences of the regressors and, last, of the logs.
    private double[][] Columns(ReadOnlySpan<double> y)
    {
        var columns = new double[Regressors + 1][];
        for (var c = 0; c <= Regressors; c++) columns[c] = new double[n - 1];
        for (var t = 1; t < n; t++)
        {
            columns[0][t - 1] = 1;
            if (t % Season > 0) columns[t % Season][t - 1] += 1;
            if ((t - 1) % Season > 0) columns[(t - 1) % Season][t - 1] -= 1;
            columns[Regressors][t - 1] = y[t] - y[t - 1];
        }
        return columns;
    }

    // The differences have the tridiagonal covariance 2 + q on the diagonal, −1 beside it; its Cholesky factor is bidiagonal.
    private (double Log, double Variance) Likelihood(double[][] columns, double q)
    {
        var m = n - 1;
        var whitened = new double[Regressors + 1][];
        for (var c = 0; c <= Regressors; c++) whitened[c] = (double[])columns[c].Clone();
        double below = 0, determinant = 0;
        for (var t = 0; t < m; t++)
        {
            var root = Math.Sqrt(2 + q - below * below);
            for (var c = 0; c <= Regressors; c++) whitened[c][t] = (whitened[c][t] - (t > 0 ? below * whitened[c][t - 1] : 0)) / root;
            below = -1 / root;
            determinant += Math.Log(root);
        }
        var (cross, right) = (new double[Regressors * Regressors], new double[Regressors]);
        for (var a = 0; a < Regressors; a++)
        {
            for (var b = 0; b <= a; b++) cross[a * Regressors + b] = InnerProduct.Of(whitened[a], whitened[b]);
            right[a] = InnerProduct.Of(whitened[a], whitened[Regressors]);
        }
        if (!PositiveDefinite.TryFactor(cross, Regressors)) throw new NumericalException($"{n} months do not show every month of the year.");
        PositiveDefinite.SolveLower(cross, right);
        var squares = InnerProduct.Of(whitened[Regressors], whitened[Regressors]) - InnerProduct.Of(right, right);
        for (var a = 0; a < Regressors; a++) determinant += Math.Log(cross[a * Regressors + a]);
        if (!(squares > 1e-24 * m)) squares = 1e-24 * m; // a series without any noise
        return (-0.5 * Freedom * Math.Log(squares) - determinant, squares / Freedom);
    }
}
