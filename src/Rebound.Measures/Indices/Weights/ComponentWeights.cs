using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kernels of weights from the correlation matrix.</summary>
internal static class ComponentWeights
{
    /// <summary>An eigenvalue below this share of the largest is rounding: indicators repeat each other.</summary>
    private const double SingularShare = 1e-10;

    /// <summary>Loadings above this are told from rounding.</summary>
    private const double LoadingTolerance = 1e-10;

    /// <summary>Principal components: λ and v of the correlation matrix; Kaiser w ∝ Σ_{λ&gt;1} λ |v|, or w ∝ v of the first.</summary>
    /// <exception cref="IndexRefusedException">The correlation matrix is singular, or an indicator loads against the others; it is named.</exception>
    public static void Principal(WeightBlock block, ComponentRule rule, Span<double> weights)
    {
        var eigen = Decompose(block, Correlations(block, false));
        weights.Clear();
        for (var c = 0; c < weights.Length && (c == 0 || (rule == ComponentRule.Kaiser && eigen.Values[c] > 1)); c++)
        {
            var vector = eigen.Vector(c);
            for (var j = 0; j < weights.Length; j++) weights[j] += eigen.Values[c] * (rule == ComponentRule.Kaiser ? Math.Abs(vector[j]) : vector[j]);
        }
        var sum = 0.0;
        for (var j = 0; j < weights.Length; j++)
        {
            if (weights[j] < -LoadingTolerance)
                throw block.Refused(IndexRefusalKind.Weights, block.Names[j], string.Create(CultureInfo.InvariantCulture, $"Indicator '{block.Names[j]}' loads {weights[j] / eigen.Values[0]:0.000} on the first component of '{block.Place}', against the others: its weight would be negative. Check its direction, or weigh by all components above one."));
            weights[j] = Math.Max(0, weights[j]);
            sum += weights[j];
        }
        foreach (ref var w in weights) w /= sum;
    }

    /// <summary>Weights with which every column correlates equally with the weighted sum: cor(x, Xw) ∝ D⁻¹Σw, so w ∝ D⁻¹R⁻¹1 exactly.</summary>
    /// <exception cref="IndexRefusedException">The correlation matrix is singular, or no weights ≥ 0 do it; the indicator is named.</exception>
    public static void EqualInfluence(WeightBlock block, Span<double> weights)
    {
        var (k, sum) = (weights.Length, 0.0);
        var eigen = Decompose(block, Correlations(block, false));
        weights.Clear();
        for (var c = 0; c < k; c++)
        {
            var vector = eigen.Vector(c);
            var total = 0.0;
            foreach (var v in vector) total += v;
            for (var j = 0; j < k; j++) weights[j] += total / eigen.Values[c] * vector[j];
        }
        var lowest = 0;
        for (var j = 0; j < k; j++)
        {
            weights[j] /= Normalisation.Describe(block.Column(j)).Deviation;
            sum += weights[j];
            if (weights[j] < weights[lowest]) lowest = j;
        }
        if (!(sum > 0) || weights[lowest] < 0)
            throw block.Refused(IndexRefusalKind.Weights, block.Names[lowest], $"No weights of zero or more give all of '{block.Place}' the same influence: '{block.Names[lowest]}' already follows the others so closely that its weight would be negative. Drop it, or weigh equally.");
        foreach (ref var w in weights) w /= sum;
    }

    /// <summary>Pearson's or Spearman's correlations of all pairs.</summary>
    public static double[] Correlations(WeightBlock block, bool ranks)
    {
        for (var j = 0; j < block.Count; j++)
            if (block.Column(j).IndexOfAnyExcept(block.Column(j)[0]) < 0)
                throw block.Refused(IndexRefusalKind.Constant, block.Names[j], $"'{block.Names[j]}' is the same everywhere in '{block.Place}', so it correlates with nothing. Drop it.");
        return ranks ? Correlation.RankMatrix(block.Columns, block.Count) : Correlation.Matrix(block.Columns, block.Count);
    }

    private static SymmetricEigen Decompose(WeightBlock block, double[] correlations)
    {
        var eigen = SymmetricEigen.Of(correlations, block.Count);
        if (eigen.Values[^1] > SingularShare * eigen.Values[0]) return eigen;
        var repeats = new List<string>();
        var vector = eigen.Vector(block.Count - 1);
        for (var j = 0; j < vector.Length; j++)
            if (Math.Abs(vector[j]) > 0.1) repeats.Add(block.Names[j]);
        throw block.Refused(IndexRefusalKind.Singular, repeats.FirstOrDefault(), string.Create(CultureInfo.InvariantCulture,
            $"The correlation matrix of '{block.Place}' is singular ({block.Count} indicators over {block.Rows} rows; smallest eigenvalue {eigen.Values[^1]:0.0e+0}): {string.Join(", ", repeats.Select(name => $"'{name}'"))} explain each other. Drop one of them."));
    }
}
