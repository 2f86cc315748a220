using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rebound.Measures;

/// <summary>The exact likelihood of one order at eight sets of coefficients at once, a set a lane: what a search asks for.</summary>
/// <remarks>Autocovariances of the autoregressive part by stepping its polynomial down to partial autocorrelations and back up
/// (Durbin, 1960), those of the process as their sums over the moving-average part; then the filter of <see cref="ArmaFilter"/>, every pass over the
/// state in one loop. A lane does what a lone computation does, so results do not depend on the processor. Tests hold it to <see cref="ArmaLikelihood.At"/>.</remarks>
internal sealed class ArmaLanes
{
    /// <summary>Sets of coefficients in one run.</summary>
    public const int Width = 8;

    private const double LeastVariance = 1e-12;
    private const int StepsALog = 16; // variances multiplied before a logarithm is taken; they are one at least and rarely large

    private readonly ArimaOrder order;
    private readonly double[] series;
    private readonly int p;
    private readonly int q;
    private readonly int r;
    private readonly int[] arLags;
    private readonly int[] maLags;
    private readonly double[] ar;
    private readonly double[] ma;
    private readonly double[] oneAr;
    private readonly double[] oneMa;
    private readonly Vector512<double>[] steps;
    private readonly Vector512<double>[] autoregressive;
    private readonly Vector512<double>[] moving;
    private readonly Vector512<double>[] psi;
    private readonly Vector512<double>[] gamma;
    private readonly Vector512<double>[] gain;
    private readonly Vector512<double>[] low;
    private readonly Vector512<double>[] state;
    private readonly Vector512<double>[] ones;

    /// <summary>Sets up room.</summary>
    /// <param name="order">The order.</param>
    /// <param name="series">The differenced series.</param>
    public ArmaLanes(ArimaOrder order, double[] series)
    {
        (this.order, this.series) = (order, series);
        (p, q) = (order.P + order.SeasonalP * order.Season, order.Q + order.SeasonalQ * order.Season);
        r = Math.Max(p, q + 1);
        (arLags, maLags) = (Lags(order.P, order.SeasonalP, order.Season), Lags(order.Q, order.SeasonalQ, order.Season));
        (ar, ma, oneAr, oneMa) = (new double[Width * p], new double[Width * q], new double[p], new double[q]);
        (steps, autoregressive, moving) = (new Vector512<double>[p * (p + 1) / 2], new Vector512<double>[p + q + 1], new Vector512<double>[q + 1]);
        (psi, gamma) = (new Vector512<double>[q + 1], new Vector512<double>[p + 1]);
        (gain, low, state, ones) = (new Vector512<double>[r], new Vector512<double>[r + 1], new Vector512<double>[r + 1], new Vector512<double>[order.Constant ? r + 1 : 0]);
    }

    /// <summary>Minus the profile log likelihoods at up to eight sets of coefficients; infinite where they do not exist.</summary>
    /// <param name="coefficients">φ, θ, Φ, Θ of each set, one set after the other.</param>
    /// <param name="values">One a set.</param>
    public void Negatives(ReadOnlySpan<double> coefficients, Span<double> values)
    {
        var k = order.Coefficients;
        for (var lane = 0; lane < Width; lane++)
        {
            ArmaPolynomials.ExpandInto(order, coefficients.Slice(Math.Min(lane, values.Length - 1) * k, k), oneAr, oneMa); // idle lanes repeat the last set
            for (var i = 0; i < p; i++) ar[i * Width + lane] = oneAr[i];
            for (var j = 0; j < q; j++) ma[j * Width + lane] = oneMa[j];
        }
        Covariances();
        Start();
        var (squares, determinant) = Filter();
        var n = series.Length;
        for (var lane = 0; lane < values.Length; lane++)
        {
            var value = 0.5 * n * (Math.Log(2 * Math.PI * squares[lane] / n) + 1) + determinant[lane];
            values[lane] = double.IsNaN(value) ? double.PositiveInfinity : value;
        }
    }

    private static int[] Lags(int ordinary, int seasonal, int season) => [.. Enumerable.Range(0, seasonal + 1).SelectMany(j => Enumerable.Range(0, ordinary + 1).Select(i => j * season + i)).Where(lag => lag > 0).Distinct().Order()];

    private void Covariances()
    {
        var phi = MemoryMarshal.Cast<double, Vector512<double>>(ar.AsSpan());
        var theta = MemoryMarshal.Cast<double, Vector512<double>>(ma.AsSpan());
        psi[0] = Vector512<double>.One;
        for (var k = 1; k <= q; k++)
        {
            var value = theta[k - 1];
            foreach (var lag in arLags)
                if (lag <= k) value += phi[lag - 1] * psi[k - lag];
            psi[k] = value;
        }
        Array.Clear(moving);
        moving[0] = Vector512<double>.One;
        foreach (var j in maLags) moving[j] += theta[j - 1];
        foreach (var j in maLags)
            foreach (var l in maLags)
                if (l <= j) moving[j - l] += theta[j - 1] * theta[l - 1];
        Autoregressive(phi);
        for (var k = 0; k <= Math.Max(0, p - 1); k++)
        {
            var sum = moving[0] * autoregressive[k];
            for (var j = 1; j <= q; j++) sum += moving[j] * (autoregressive[k + j] + autoregressive[Math.Abs(k - j)]);
            gamma[k] = sum;
        }
    }

