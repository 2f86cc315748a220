using MathNet.Numerics;

namespace Rebound.Numerics;

/// <summary>The regularised incomplete beta function, right to about twelve relative digits also far in the tails and for large parameters.</summary>
internal static class IncompleteBeta
{
    private const int MostSteps = 100_000;

    /// <summary>I(x; a, b) = ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹dt / B(a, b), by Lentz's method on the continued fraction (DLMF 8.17.22).</summary>
    /// <param name="a">a &gt; 0.</param>
    /// <param name="b">b &gt; 0.</param>
    /// <param name="x">0 ≤ x ≤ 1.</param>
    /// <param name="complement">1 − x, given apart because it may be known more exactly.</param>
    public static double Regularized(double a, double b, double x, double complement)
    {
        if (x <= 0) return 0;
        if (complement <= 0) return 1;
        return x < (a + 1) / (a + b + 2)
            ? Math.Exp(LogPrefactor(a, b, x, complement)) / a * Fraction(a, b, x)
            : 1 - Math.Exp(LogPrefactor(b, a, complement, x)) / b * Fraction(b, a, complement);
    }

    // log of xᵃ(1 − x)ᵇ/B(a, b); the logarithm of the argument nearer one is taken from its complement.
    private static double LogPrefactor(double a, double b, double x, double complement)
    {
        var logX = x > 0.5 ? Logarithm.OnePlus(-complement) : Math.Log(x);
        var logComplement = complement > 0.5 ? Logarithm.OnePlus(-x) : Math.Log(complement);
        return a * logX + b * logComplement - LogBeta(a, b);
    }

    private static double LogBeta(double a, double b)
    {
        var (small, large) = a < b ? (a, b) : (b, a);
        if (large < 10) return SpecialFunctions.GammaLn(small) + SpecialFunctions.GammaLn(large) - SpecialFunctions.GammaLn(a + b);
        // lnΓ(large) − lnΓ(large + small) without the cancellation of two big numbers.
        var difference = -small * Math.Log(large) - (large + small - 0.5) * Logarithm.OnePlus(small / large) + small + Stirling(large) - Stirling(large + small);
        return SpecialFunctions.GammaLn(small) + difference;
    }

    // lnΓ(z) − [(z − 1/2) ln z − z + ln(2π)/2] for z ≥ 10.
    private static double Stirling(double z)
    {
        var s = 1 / (z * z);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / z;
    }

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        if (Math.Abs(d) < tiny) d = tiny;
        d = 1 / d;
        var result = d;
        for (var m = 1; m <= MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            var before = result;
            foreach (var term in (ReadOnlySpan<double>)[even, odd])
            {
                d = 1 + term * d;
                if (Math.Abs(d) < tiny) d = tiny;
                c = 1 + term / c;
                if (Math.Abs(c) < tiny) c = tiny;
                d = 1 / d;
                result *= d * c;
            }
            if (Math.Abs(result - before) <= 1e-16 * Math.Abs(result)) return result;
        }
        throw new NumericalException($"The incomplete beta function at x = {x}, a = {a}, b = {b} did not converge.");
    }
}
