namespace Rebound.Numerics;

/// <summary>The noncentral χ² distribution with ν degrees of freedom and noncentrality λ.</summary>
public static class NoncentralChiSquared
{
    private const double Negligible = 1e-17; // weight of a Poisson term that no longer changes the sum

    /// <summary>P(X ≥ x) = Σⱼ Poisson(j; λ/2) · P(χ²(ν + 2j) ≥ x).</summary>
    /// <param name="x">Any number.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0, whole or not.</param>
    /// <param name="noncentrality">λ ≥ 0.</param>
    public static double UpperP(double x, double degreesOfFreedom, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        ArgumentOutOfRangeException.ThrowIfNegative(noncentrality);
        if (x <= 0) return 1;
        var mean = noncentrality / 2;
        var centre = (int)mean;
        var atCentre = mean == 0 ? 1 : Math.Exp(-mean + centre * Math.Log(mean) - LogFactorial(centre));
        double sum = 0, weight = atCentre;
        for (var j = centre; weight > Negligible; j++)
        {
            sum += weight * ChiSquared.UpperP(x, degreesOfFreedom + 2 * j);
            weight *= mean / (j + 1);
        }
        weight = atCentre;
        for (var j = centre - 1; j >= 0; j--)
        {
            weight *= (j + 1) / mean;
            if (weight <= Negligible) break;
            sum += weight * ChiSquared.UpperP(x, degreesOfFreedom + 2 * j);
        }
        return sum;
    }

    /// <summary>The x that X exceeds with a given probability.</summary>
    /// <param name="tail">Between 0 and 1.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    /// <param name="noncentrality">λ ≥ 0.</param>
    public static double UpperQuantile(double tail, double degreesOfFreedom, double noncentrality)
    {
        if (tail is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(tail), tail, "A probability between 0 and 1 is needed.");
        double low = 0, high = degreesOfFreedom + noncentrality + 1;
        while (UpperP(high, degreesOfFreedom, noncentrality) > tail) (low, high) = (high, 2 * high);
        while (true)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) return middle;
            if (UpperP(middle, degreesOfFreedom, noncentrality) > tail) low = middle;
            else high = middle;
        }
    }

    private static double LogFactorial(int n)
    {
        double sum = 0;
        for (var i = 2; i <= n; i++) sum += Math.Log(i);
        return sum;
    }
}