    // Covariances of 1/φ(B): partial autocorrelations by stepping down, the variance from them, and up again.
    private void Autoregressive(ReadOnlySpan<Vector512<double>> phi)
    {
        var one = Vector512<double>.One;
        var variance = one;
        if (p > 0) phi.CopyTo(steps.AsSpan(p * (p - 1) / 2));
        for (var k = p; k > 0; k--)
        {
            var row = steps.AsSpan(k * (k - 1) / 2, k);
            var last = row[k - 1];
            var rest = one / (one - last * last);
            variance *= rest;
            var above = steps.AsSpan((k - 1) * (k - 2) / 2, k - 1);
            for (var i = 0; i < above.Length; i++) above[i] = (row[i] + last * row[k - 2 - i]) * rest;
        }
        autoregressive[0] = variance;
        for (var k = 1; k <= p; k++)
        {
            var row = steps.AsSpan(k * (k - 1) / 2, k);
            var sum = row[0] * autoregressive[k - 1];
            for (var i = 1; i < k; i++) sum += row[i] * autoregressive[k - 1 - i];
            autoregressive[k] = sum;
        }
        for (var k = p + 1; k < autoregressive.Length; k++)
        {
            var sum = Vector512<double>.Zero;
            foreach (var lag in arLags) sum += phi[lag - 1] * autoregressive[k - lag];
            autoregressive[k] = sum;
        }
    }

    // K = L = T·cov(α, y).
    private void Start()
    {
        var phi = MemoryMarshal.Cast<double, Vector512<double>>(ar.AsSpan());
        var theta = MemoryMarshal.Cast<double, Vector512<double>>(ma.AsSpan());
        Array.Clear(state);
        state[0] = gamma[0];
        foreach (var j in arLags)
            for (var i = 1; i < j; i++) state[i] += phi[j - 1] * gamma[j - i];
        foreach (var j in maLags)
            for (var i = 1; i <= j; i++) state[i] += theta[j - 1] * psi[j - i];
        for (var i = 0; i < r; i++)
        {
            gain[i] = state[i + 1];
            if (i < p) gain[i] += phi[i] * state[0];
            low[i] = gain[i];
        }
        low[r] = Vector512<double>.Zero;
        Array.Clear(state);
        Array.Clear(ones);
    }

    private (Vector512<double> Squares, Vector512<double> Determinant) Filter()
    {
        var phi = MemoryMarshal.Cast<double, Vector512<double>>(ar.AsSpan());
        Vector512<double> one = Vector512<double>.One, zero = Vector512<double>.Zero, least = Vector512.Create(LeastVariance);
        Vector512<double> f = gamma[0], m = -one / f, product = one, determinant = zero, squares = zero, cross = zero, information = zero, invalid = zero;
        for (var t = 0; t < series.Length; t++)
        {
            invalid |= ~Vector512.GreaterThan(f, least);
            var inverse = one / f;
            var innovation = Vector512.Create(series[t]) - state[0];
            squares += innovation * innovation * inverse;
            if (ones.Length > 0)
            {
                var second = one - ones[0];
                cross += innovation * second * inverse;
                information += second * second * inverse;
                Move(ones, gain, phi, second * inverse);
            }
            product *= f;
            if (t % StepsALog == StepsALog - 1)
            {
                determinant += Vector512.Log(product);
                product = one;
            }
            var z = low[0];
            var next = f + m * z * z;
            Step(phi, innovation * inverse, z, m * z, z * inverse);
            m -= m * m * z * z / next;
            f = next;
        }
        determinant += Vector512.Log(product);
        if (ones.Length > 0) squares -= cross * cross / information;
        return (squares, 0.5 * determinant + Vector512.ConditionalSelect(invalid, Vector512.Create(double.NaN), zero));
    }

    // The state and both vectors of its covariance in one pass; each element looks at itself and the next one.
    private void Step(ReadOnlySpan<Vector512<double>> phi, Vector512<double> scaled, Vector512<double> z, Vector512<double> up, Vector512<double> down)
    {
        Span<Vector512<double>> k = gain, l = low, a = state;
        var head = a[0];
        var i = 0;
        for (; i < phi.Length; i++)
        {
            var kept = k[i];
            var moved = phi[i] * z + l[i + 1];
            a[i] = phi[i] * head + a[i + 1] + kept * scaled;
            l[i] = moved - kept * down;
            k[i] = kept + moved * up;
        }
        for (; i < k.Length; i++)
        {
            var kept = k[i];
            var moved = l[i + 1];
            a[i] = a[i + 1] + kept * scaled;
            l[i] = moved - kept * down;
            k[i] = kept + moved * up;
        }
    }

    private static void Move(Span<Vector512<double>> a, ReadOnlySpan<Vector512<double>> k, ReadOnlySpan<Vector512<double>> phi, Vector512<double> scaled)
    {
        var head = a[0];
        for (var i = 0; i < k.Length; i++)
        {
            var value = a[i + 1] + k[i] * scaled;
            a[i] = i < phi.Length ? value + phi[i] * head : value;
        }
    }
}
