namespace Rebound.Numerics;

/// <summary>Skewness and excess kurtosis of a sample, in the form that is unbiased for a normal population.</summary>
/// <param name="Skewness">G₁ = g₁ √(n(n − 1)) / (n − 2) with g₁ = m₃/m₂^1.5; NaN with fewer than three values or without variation.</param>
/// <param name="Kurtosis">G₂ = (n − 1)/((n − 2)(n − 3)) · ((n + 1) g₂ + 6) with g₂ = m₄/m₂² − 3; NaN with fewer than four values or without variation.</param>
/// <remarks>Type 2 of Joanes and Gill (1998), The Statistician 47, 183–189; the SKEW and KURT of spreadsheets. No unit.</remarks>
public readonly record struct SampleShape(double Skewness, double Kurtosis)
{
    /// <summary>The shape of a sample, in two passes.</summary>
    /// <param name="values">n finite values.</param>
    public static SampleShape Of(ReadOnlySpan<double> values)
    {
        double n = values.Length, sum = 0;
        foreach (var value in values) sum += value;
        var mean = sum / n;
        double second = 0, third = 0, fourth = 0;
        foreach (var value in values)
        {
            var d = value - mean;
            var square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }
        return OfMoments(values.Length, second / n, third / n, fourth / n);
    }

    /// <summary>The shape from central moments.</summary>
    /// <param name="count">n.</param>
    /// <param name="second">m₂ = Σ(x − x̄)²/n.</param>
    /// <param name="third">m₃.</param>
    /// <param name="fourth">m₄.</param>
    public static SampleShape OfMoments(int count, double second, double third, double fourth)
    {
        double n = count;
        if (n < 3 || !(second > 0)) return new SampleShape(double.NaN, double.NaN);
        var skewness = third / (second * Math.Sqrt(second)) * Math.Sqrt(n * (n - 1)) / (n - 2);
        var kurtosis = n < 4 ? double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (fourth / (second * second) - 3) + 6);
        return new SampleShape(skewness, kurtosis);
    }
}
