using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Covariances of least-squares coefficients: bread × meat × bread, with small-sample factors.</summary>
internal static class CovarianceEstimator
{
    /// <summary>K: coefficients + absorbed parameters that <paramref name="count"/> counts; one group is redundant in every effect after the first.</summary>
    public static int Parameters(AbsorbedDesign absorbed, LinearModel model, EffectCount count)
    {
        var k = absorbed.KeptNames.Count;
        if (count == EffectCount.None) return k;
        var design = absorbed.Design;
        var effects = 0;
        foreach (var effect in design.Effects)
        {
            var nested = count == EffectCount.NotNested && design.Clusters.Any(effect.IsNestedIn);
            if (effect.Intercept && !nested) effects += effect.Levels - 1;
            if (effect.Slope is not null) effects += effect.Levels;
        }
        return k + effects + (design.Effects.Any(e => e.Intercept) ? 1 : 0);
    }

    public static CovarianceFacts Facts(AbsorbedDesign absorbed, LinearModel model)
    {
        var (rules, n) = (model.SmallSample, absorbed.RowCount);
        var all = Parameters(absorbed, model, EffectCount.All);
        EffectSize[] clusters = [.. absorbed.Design.Clusters.Select(c => new EffectSize(c.Name, c.Count))];
        foreach (var cluster in clusters)
            if (cluster.Groups < 2) throw new TooFewClustersException(cluster.Name, cluster.Groups, 2);
        var counted = Parameters(absorbed, model, rules.Effects);
        var clustered = clusters.Length > 0;
        var smallest = clustered ? clusters.Min(c => c.Groups) : n;
        var df = clustered && rules.DegreesOfFreedom == DegreesOfFreedom.Clusters ? smallest - 1 : n - counted;
        var factor = absorbed.HasUnitDispersion && !clustered && model.Covariance.Kind == CovarianceKind.Iid
            ? rules.AdjustParameters ? (n - 1.0) / (n - counted) : 1
            : Factor(model, n, counted, smallest);
        return new CovarianceFacts(model.Covariance.ToString(), clusters, all, counted, df, factor, Rule(model, absorbed.HasUnitDispersion, counted, smallest, df));
    }

    public static double[,] Of(AbsorbedDesign absorbed, LinearModel model, double[] residuals, CovarianceFacts facts)
    {
        var bread = absorbed.Factor.InverseCrossProduct();
        if (model.Covariance.Kind == CovarianceKind.Iid)
        {
            var left = InnerProduct.Of(null, residuals, residuals);
            return Map(bread, v => v * facts.Factor * (absorbed.HasUnitDispersion ? 1 : left));
        }
        var scores = Scores(absorbed, residuals);
        var meat = model.Covariance.Kind == CovarianceKind.Hc1
            ? Map(CrossProduct(scores), v => v * facts.Factor)
            : ClusterMeat(absorbed.Design, model, scores, facts);
        var covariance = Sandwich(bread, meat);
        for (var j = 0; j < covariance.GetLength(0); j++)
            if (!(covariance[j, j] >= 0) || (facts.Clusters.Count > 1 && covariance[j, j] == 0))
                throw new NotIdentifiedException($"The variance of '{absorbed.KeptNames[j]}' comes out negative with clusters in {facts.Clusters.Count} dimensions; use the dimension with fewer clusters alone.");
        return covariance;
    }

    /// <summary>The variance of one coefficient from its partialled-out regressor and any residuals, both weighted by √w.</summary>
    public static double VarianceOf(AbsorbedDesign absorbed, LinearModel model, double[] partial, double[] residuals, CovarianceFacts facts)
    {
        double square = 0, left = 0;
        var scores = new double[partial.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            square += partial[i] * partial[i];
            left += residuals[i] * residuals[i];
            scores[i] = partial[i] * residuals[i];
        }
        if (model.Covariance.Kind == CovarianceKind.Iid) return facts.Factor * (absorbed.HasUnitDispersion ? 1 : left) / square;
        var meat = model.Covariance.Kind == CovarianceKind.Hc1 ? facts.Factor * CrossProduct([scores])[0, 0] : ClusterMeat(absorbed.Design, model, [scores], facts)[0, 0];
        return meat / (square * square);
    }

    private static double Factor(LinearModel model, int n, int counted, int clusters)
    {
        var rules = model.SmallSample;
        return model.Covariance.Kind switch
        {
            CovarianceKind.Iid => 1.0 / (rules.AdjustParameters ? n - counted : n - 1),
            CovarianceKind.Hc1 => rules.AdjustParameters ? (double)n / (n - counted) : 1,
            _ => (rules.AdjustParameters ? (n - 1.0) / (n - counted) : 1) * (rules.AdjustClusters ? clusters / (clusters - 1.0) : 1),
        };
    }

