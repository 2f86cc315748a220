using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Exact Gaussian likelihood of a stationary ARMA process by a banded Cholesky factor (Ansley, 1979).</summary>
/// <remarks>With m = max(p, q): wₜ = yₜ for t ≤ m and φ(B)yₜ beyond. The covariance of w has q subdiagonals beyond row m, so that the
/// work is n·q². The factor is the same as what the Kalman filter finds; tests hold the two to each other. φ(B) = 1 − Σφᵢ Bⁱ,
/// θ(B) = 1 + Σθⱼ Bʲ, innovations of variance one.</remarks>
internal sealed class ArmaFactor
{
    private readonly ArmaCovariance covariance;
    private double[] rows = [];
    private double[] ar = [];
    private double[] ma = [];
    private int p;
    private int q;
    private int m;
    private int stride;

    /// <summary>Room for polynomials up to a degree.</summary>
    public ArmaFactor(int largestDegree) => covariance = new ArmaCovariance(largestDegree);

    /// <summary>Number of rows in the factor.</summary>
    public int Count { get; private set; }

    /// <summary>Σ ln Lₜₜ over the rows.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Computes the factor for n observations.</summary>
    /// <param name="autoregressive">φ₁…φₚ of a stationary polynomial.</param>
    /// <param name="movingAverage">θ₁…θ_q.</param>
    /// <param name="n">Observations.</param>
    /// <returns>False when the process is too close to non-stationary for a covariance.</returns>
    public bool TryFactor(double[] autoregressive, double[] movingAverage, int n)
    {
        (ar, ma) = (autoregressive, movingAverage);
        (p, q) = (ar.Length, ma.Length);
        m = Math.Max(p, q);
        stride = Math.Max(m, q) + 1;
        if (rows.Length < n * stride) rows = new double[n * stride];
        if (!covariance.TryCompute(ar, ma, m)) return false;
        Count = n;
        LogDeterminant = 0;
        for (var t = 0; t < n; t++)
        {
            if (!FactorRow(t)) return false;
            LogDeterminant += Math.Log(rows[t * stride + t - Low(t)]);
        }
        return true;
    }

    /// <summary>Whitens a series: u with L·u = w.</summary>
    /// <param name="y">n values.</param>
    /// <param name="u">Filled with n values of unit variance under the model.</param>
    /// <param name="count">Rows wanted; 0 takes all.</param>
    public void Whiten(ReadOnlySpan<double> y, Span<double> u, int count = 0)
    {
        for (var t = 0; t < (count > 0 ? count : Count); t++)
        {
            var (low, row) = (Low(t), t * stride);
            var sum = Transformed(y, t);
            for (var k = low; k < t; k++) sum -= rows[row + k - low] * u[k];
            u[t] = sum / rows[row + t - low];
        }
    }

    /// <summary>Entry (t, s) of the factor.</summary>
    public double Entry(int t, int s) => s < Low(t) || s > t ? 0 : rows[t * stride + s - Low(t)];

    /// <summary>Expectation of the whitened part of row t from earlier rows: Σ L(t, k)·u(k), k below a limit.</summary>
    public double Expected(int t, ReadOnlySpan<double> u, int limit)
    {
        var (low, sum) = (Low(t), 0.0);
        for (var k = low; k < limit; k++) sum += rows[t * stride + k - low] * u[k];
        return sum;
    }

    /// <summary>Whether rows from t on hold φ(B)y rather than y.</summary>
    public bool IsTransformed(int t) => t >= m;

    private int Low(int t) => t < m ? 0 : Math.Max(0, t - q);

    private double Transformed(ReadOnlySpan<double> y, int t)
    {
        var value = y[t];
        if (t < m) return value;
        for (var i = 0; i < p; i++) value -= ar[i] * y[t - 1 - i];
        return value;
    }

    private bool FactorRow(int t)
    {
        var low = Low(t);
        var row = rows.AsSpan(t * stride, t - low + 1);
        for (var s = low; s <= t; s++)
        {
            var otherLow = Low(s);
            var sum = Covariance(t, s);
            var other = rows.AsSpan(s * stride + low - otherLow, s - low + 1);
            sum -= InnerProduct.Of(row[..(s - low)], other[..(s - low)]);
            if (s < t)
                row[s - low] = sum / other[s - low];
            else
            {
                if (!(sum > 1e-12)) return false;
                row[t - low] = Math.Sqrt(sum);
            }
        }
        return true;
    }

    private double Covariance(int t, int s)
    {
        var lag = t - s;
        if (t < m) return covariance.Gamma[lag];
        if (lag > q) return 0;
        if (s >= m) return covariance.Moving[lag];
        var sum = 0.0; // E[θ(B)εₜ·yₛ]
        for (var j = lag; j <= q; j++) sum += Ma(j) * covariance.Psi[j - lag];
        return sum;
    }

    private double Ma(int j) => j == 0 ? 1 : ma[j - 1];
}
