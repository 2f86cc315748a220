using MathNet.Numerics;

namespace Rebound.Numerics;

/// <summary>The F distribution with d₁ and d₂ degrees of freedom, central and noncentral.</summary>
public static class FisherF
{
    /// <summary>P(F ≥ f) = I(d₂/(d₂ + d₁f); d₂/2, d₁/2).</summary>
    /// <param name="f">f ≥ 0.</param>
    /// <param name="numerator">d₁ &gt; 0.</param>
    /// <param name="denominator">d₂ &gt; 0.</param>
    public static double UpperP(double f, double numerator, double denominator)
    {
        if (f <= 0) return 1;
        if (double.IsInfinity(f)) return 0;
        return IncompleteBeta.Regularized(denominator / 2, numerator / 2, denominator / (denominator + numerator * f), numerator * f / (denominator + numerator * f));
    }

    /// <summary>The f with P(F ≥ f) = <paramref name="tail"/>, by bisection to the last bit.</summary>
    /// <param name="tail">0 &lt; tail &lt; 1.</param>
    /// <param name="numerator">d₁ &gt; 0.</param>
    /// <param name="denominator">d₂ &gt; 0.</param>
    public static double UpperQuantile(double tail, double numerator, double denominator)
    {
        if (tail is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(tail), "A probability between 0 and 1 is needed.");
        double low = 0, high = 1;
        while (UpperP(high, numerator, denominator) > tail) (low, high) = (high, 2 * high);
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle == low || middle == high) return high;
            if (UpperP(middle, numerator, denominator) > tail) low = middle;
            else high = middle;
        }
    }

    /// <summary>P(F′ ≥ f) of the noncentral F: 1 − Σⱼ Poisson(j; λ/2)·I(d₁f/(d₂ + d₁f); d₁/2 + j, d₂/2).</summary>
    /// <param name="f">f ≥ 0.</param>
    /// <param name="numerator">d₁ &gt; 0.</param>
    /// <param name="denominator">d₂ &gt; 0.</param>
    /// <param name="noncentrality">λ ≥ 0.</param>
    public static double NoncentralUpperP(double f, double numerator, double denominator, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(noncentrality);
        if (f <= 0) return 1;
        var half = noncentrality / 2;
        if (half > 1e5) return 1; // far beyond any critical value in use: the power is 1 to all printed digits
        var x = numerator * f / (denominator + numerator * f);
        var complement = denominator / (denominator + numerator * f);
        // The upper tails themselves are summed, so that a small p keeps its digits. Each is at most 1, so the Poisson weights bound what is left:
        // past twice their mode they fall by half and more.
        var sum = 0.0;
        for (var j = 0; ; j++)
        {
            var weight = Math.Exp(-half + (half > 0 ? j * Math.Log(half) : j == 0 ? 0 : double.NegativeInfinity) - SpecialFunctions.GammaLn(j + 1.0));
            if (j > 2 * half && weight <= 1e-17 * sum) break;
            if (weight > 1e-300) sum += weight * IncompleteBeta.Regularized(denominator / 2, numerator / 2 + j, complement, x);
        }
        return Math.Clamp(sum, 0, 1);
    }
}
