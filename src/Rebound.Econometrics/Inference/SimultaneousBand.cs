using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The critical value that makes several intervals hold all at once: the quantile of max |tⱼ| under the coefficients' joint distribution.</summary>
/// <remarks>The sup-t band of Montiel Olea and Plagborg-Møller (2019), with t in place of normal draws where the degrees of freedom
/// are few, so that one coefficient gives back the pointwise interval. Draw r uses stream r of the seed.</remarks>
internal static class SimultaneousBand
{
    private const double NormalFrom = 300; // t(300) and the normal differ by 0.3 % at the 97.5 % point

    public static double CriticalValue(double[,] covariance, double degreesOfFreedom, double confidence, int draws, ulong seed)
    {
        var k = covariance.GetLength(0);
        var pointwise = StudentT.Quantile(0.5 + confidence / 2, degreesOfFreedom);
        if (k == 1) return pointwise;
        var correlation = new double[k, k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                correlation[i, j] = i == j ? 1 : covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]);
        var factor = SymmetricMatrix.PivotedFactor(correlation);
        var rank = factor.GetLength(1);
        var maxima = new double[draws];
        var z = new double[rank];
        for (var r = 0; r < draws; r++)
        {
            var stream = new RandomStream(seed, (ulong)r);
            for (var c = 0; c < rank; c++) z[c] = stream.NextNormal();
            double largest = 0;
            for (var i = 0; i < k; i++)
            {
                double sum = 0;
                for (var c = 0; c < rank; c++) sum += factor[i, c] * z[c];
                largest = Math.Max(largest, Math.Abs(sum));
            }
            maxima[r] = largest / Spread(stream, degreesOfFreedom);
        }
        Array.Sort(maxima);
        return Math.Max(pointwise, Quantile.OfSorted(maxima, confidence));
    }

    // √(χ²(ν)/ν).
    private static double Spread(RandomStream stream, double degreesOfFreedom)
    {
        if (degreesOfFreedom > NormalFrom) return 1;
        double square = 0;
        for (var d = 0; d < degreesOfFreedom; d++)
        {
            var normal = stream.NextNormal();
            square += normal * normal;
        }
        return Math.Sqrt(square / degreesOfFreedom);
    }
}
