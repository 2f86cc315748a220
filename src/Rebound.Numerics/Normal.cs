using MathNet.Numerics;

namespace Rebound.Numerics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>P(Z ≥ z) = ½ erfc(z/√2), right to its relative digits far into the tail.</summary>
    /// <param name="z">Any number.</param>
    public static double UpperP(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>P(|Z| ≥ |z|).</summary>
    /// <param name="z">Any number.</param>
    public static double TwoSidedP(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>φ(z) = exp(−z²/2)/√(2π).</summary>
    /// <param name="z">Any number.</param>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
