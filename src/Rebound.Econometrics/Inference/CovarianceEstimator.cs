using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Covariances of least-squares coefficients: bread × meat × bread, with small-sample factors.</summary>
internal static class CovarianceEstimator
{
    private const double SmallestRest = 1e-10; // 1 − h of a row that a parameter has for itself is this but for rounding

    /// <summary>K: coefficients + absorbed parameters that <paramref name="count"/> counts; one group is redundant in every effect after the first.</summary>
    public static int Parameters(AbsorbedDesign absorbed, LinearModel model, EffectCount count)
    {
        var k = absorbed.KeptNames.Count;
        if (count == EffectCount.None) return k;
        var design = absorbed.Design;
        var effects = 0;
        foreach (var effect in design.Effects)
        {
            var nested = count == EffectCount.NotNested && model.Covariance.Kind != CovarianceKind.Groupwise && design.Clusters.Any(effect.IsNestedIn);
            if (effect.Intercept && !nested) effects += effect.Levels - 1;
            if (effect.Slope is not null) effects += effect.Levels;
        }
        return k + effects + (design.Effects.Any(e => e.Intercept) && absorbed.KeptNames is not [Design.InterceptName, ..] ? 1 : 0);
    }

    public static CovarianceFacts Facts(AbsorbedDesign absorbed, LinearModel model)
    {
        var (rules, n) = (model.SmallSample, absorbed.RowCount);
        var all = Parameters(absorbed, model, EffectCount.All);
        EffectSize[] clusters = model.Covariance.Kind == CovarianceKind.Groupwise ? [] : [.. absorbed.Design.Clusters.Select(c => new EffectSize(c.Name, c.Count))];
        foreach (var cluster in clusters)
            if (cluster.Groups < 2) throw new TooFewClustersException(cluster.Name, cluster.Groups, 2);
        var counted = Parameters(absorbed, model, rules.Effects);
        int? smallest = clusters.Length > 0 ? clusters.Min(c => c.Groups) : IsSerial(model) ? absorbed.Design.Panel!.PeriodCount : null;
        if (IsSerial(model) && smallest < 2) throw new TooFewClustersException("periods", smallest!.Value, 2);
        var df = smallest is { } g && rules.DegreesOfFreedom == DegreesOfFreedom.Clusters ? g - 1 : n - counted;
        var factor = absorbed.HasUnitDispersion && model.Covariance.Kind == CovarianceKind.Iid
            ? rules.AdjustParameters ? (n - 1.0) / (n - counted) : 1
            : Factor(model, n, counted, smallest ?? n);
        return new CovarianceFacts(Named(absorbed, model), clusters, all, counted, df, factor, Rule(model, absorbed.HasUnitDispersion, counted, smallest ?? n, df));
    }

    public static CovarianceResult Of(AbsorbedDesign absorbed, LinearModel model, double[] residuals, CovarianceFacts facts)
    {
        var bread = absorbed.Factor.InverseCrossProduct();
        if (model.Covariance.Kind == CovarianceKind.Iid)
        {
            var left = InnerProduct.Of(null, residuals, residuals);
            return new CovarianceResult(Map(bread, v => v * facts.Factor * (absorbed.HasUnitDispersion ? 1 : left)), null, true);
        }
        double[][] columns = [.. absorbed.Columns.Select(absorbed.Scaled)];
        double[]? degrees = null;
        if (Adjustment(absorbed, model) is { } adjustment)
        {
            columns = adjustment.Apply(columns);
            degrees = adjustment.Degrees(columns, bread);
        }
        var covariance = Sandwich(bread, Meat(absorbed, model, columns, residuals, facts));
        for (var j = 0; j < covariance.GetLength(0); j++)
            if (!(covariance[j, j] >= 0) || (facts.Clusters.Count > 1 && covariance[j, j] == 0))
                throw new NotIdentifiedException($"The variance of '{absorbed.KeptNames[j]}' comes out negative with {facts.Estimator}{(facts.Clusters.Count > 1 ? $", clusters in {facts.Clusters.Count} dimensions; use the dimension with fewer clusters alone" : "; use cluster( )")}.");
        return new CovarianceResult(covariance, degrees, IsAlwaysPositive(facts) || IsPositive(covariance));
    }

    /// <summary>The covariance of numbers that row i moves by cᵢ times its score, from the columns √w·c and the residuals weighted by √w.</summary>
    public static double[,] OfColumns(AbsorbedDesign absorbed, LinearModel model, double[][] columns, double[] residuals, CovarianceFacts facts)
    {
        if (model.Covariance.Kind == CovarianceKind.Iid)
        {
            var variance = facts.Factor * (absorbed.HasUnitDispersion ? 1 : InnerProduct.Of(null, residuals, residuals));
            return Map(CrossProduct(columns), v => v * variance);
        }
        if (Adjustment(absorbed, model) is { } adjustment) columns = adjustment.Apply(columns);
        return Meat(absorbed, model, columns, residuals, facts);
    }

