namespace Rebound.Numerics;

/// <summary>Number, mean and variance of the values that are there; NaN is passed over.</summary>
/// <param name="Count">Values that are not NaN.</param>
/// <param name="Mean">Their mean; NaN without any.</param>
/// <param name="Variance">Σ(x − mean)² / (count − 1); NaN below two.</param>
public readonly record struct Moments(int Count, double Mean, double Variance)
{
    /// <summary>Standard deviation, n − 1; NaN below two values.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Two passes in the order of the values, so that the bits do not depend on the processor.</summary>
    /// <param name="values">Of any unit; NaN is passed over.</param>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (var v in values)
            if (!double.IsNaN(v)) (sum, count) = (sum + v, count + 1);
        var mean = sum / count;
        foreach (var v in values)
            if (!double.IsNaN(v)) squares += (v - mean) * (v - mean);
        return new Moments(count, mean, count < 2 ? double.NaN : squares / (count - 1));
    }
}
