namespace Rebound.Numerics;

/// <summary>Random weights that sum to one.</summary>
public static class Dirichlet
{
    /// <summary>Draws weights from Dirichlet(α): independent gamma(αⱼ) variates over their sum (gamma by Marsaglia and Tsang, 2000).</summary>
    /// <param name="stream">The stream to draw from.</param>
    /// <param name="alpha">k concentrations; a weight whose αⱼ is 0 is 0. All 1 is uniform over the simplex.</param>
    /// <param name="weights">Takes k weights ≥ 0 that sum to one.</param>
    /// <exception cref="ArgumentException">No α is positive, or one is negative.</exception>
    public static void Draw(RandomStream stream, ReadOnlySpan<double> alpha, Span<double> weights)
    {
        var sum = 0.0;
        while (sum == 0) // gamma variates with a tiny α can all underflow to zero: draw again
        {
            var positive = 0;
            for (var j = 0; j < alpha.Length; j++)
            {
                if (!(alpha[j] >= 0)) throw new ArgumentException($"Concentration {j} is negative.", nameof(alpha));
                if (alpha[j] > 0) positive++;
                weights[j] = alpha[j] > 0 ? Gamma(stream, alpha[j]) : 0;
                sum += weights[j];
            }
            if (positive == 0) throw new ArgumentException("No concentration is positive.", nameof(alpha));
        }
        for (var j = 0; j < weights.Length; j++) weights[j] /= sum;
    }

    private static double Gamma(RandomStream stream, double shape)
    {
        if (shape == 1) return -Math.Log(stream.NextUniform());
        if (shape < 1) return Gamma(stream, shape + 1) * Math.Pow(stream.NextUniform(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextNormal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(stream.NextUniform()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
