namespace Rebound.Econometrics;

/// <summary>The constants of a polynomial that is orthonormal to the lower powers over some values (Forsythe, 1957): pₖ = (x − x̄ − αₖ)pₖ₋₁ − βₖpₖ₋₂.</summary>
internal sealed class PolynomialBasis
{
    private const double SmallestShare = 1e-18; // what the lower powers leave of the next below this is rounding error
    private readonly double mean;
    private readonly double[] alphas;
    private readonly double[] betas;
    private readonly double root;

    private PolynomialBasis(double mean, double[] alphas, double[] betas, double root) => (this.mean, this.alphas, this.betas, this.root) = (mean, alphas, betas, root);

    /// <summary>Null where the values are too few or too close for the degree.</summary>
    public static PolynomialBasis? Of(double[] values, int degree)
    {
        double[] x = [.. values.Where(double.IsFinite)];
        double mean = 0;
        foreach (var v in x) mean += v / x.Length;
        double[] lower = new double[x.Length], present = new double[x.Length], alphas = new double[degree], betas = new double[degree];
        Array.Fill(present, 1);
        double lowerSize = 1, size = x.Length;
        for (var power = 1; power <= degree; power++)
        {
            double alpha = 0;
            for (var i = 0; i < x.Length; i++) alpha += (x[i] - mean) * present[i] * present[i] / size;
            var beta = power == 1 ? 0 : size / lowerSize;
            var next = new double[x.Length];
            double nextSize = 0, before = 0;
            for (var i = 0; i < x.Length; i++)
            {
                next[i] = (x[i] - mean - alpha) * present[i] - beta * lower[i];
                nextSize += next[i] * next[i];
                before += Math.Pow((x[i] - mean) * present[i], 2);
            }
            if (!(nextSize > SmallestShare * before)) return null;
            (alphas[power - 1], betas[power - 1]) = (alpha, beta);
            (lower, present, lowerSize, size) = (present, next, size, nextSize);
        }
        return new PolynomialBasis(mean, alphas, betas, Math.Sqrt(size));
    }

    /// <summary>The highest power at a value.</summary>
    public double Value(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        double lower = 0, present = 1;
        for (var k = 0; k < alphas.Length; k++) (lower, present) = (present, (x - mean - alphas[k]) * present - betas[k] * lower);
        return present / root;
    }

    /// <summary>Its slope there.</summary>
    public double Slope(double x)
    {
        double lower = 0, present = 1, lowerSlope = 0, slope = 0;
        for (var k = 0; k < alphas.Length; k++)
        {
            var next = present + (x - mean - alphas[k]) * slope - betas[k] * lowerSlope;
            (lowerSlope, slope) = (slope, next);
            (lower, present) = (present, (x - mean - alphas[k]) * present - betas[k] * lower);
        }
        return slope / root;
    }
}
