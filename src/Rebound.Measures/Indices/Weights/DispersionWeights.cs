using System.Globalization;

namespace Rebound.Measures;

/// <summary>Kernels of weights by dispersion. A single column weighs one.</summary>
internal static class DispersionWeights
{
    /// <summary>w ∝ s, the standard deviation.</summary>
    public static void ByDeviation(WeightBlock block, Span<double> weights)
    {
        for (var j = 0; j < weights.Length; j++) weights[j] = Normalisation.Describe(block.Column(j)).Deviation;
        ToSumOne(block, weights);
    }

    /// <summary>w ∝ s/x̄ of values as they were measured.</summary>
    /// <exception cref="IndexRefusedException">A mean is not clearly above zero: the values have no natural zero.</exception>
    public static void ByVariation(WeightBlock block, Span<double> weights)
    {
        for (var j = 0; j < weights.Length; j++)
        {
            var m = Normalisation.Describe(block.Column(j));
            if (!(m.Minimum >= 0))
                throw block.Refused(IndexRefusalKind.Weights, block.Names[j], string.Create(CultureInfo.InvariantCulture, $"Indicator '{block.Names[j]}' falls to {m.Minimum:R}; a coefficient of variation needs values with a natural zero, none below it. Weigh by standard deviation."));
            weights[j] = m.Deviation / m.Mean;
        }
        ToSumOne(block, weights);
    }

    /// <summary>CRITIC (Diakoulaki, Mavrotas and Papayannakis, 1995): w ∝ contrast × Σₖ(1 − rⱼₖ).</summary>
    /// <param name="block">Min-max normalised columns.</param>
    /// <param name="entropies">Entropy of each column, used where that is the contrast.</param>
    /// <param name="options">Contrast and conflict.</param>
    /// <param name="weights">Takes k weights.</param>
    public static void Critic(WeightBlock block, ReadOnlySpan<double> entropies, WeightOptions options, Span<double> weights)
    {
        if (weights.Length == 1)
        {
            weights[0] = 1;
            return;
        }
        var r = ComponentWeights.Correlations(block, options.Conflict == CriticConflict.Spearman);
        for (var j = 0; j < weights.Length; j++)
        {
            var conflict = 0.0;
            for (var k = 0; k < weights.Length; k++)
                if (k != j) conflict += 1 - (options.Conflict == CriticConflict.AbsolutePearson ? Math.Abs(r[j * weights.Length + k]) : r[j * weights.Length + k]);
            weights[j] = Contrast(block.Column(j), entropies[j], options.Contrast) * conflict;
        }
        ToSumOne(block, weights);
    }

    private static double Contrast(ReadOnlySpan<double> column, double entropy, CriticContrast contrast)
    {
        if (contrast == CriticContrast.Entropy) return Math.Max(0, 1 - entropy);
        var m = Normalisation.Describe(column);
        return contrast == CriticContrast.Deviation ? m.Deviation : m.Deviation / m.Mean;
    }

    private static void ToSumOne(WeightBlock block, Span<double> weights)
    {
        var sum = 0.0;
        foreach (var w in weights) sum += w;
        if (!(sum > WeightFloor * weights.Length))
            throw block.Refused(IndexRefusalKind.Weights, null, $"The indicators of '{block.Place}' tell units apart in nothing that others do not tell as well, so these weights are not defined. Use equal weights.");
        foreach (ref var w in weights) w /= sum;
    }

    /// <summary>Contrasts and conflicts below this are rounding of numbers near one.</summary>
    private const double WeightFloor = 1e-14;
}