    /// <summary>The variance of one coefficient from its partialled-out regressor and any residuals, both weighted by √w.</summary>
    public static double VarianceOf(AbsorbedDesign absorbed, LinearModel model, double[] partial, double[] residuals, CovarianceFacts facts)
    {
        double square = 0, left = 0;
        for (var i = 0; i < partial.Length; i++)
        {
            square += partial[i] * partial[i];
            left += residuals[i] * residuals[i];
        }
        if (model.Covariance.Kind == CovarianceKind.Iid) return facts.Factor * (absorbed.HasUnitDispersion ? 1 : left) / square;
        double[][] columns = [partial];
        if (Adjustment(absorbed, model) is { } adjustment) columns = adjustment.Apply(columns);
        return Meat(absorbed, model, columns, residuals, facts)[0, 0] / (square * square);
    }

    private static bool IsSerial(LinearModel model) => model.Covariance.Kind is CovarianceKind.NeweyWest or CovarianceKind.DriscollKraay;

    private static bool IsAlwaysPositive(CovarianceFacts facts) => facts.Clusters.Count == 1 || facts.Estimator.StartsWith("hc", StringComparison.Ordinal);

    private static string Named(AbsorbedDesign absorbed, LinearModel model) => IsSerial(model) && model.Covariance.Lags is null
        ? string.Create(CultureInfo.InvariantCulture, $"{model.Covariance}({SerialMeat.DefaultLags(absorbed.Design.Panel!.PeriodCount)})")
        : model.Covariance.ToString();

    private static ClusterAdjustment? Adjustment(AbsorbedDesign absorbed, LinearModel model) => model.Covariance.Kind switch
    {
        CovarianceKind.Cr2 => new ClusterAdjustment(absorbed, absorbed.Design.Clusters[0], -0.5),
        CovarianceKind.Cr3 => new ClusterAdjustment(absorbed, absorbed.Design.Clusters[0], -1),
        _ => null,
    };

    // Σ over pairs of rows that may hang together of their scores' products, with the factor for small samples.
    private static double[,] Meat(AbsorbedDesign absorbed, LinearModel model, double[][] columns, double[] residuals, CovarianceFacts facts)
    {
        var (design, rule) = (absorbed.Design, model.Covariance);
        if (rule.Kind is CovarianceKind.Hc2 or CovarianceKind.Hc3) residuals = Inflate(absorbed, residuals, rule.Kind);
        if (rule.Residuals != ResidualRule.Plain && rule.Kind is not (CovarianceKind.Hc1 or CovarianceKind.Cluster or CovarianceKind.Groupwise))
            throw new ArgumentException($"Leverages are taken out of the residuals of hc1, cluster( ) and groupwise( ), not of {rule}.", nameof(model));
        if (rule.Residuals != ResidualRule.Plain) residuals = PanelMeat.Inflate(absorbed, residuals, rule.Residuals);
        if (rule.Kind == CovarianceKind.Groupwise) return Map(PanelMeat.Groupwise(columns, residuals, design.Clusters[0]), v => v * facts.Factor);
        if (rule.Kind == CovarianceKind.PanelCorrected) return Map(PanelMeat.Contemporaneous(columns, residuals, design.Panel!), v => v * facts.Factor);
        return ScoreMeat(design, model, Scores(columns, residuals), facts);
    }

    /// <summary>The same from scores, for covariances that do not change the residuals.</summary>
    public static double[,] ScoreMeat(Design design, LinearModel model, double[][] scores, CovarianceFacts facts)
    {
        var rule = model.Covariance;
        var lags = IsSerial(model) ? rule.Lags ?? SerialMeat.DefaultLags(design.Panel!.PeriodCount) : 0;
        return rule.Kind switch
        {
            CovarianceKind.Hc1 or CovarianceKind.Hc2 or CovarianceKind.Hc3 => Map(CrossProduct(scores), v => v * facts.Factor),
            CovarianceKind.Cluster => ClusterMeat(design, model, scores, facts),
            CovarianceKind.NeweyWest => Map(SerialMeat.NeweyWest(scores, design.Panel!, lags), v => v * facts.Factor),
            CovarianceKind.DriscollKraay => Map(SerialMeat.DriscollKraay(scores, design.Panel!, lags), v => v * facts.Factor),
            CovarianceKind.Conley => Map(SpatialMeat.Of(scores, design.Places!, rule), v => v * facts.Factor),
            _ => CrossProduct(Sum(scores, design.Clusters[0].Codes, design.Clusters[0].Count)),
        };
    }

    // û/√(1 − h) or û/(1 − h). A row that a parameter has for itself (h = 1) has no residual, and no score unless that parameter is a coefficient.
    private static double[] Inflate(AbsorbedDesign absorbed, double[] residuals, CovarianceKind kind)
    {
        var h = DesignBasis.Of(absorbed).Leverages(residuals.Length);
        var inflated = new double[residuals.Length];
        for (var i = 0; i < inflated.Length; i++)
        {
            var rest = 1 - h[i];
            if (rest > SmallestRest) inflated[i] = residuals[i] / (kind == CovarianceKind.Hc2 ? Math.Sqrt(rest) : rest);
            else if (absorbed.Columns.Any(c => Math.Abs(c[i]) > SmallestRest * Math.Sqrt(InnerProduct.Of(null, c, c))))
                throw new NotIdentifiedException($"Row {absorbed.Design.Sample.Rows[i] + 1} has a coefficient for itself (leverage 1), so {(kind == CovarianceKind.Hc2 ? "hc2" : "hc3")} is not defined; leave the row out, or use hc1.");
        }
        return inflated;
    }

