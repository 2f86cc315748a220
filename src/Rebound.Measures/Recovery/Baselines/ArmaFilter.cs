using System.Numerics;

namespace Rebound.Measures;

/// <summary>Exact Gaussian likelihood of a stationary ARMA process by the Kalman filter in its fast form.</summary>
/// <remarks>State of Harvey (1989): α ← Tα + Rε with T = [φ | I; 0], y = α₁. For a stationary start the covariance of the state changes by
/// a matrix of rank one a step (Morf, Sidhu and Kailath, 1974): P ← P + M·LL', F ← F + M·z², K ← K + M·z·TL, L ← TL − (z/F)K,
/// M ← M − M²z²/F⁺ with z = L₁ and F⁺ the new F, from K = L = TP₁Z', M = −1/F. So a step costs 3·r operations, r = max(p, q + 1).
/// Tests hold it to the banded Cholesky factor of <see cref="ArmaFactor"/>.</remarks>
internal sealed class ArmaFilter
{
    private readonly ArmaCovariance covariance;
    private readonly int room;
    private readonly double[] phi;
    private readonly double[] gain;
    private readonly double[] low;
    private readonly double[] moved;
    private readonly double[] state;
    private readonly double[] otherState;

    /// <summary>Room for polynomials up to a degree.</summary>
    public ArmaFilter(int largestDegree)
    {
        covariance = new ArmaCovariance(largestDegree + 1);
        room = (largestDegree + 1 + 2 * Vector<double>.Count) / Vector<double>.Count * Vector<double>.Count;
        (phi, gain, low, moved, state, otherState) = (new double[room], new double[room + Vector<double>.Count], new double[room + Vector<double>.Count], new double[room], new double[room + Vector<double>.Count], new double[room + Vector<double>.Count]);
    }

    /// <summary>½ Σ ln F of the last run.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Variance of the first value of the last run, in units of the innovations'.</summary>
    public double FirstVariance { get; private set; }

    /// <summary>Whitens a series, and a second one with the same filter.</summary>
    /// <param name="ar">φ₁…φₚ of a stationary polynomial 1 − Σφᵢ Bⁱ.</param>
    /// <param name="ma">θ₁…θ_q of 1 + Σθⱼ Bʲ.</param>
    /// <param name="y">n values.</param>
    /// <param name="u">Filled with n values of unit variance under innovations of unit variance.</param>
    /// <param name="other">Another series of n values, or empty.</param>
    /// <param name="otherU">Filled likewise.</param>
    /// <returns>False when the process is too close to non-stationary.</returns>
    public bool TryWhiten(double[] ar, double[] ma, ReadOnlySpan<double> y, Span<double> u, ReadOnlySpan<double> other, Span<double> otherU)
    {
        var r = Math.Max(ar.Length, ma.Length + 1);
        if (!covariance.TryCompute(ar, ma, r)) return false;
        var f = Start(ar, ma, r);
        FirstVariance = f;
        var m = -1 / f;
        Array.Clear(state);
        Array.Clear(otherState);
        LogDeterminant = 0;
        var product = 1.0; // logs are taken of products of eight variances
        for (var t = 0; t < y.Length; t++)
        {
            if (!(f > 1e-12)) return false;
            var root = Math.Sqrt(f);
            var innovation = y[t] - state[0];
            u[t] = innovation / root;
            Move(state, innovation / f, r);
            if (!other.IsEmpty)
            {
                var second = other[t] - otherState[0];
                otherU[t] = second / root;
                Move(otherState, second / f, r);
            }
            product *= f;
            if ((t & 7) == 7)
            {
                LogDeterminant += 0.5 * Math.Log(product);
                product = 1;
            }
            var z = low[0];
            Apply(low, moved, r);
            var next = f + m * z * z;
            var (up, down) = (m * z, z / f);
            for (var i = 0; i < r; i += Vector<double>.Count)
            {
                var tl = new Vector<double>(moved, i);
                var k = new Vector<double>(gain, i);
                (tl - k * down).CopyTo(low, i);
                (k + tl * up).CopyTo(gain, i);
            }
            m -= m * m * z * z / next;
            f = next;
        }
        LogDeterminant += 0.5 * Math.Log(product);
        return true;
    }

    // K = L = T·cov(α, y); returns F = var(y).
    private double Start(double[] ar, double[] ma, int r)
    {
        Array.Clear(phi);
        Array.Clear(gain);
        Array.Clear(low);
        ar.CopyTo(phi, 0);
        for (var i = 0; i < r; i++)
        {
            var sum = i == 0 ? covariance.Gamma[0] : 0;
            for (var j = i; i > 0 && j < ar.Length; j++) sum += ar[j] * covariance.Gamma[j - i + 1];
            for (var j = i; i > 0 && j <= ma.Length; j++) sum += ma[j - 1] * covariance.Psi[j - i];
            state[i] = sum;
        }
        for (var i = r; i < state.Length; i++) state[i] = 0;
        Apply(state, moved, r);
        for (var i = 0; i < r; i++) gain[i] = low[i] = moved[i];
        return covariance.Gamma[0];
    }

    // into = T·vector.
    private void Apply(double[] vector, double[] into, int r)
    {
        var head = vector[0];
        for (var i = 0; i < r; i += Vector<double>.Count)
            (new Vector<double>(phi, i) * head + new Vector<double>(vector, i + 1)).CopyTo(into, i);
    }

    // a ← T·a + K·(v/F), in place: each element looks at itself and the next one.
    private void Move(double[] a, double scaled, int r)
    {
        var head = a[0];
        for (var i = 0; i < r; i += Vector<double>.Count)
            (new Vector<double>(phi, i) * head + new Vector<double>(a, i + 1) + new Vector<double>(gain, i) * scaled).CopyTo(a, i);
    }
}
