namespace Rebound.Measures;

/// <summary>Two-sided critical values of Student's t with whole degrees of freedom.</summary>
internal static class StudentQuantile
{
    /// <summary>The t with P(|T| ≤ t) = <paramref name="coverage"/>, by bisection on the finite series of Abramowitz and Stegun, 26.7.3–4.</summary>
    public static double TwoSided(double coverage, int freedom)
    {
        double low = 0, high = Math.PI / 2; // the series is in the angle θ = atan(t/√ν)
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Inside(middle, freedom) < coverage) low = middle;
            else high = middle;
        }
        return Math.Sqrt(freedom) * Math.Tan((low + high) / 2);
    }

    private static double Inside(double angle, int freedom)
    {
        var (sine, cosine) = Math.SinCos(angle);
        var odd = freedom % 2 == 1;
        double term = odd ? cosine : 1, sum = freedom > 1 ? term : 0;
        for (var k = odd ? 3 : 2; k <= freedom - 2; k += 2)
        {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
