namespace Rebound.Measures;

/// <summary>Kernels of weighted power means M_p = (Σ w xᵖ / Σ w)^(1/p), M₀ = exp(Σ w ln x / Σ w). Means of means with products of weights are the mean of all, so one pass serves every node.</summary>
internal static class PowerMean
{
    /// <summary>f(x) = xᵖ, ln x for p = 0, in place.</summary>
    public static void Transform(Span<double> values, double p)
    {
        switch (p)
        {
            case 1:
                return;
            case 0:
                for (var i = 0; i < values.Length; i++) values[i] = Math.Log(values[i]);
                return;
            case -1:
                for (var i = 0; i < values.Length; i++) values[i] = 1 / values[i];
                return;
            default:
                for (var i = 0; i < values.Length; i++) values[i] = Math.Pow(values[i], p);
                return;
        }
    }

    /// <summary>f⁻¹ of <see cref="Transform"/>, in place.</summary>
    public static void Invert(Span<double> sums, double p)
    {
        if (p == 0)
            for (var i = 0; i < sums.Length; i++) sums[i] = Math.Exp(sums[i]);
        else Transform(sums, 1 / p);
    }

    /// <summary>The mean of one row over those of its values that are there.</summary>
    /// <param name="values">k values; NaN means missing. Positive unless p is a positive whole number.</param>
    /// <param name="weights">k weights ≥ 0; over the values that are there they are scaled to sum to one.</param>
    /// <param name="p">The exponent.</param>
    /// <param name="threshold">Share of the k values that must be there.</param>
    /// <returns>NaN when fewer are there, or those that are weigh nothing.</returns>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double p, double threshold)
    {
        var count = 0;
        double sum = 0, total = 0;
        for (var j = 0; j < values.Length; j++)
        {
            if (double.IsNaN(values[j])) continue;
            count++;
            total += weights[j];
            sum += weights[j] * (p switch { 1 => values[j], 0 => Math.Log(values[j]), -1 => 1 / values[j], _ => Math.Pow(values[j], p) });
        }
        if (count == 0 || count < threshold * values.Length || !(total > 0)) return double.NaN;
        var mean = sum / total;
        return p switch { 1 => mean, 0 => Math.Exp(mean), -1 => 1 / mean, _ => Math.Pow(mean, 1 / p) };
    }
}