    private static string Rule(LinearModel model, bool hasUnitDispersion, int counted, int clusters, double df)
    {
        var rules = model.SmallSample;
        var nested = rules.Effects switch
        {
            EffectCount.None => "absorbed groups not counted",
            EffectCount.NotNested => "absorbed groups nested in the clusters not counted",
            _ => "all absorbed groups counted",
        };
        var k = string.Create(CultureInfo.InvariantCulture, $"K = {counted}");
        List<string> parts = [];
        switch (model.Covariance.Kind)
        {
            case CovarianceKind.Iid when hasUnitDispersion:
                parts.Add(rules.AdjustParameters ? $"inverse information × (n − 1)/(n − K), {k}" : "inverse information");
                break;
            case CovarianceKind.Iid:
                parts.Add(rules.AdjustParameters ? $"SSR/(n − K), {k}" : "SSR/(n − 1)");
                break;
            case CovarianceKind.Hc1:
                parts.Add(rules.AdjustParameters ? $"n/(n − K), {k}" : "no small-sample factor");
                break;
            default:
                if (rules.AdjustClusters) parts.Add(string.Create(CultureInfo.InvariantCulture, $"G/(G − 1), G = {clusters}"));
                if (rules.AdjustParameters) parts.Add($"(n − 1)/(n − K), {k}, {nested}");
                if (parts.Count == 0) parts.Add("no small-sample factor");
                break;
        }
        parts.Add(hasUnitDispersion ? "normal" : string.Create(CultureInfo.InvariantCulture, $"t({df})"));
        return string.Join("; ", parts);
    }

    // sᵢ = wᵢ x̃ᵢ ûᵢ, k arrays of n.
    private static double[][] Scores(AbsorbedDesign absorbed, double[] residuals)
    {
        var n = residuals.Length;
        var scores = new double[absorbed.Columns.Count][];
        for (var j = 0; j < scores.Length; j++)
        {
            var x = absorbed.Scaled(absorbed.Columns[j]);
            scores[j] = new double[n];
            for (var i = 0; i < n; i++) scores[j][i] = x[i] * residuals[i];
        }
        return scores;
    }

    // Σ over non-empty sets of dimensions of (−1)^(size + 1) × the meat clustered by the intersection (Cameron, Gelbach and Miller, 2011).
    private static double[,] ClusterMeat(Design design, LinearModel model, double[][] scores, CovarianceFacts facts)
    {
        var k = scores.Length;
        var meat = new double[k, k];
        var dimensions = design.Clusters.Count;
        for (var set = 1; set < 1 << dimensions; set++)
        {
            int[]? codes = null;
            var count = 0;
            for (var d = 0; d < dimensions; d++)
            {
                if ((set >> d & 1) == 0) continue;
                (codes, count) = codes is null ? (design.Clusters[d].Codes, design.Clusters[d].Count) : Intersect(codes, count, design.Clusters[d]);
            }
            var part = CrossProduct(Sum(scores, codes!, count));
            var factor = model.SmallSample is { AdjustClusters: true, ClusterFactor: ClusterFactor.Each } ? Factor(model, design.RowCount, facts.CountedParameters, count) : facts.Factor;
            var sign = int.PopCount(set) % 2 == 1 ? factor : -factor;
            for (var a = 0; a < k; a++)
                for (var b = 0; b < k; b++)
                    meat[a, b] += sign * part[a, b];
        }
        return meat;
    }

    internal static double[][] Sum(double[][] scores, int[] codes, int count)
    {
        var sums = new double[scores.Length][];
        for (var j = 0; j < sums.Length; j++)
        {
            sums[j] = new double[count];
            for (var i = 0; i < codes.Length; i++) sums[j][codes[i]] += scores[j][i];
        }
        return sums;
    }

    private static (int[] Codes, int Count) Intersect(int[] codes, int count, Cluster cluster)
    {
        var index = new Dictionary<long, int>();
        var joint = new int[codes.Length];
        for (var i = 0; i < joint.Length; i++)
        {
            var key = (long)codes[i] * cluster.Count + cluster.Codes[i];
            if (!index.TryGetValue(key, out var code)) index.Add(key, code = index.Count);
            joint[i] = code;
        }
        return (joint, index.Count);
    }

    private static double[,] CrossProduct(double[][] columns) => InnerProduct.CrossProducts(columns, []);

    private static double[,] Sandwich(double[,] bread, double[,] meat)
    {
        var k = bread.GetLength(0);
        var half = Multiply(bread, meat);
        var full = Multiply(half, bread);
        for (var a = 0; a < k; a++)
            for (var b = 0; b < a; b++)
                full[a, b] = full[b, a] = 0.5 * (full[a, b] + full[b, a]);
        return full;
    }

    private static double[,] Multiply(double[,] left, double[,] right)
    {
        var k = left.GetLength(0);
        var product = new double[k, k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++)
            {
                double sum = 0;
                for (var c = 0; c < k; c++) sum += left[a, c] * right[c, b];
                product[a, b] = sum;
            }
        return product;
    }

    private static double[,] Map(double[,] matrix, Func<double, double> f)
    {
        var k = matrix.GetLength(0);
        var result = new double[k, k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++)
                result[a, b] = f(matrix[a, b]);
        return result;
    }
}
