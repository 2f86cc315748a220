namespace Rebound.Numerics;

/// <summary>Logarithms near one.</summary>
public static class Logarithm
{
    /// <summary>ln(1 + x) to full precision for small x (Kahan's device: the rounding of 1 + x cancels in the ratio).</summary>
    /// <remarks>The runtime's <c>double.LogP1</c> rounds 1 + x first and loses all digits of a small x.</remarks>
    /// <param name="x">Any number; NaN below −1.</param>
    public static double OnePlus(double x)
    {
        var sum = 1 + x;
        if (sum == 1 || double.IsInfinity(sum)) return x;
        return Math.Log(sum) * (x / (sum - 1));
    }
}
