using MathNet.Numerics;

namespace Rebound.Numerics;

/// <summary>Student's t distribution with ν degrees of freedom; the normal one where ν is infinite.</summary>
public static class StudentT
{
    // Above, the continued fraction loses more digits than Wallace's (1959) normal deviate √(ν ln(1 + t²/ν)), right to about 1/ν.
    private const double NearlyNormal = 1e8;

    /// <summary>P(|T| ≥ |t|) = I(ν/(ν + t²); ν/2, 1/2), right to its relative digits far into the tail.</summary>
    /// <param name="t">Any number, infinities included.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    /// <exception cref="ArgumentException">ν is not positive.</exception>
    public static double TwoSidedP(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (double.IsInfinity(t)) return 0;
        if (double.IsInfinity(degreesOfFreedom)) return SpecialFunctions.Erfc(Math.Abs(t) / Math.Sqrt(2));
        var square = t * t;
        if (degreesOfFreedom > NearlyNormal) return SpecialFunctions.Erfc(Math.Sqrt(degreesOfFreedom * Logarithm.OnePlus(square / degreesOfFreedom) / 2));
        if (double.IsInfinity(square)) return 0;
        return IncompleteBeta.Regularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square));
    }

    /// <summary>P(T ≤ t).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double Cdf(double t, double degreesOfFreedom)
    {
        var tail = TwoSidedP(t, degreesOfFreedom) / 2;
        return t < 0 ? tail : 1 - tail;
    }

    /// <summary>The t with P(T ≤ t) = p, by bisection to the last bit.</summary>
    /// <param name="probability">0 &lt; p &lt; 1.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    /// <exception cref="ArgumentException">p lies outside (0, 1).</exception>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        if (probability is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), "A probability between 0 and 1 is needed.");
        if (probability == 0.5) return 0;
        var tail = 2 * Math.Min(probability, 1 - probability);
        double low = 0, high = 1;
        while (TwoSidedP(high, degreesOfFreedom) > tail) (low, high) = (high, 2 * high);
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle == low || middle == high) break;
            if (TwoSidedP(middle, degreesOfFreedom) > tail) low = middle;
            else high = middle;
        }
        return probability < 0.5 ? -high : high;
    }
}
