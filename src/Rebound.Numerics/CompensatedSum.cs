namespace Rebound.Numerics;

/// <summary>A running sum of products in twice the working precision: the result is as if computed with about 32 digits and then rounded.</summary>
/// <remarks>The error-free transformations of Dekker and Knuth with a fused multiply-add (Ogita, Rump and Oishi, 2005,
/// "Accurate sum and dot product", algorithm 5.3). The order of the terms is the order of the calls.</remarks>
public struct CompensatedSum
{
    private double high;
    private double low;

    /// <summary>Adds one number.</summary>
    /// <param name="value">A finite number.</param>
    public void Add(double value)
    {
        var sum = high + value;
        var part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    /// <summary>Adds a product, with its rounding error.</summary>
    /// <param name="left">A finite number.</param>
    /// <param name="right">A finite number.</param>
    public void AddProduct(double left, double right)
    {
        var product = left * right;
        low += Math.FusedMultiplyAdd(left, right, -product);
        Add(product);
    }

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value => high + low;
}