    private static bool IsPositive(double[,] covariance)
    {
        var k = covariance.GetLength(0);
        var scaled = new double[k * k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) scaled[a * k + b] = covariance[a, b] / Math.Sqrt(covariance[a, a] * covariance[b, b]);
        return Array.TrueForAll(scaled, double.IsFinite) && SymmetricEigen.Of(scaled, k).Values[^1] > -1e-10;
    }

    private static double Factor(LinearModel model, int n, int counted, int clusters)
    {
        var rules = model.SmallSample;
        return model.Covariance.Kind switch
        {
            CovarianceKind.Iid => 1.0 / (rules.AdjustParameters ? n - counted : n - 1),
            CovarianceKind.Hc1 or CovarianceKind.Conley or CovarianceKind.Groupwise => rules.AdjustParameters ? (double)n / (n - counted) : 1,
            CovarianceKind.PanelCorrected or CovarianceKind.Hc2 or CovarianceKind.Hc3 or CovarianceKind.Cr2 or CovarianceKind.Cr3 => 1,
            _ => (rules.AdjustParameters ? (rules.ParameterFactor == ParameterFactor.Rows ? n : n - 1.0) / (n - counted) : 1) * (rules.AdjustClusters ? clusters / (clusters - 1.0) : 1),
        };
    }

    private static string Rule(LinearModel model, bool hasUnitDispersion, int counted, int clusters, double df)
    {
        var rules = model.SmallSample;
        var nested = rules.Effects switch
        {
            EffectCount.None => "absorbed groups not counted",
            EffectCount.NotNested when model.Covariance.Clusters.Count > 0 => "absorbed groups nested in the clusters not counted",
            _ => "all absorbed groups counted",
        };
        var k = string.Create(CultureInfo.InvariantCulture, $"K = {counted}");
        var ratio = $"{(rules.ParameterFactor == ParameterFactor.Rows ? "n" : "(n − 1)")}/(n − K), {k}, {nested}";
        List<string> parts = [];
        switch (model.Covariance.Kind)
        {
            case CovarianceKind.Iid when hasUnitDispersion:
                parts.Add(rules.AdjustParameters ? $"inverse information × (n − 1)/(n − K), {k}" : "inverse information");
                break;
            case CovarianceKind.Iid:
                parts.Add(rules.AdjustParameters ? $"SSR/(n − K), {k}" : "SSR/(n − 1)");
                break;
            case CovarianceKind.Hc2 or CovarianceKind.Hc3:
                parts.Add($"residuals over {(model.Covariance.Kind == CovarianceKind.Hc2 ? "√(1 − h)" : "1 − h")}, {k}");
                break;
            case CovarianceKind.Cr2 or CovarianceKind.Cr3:
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"residuals adjusted for leverage, G = {clusters}; t with Satterthwaite's degrees of freedom"));
                return parts[0];
            case CovarianceKind.NeweyWest or CovarianceKind.DriscollKraay:
                if (rules.AdjustClusters) parts.Add(string.Create(CultureInfo.InvariantCulture, $"T/(T − 1), T = {clusters}"));
                if (rules.AdjustParameters) parts.Add(ratio);
                break;
            case CovarianceKind.PanelCorrected:
                parts.Add("no small-sample factor");
                break;
            case CovarianceKind.Hc1 or CovarianceKind.Conley or CovarianceKind.Groupwise:
                parts.Add(rules.AdjustParameters ? $"n/(n − K), {k}" : "no small-sample factor");
                break;
            default:
                if (rules.AdjustClusters) parts.Add(string.Create(CultureInfo.InvariantCulture, $"G/(G − 1), G = {clusters}"));
                if (rules.AdjustParameters) parts.Add(ratio);
                if (parts.Count == 0) parts.Add("no small-sample factor");
                break;
        }
        parts.Add(hasUnitDispersion ? "normal" : string.Create(CultureInfo.InvariantCulture, $"t({df})"));
        return string.Join("; ", parts);
    }

    // sᵢ = wᵢ x̃ᵢ ûᵢ, k arrays of n.
    private static double[][] Scores(double[][] columns, double[] residuals)
    {
        var n = residuals.Length;
        var scores = new double[columns.Length][];
        for (var j = 0; j < scores.Length; j++)
        {
            var x = columns[j];
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

/// <summary>A covariance, with degrees of freedom for each coefficient where the estimator gives them.</summary>
internal sealed record CovarianceResult(double[,] Matrix, double[]? Degrees, bool IsPositive);
