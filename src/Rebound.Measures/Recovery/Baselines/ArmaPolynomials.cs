namespace Rebound.Measures;

/// <summary>Polynomials of seasonal ARMA models. Autoregressive ones are kept as φ of 1 − Σφᵢ Bⁱ, moving-average ones as θ of 1 + Σθⱼ Bʲ.</summary>
internal static class ArmaPolynomials
{
    private const double LargestPartial = 0.9999; // a unit root would leave no covariance

    /// <summary>The products of the ordinary and seasonal polynomials.</summary>
    public static (double[] Ar, double[] Ma) Expand(ArimaOrder order, ReadOnlySpan<double> coefficients)
    {
        var ar = new double[order.P + order.SeasonalP * order.Season];
        var ma = new double[order.Q + order.SeasonalQ * order.Season];
        ExpandInto(order, coefficients, ar, ma);
        return (ar, ma);
    }

    /// <summary>The same into arrays of the right lengths.</summary>
    public static void ExpandInto(ArimaOrder order, ReadOnlySpan<double> coefficients, double[] ar, double[] ma)
    {
        var (p, q, s) = (order.P, order.Q, order.Season);
        var phi = coefficients[..p];
        var theta = coefficients.Slice(p, q);
        var seasonalPhi = coefficients.Slice(p + q, order.SeasonalP);
        var seasonalTheta = coefficients.Slice(p + q + order.SeasonalP, order.SeasonalQ);
        Array.Clear(ar);
        Array.Clear(ma);
        for (var i = 0; i < p; i++) ar[i] = phi[i];
        for (var j = 0; j < seasonalPhi.Length; j++)
        {
            ar[(j + 1) * s - 1] += seasonalPhi[j];
            for (var i = 0; i < p; i++) ar[(j + 1) * s + i] -= seasonalPhi[j] * phi[i];
        }
        for (var i = 0; i < q; i++) ma[i] = theta[i];
        for (var j = 0; j < seasonalTheta.Length; j++)
        {
            ma[(j + 1) * s - 1] += seasonalTheta[j];
            for (var i = 0; i < q; i++) ma[(j + 1) * s + i] += seasonalTheta[j] * theta[i];
        }
    }

    /// <summary>(1−B)ᵈ(1−Bˢ)ᴰ as coefficients of earlier values.</summary>
    public static double[] Differencing(ArimaOrder order)
    {
        double[] product = [];
        for (var d = 0; d < order.D; d++) product = Multiply(product, [1]);
        var seasonal = new double[order.Season];
        seasonal[^1] = 1;
        for (var d = 0; d < order.SeasonalD; d++) product = Multiply(product, seasonal);
        return product;
    }

    /// <summary>The product of two polynomials 1 − Σaᵢ Bⁱ.</summary>
    public static double[] Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var product = new double[a.Length + b.Length];
        for (var i = 0; i < a.Length; i++) product[i] += a[i];
        for (var j = 0; j < b.Length; j++)
        {
            product[j] += b[j];
            for (var i = 0; i < a.Length; i++) product[i + j + 1] -= a[i] * b[j];
        }
        return product;
    }

    /// <summary>Free variables to coefficients of stationary and invertible polynomials (partial autocorrelations; Jones, 1980).</summary>
    public static double[] Constrain(ArimaOrder order, ReadOnlySpan<double> free)
    {
        var coefficients = new double[free.Length];
        ConstrainInto(order, free, coefficients);
        return coefficients;
    }

    /// <summary>The same into an array.</summary>
    public static void ConstrainInto(ArimaOrder order, ReadOnlySpan<double> free, Span<double> coefficients)
    {
        var at = 0;
        foreach (var (count, moving) in Blocks(order))
        {
            var block = coefficients.Slice(at, count);
            for (var i = 0; i < count; i++) block[i] = LargestPartial * Math.Tanh(free[at + i]);
            FromPartials(block);
            for (var i = 0; moving && i < count; i++) block[i] = -block[i];
            at += count;
        }
    }

    /// <summary>The free variables of coefficients; polynomials that are not stationary or invertible are pulled inside.</summary>
    public static double[] Unconstrain(ArimaOrder order, ReadOnlySpan<double> coefficients)
    {
        var free = coefficients.ToArray();
        var at = 0;
        foreach (var (count, moving) in Blocks(order))
        {
            var block = free.AsSpan(at, count);
            for (var i = 0; moving && i < count; i++) block[i] = -block[i];
            ToPartials(block);
            for (var i = 0; i < count; i++) block[i] = Math.Atanh(Math.Clamp(block[i] / LargestPartial, -0.999, 0.999));
            at += count;
        }
        return free;
    }

    private static (int Count, bool Moving)[] Blocks(ArimaOrder order) => [(order.P, false), (order.Q, true), (order.SeasonalP, false), (order.SeasonalQ, true)];

    private static void FromPartials(Span<double> values)
    {
        Span<double> before = stackalloc double[values.Length];
        for (var k = 1; k < values.Length; k++)
        {
            values[..k].CopyTo(before);
            for (var i = 0; i < k; i++) values[i] = before[i] - values[k] * before[k - 1 - i];
        }
    }

    private static void ToPartials(Span<double> values)
    {
        Span<double> before = stackalloc double[values.Length];
        for (var k = values.Length - 1; k > 0; k--)
        {
            var last = Math.Clamp(values[k], -0.9999, 0.9999);
            values[..k].CopyTo(before);
            for (var i = 0; i < k; i++) values[i] = (before[i] + last * before[k - 1 - i]) / (1 - last * last);
        }
    }
}
