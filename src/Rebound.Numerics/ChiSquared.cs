using MathNet.Numerics;

namespace Rebound.Numerics;

/// <summary>The χ² distribution with ν degrees of freedom.</summary>
public static class ChiSquared
{
    /// <summary>P(X ≥ x) = Γ(ν/2, x/2)/Γ(ν/2).</summary>
    /// <param name="x">Any number.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    /// <exception cref="ArgumentException">ν is not positive.</exception>
    public static double UpperP(double x, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (x <= 0) return 1;
        if (double.IsInfinity(x)) return 0;
        // One and two degrees have closed forms, right to their relative digits far into the tail.
        return degreesOfFreedom switch
        {
            1 => SpecialFunctions.Erfc(Math.Sqrt(x / 2)),
            2 => Math.Exp(-x / 2),
            _ => SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2),
        };
    }
}
