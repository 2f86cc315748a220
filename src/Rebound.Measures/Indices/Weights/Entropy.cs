namespace Rebound.Measures;

/// <summary>Kernels of entropy weights (Shannon, 1948; panel form with one minimum and maximum over all unit-years).</summary>
internal static class Entropy
{
    /// <summary>e = −Σ P ln P / ln n with P = (shift + scale·z)/Σ(shift + scale·z) and 0·ln 0 = 0; in [0, 1].</summary>
    /// <param name="normalised">n ≥ 2 values z ≥ 0, not all zero.</param>
    /// <param name="rule">What happens to zeros.</param>
    public static double Of(ReadOnlySpan<double> normalised, ZeroRule rule)
    {
        double scale = rule.Scale, shift = rule.Shift, sum = 0;
        foreach (var z in normalised) sum += shift + scale * z;
        var total = 0.0;
        foreach (var z in normalised)
        {
            var share = (shift + scale * z) / sum;
            if (share > 0) total -= share * Math.Log(share);
        }
        return total / Math.Log(normalised.Length);
    }

    /// <summary>w = (1 − e)/Σ(1 − e).</summary>
    /// <returns>False when no column carries information (Σ(1 − e) is not positive); the weights are then not set.</returns>
    public static bool Weights(ReadOnlySpan<double> entropies, Span<double> weights)
    {
        var sum = 0.0;
        foreach (var e in entropies) sum += 1 - e;
        if (!(sum > 0)) return false;
        for (var j = 0; j < entropies.Length; j++) weights[j] = (1 - entropies[j]) / sum;
        return true;
    }
}
