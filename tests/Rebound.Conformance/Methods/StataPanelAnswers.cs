using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Conformance;

/// <summary>Stata's regress and xtreg on a simulated panel.</summary>
internal static class StataPanelAnswers
{
    private const string Unit = "firm";
    private const string Weight = "w";

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["stata_panel_simulated"] = q =>
        {
            var data = EstimateAnswer.Data(q);
            return Tree.Of(q.Expected.EnumerateObject().Select(part => (part.Name, (Answer)Part(data, part.Name.Split('-')))));
        },
    };

    private static Tree Part(ModelData data, string[] key)
    {
        var (missing, weighted) = (key[3], key[2] == "weighted");
        string[] names = [.. Enumerable.Range(1, 5).Select(j => $"x{j}{missing}")];
        var formula = $"y{missing} ~ {string.Join(" + ", names)}";
        var covariance = key[1] switch { "cluster" => Covariance.ClusteredBy(Unit), "robust" when key[0] is "fixed_effect" or "random_effect" => Covariance.ClusteredBy(Unit), "robust" => Covariance.Robust, _ => Covariance.Iid };
        var model = LinearModel.Parse(formula, covariance) with { Weights = weighted ? Weight : null, Singletons = SingletonRule.Keep };
        var panel = new Frame(data, $"y{missing}", names, weighted);
        return key[0] switch
        {
            "pooled" => Pooled(data, model, panel),
            "fixed_effect" => Within(data, model with { Formula = Formula.Parse(formula + " | " + Unit), Constant = ConstantRule.Mean }, panel),
            "between" => Between(data, model, panel, key[2] == "wls" ? BetweenWeighting.Rows : BetweenWeighting.Units),
            _ => Random(data, model, panel),
        };
    }

    private static Tree Pooled(ModelData data, LinearModel model, Frame panel)
    {
        var estimate = new AbsorbedLeastSquares().Fit(data, model);
        return Answer(estimate, panel, Fit(estimate, panel, estimate.Fit.R2));
    }

    private static Tree Within(ModelData data, LinearModel model, Frame panel)
    {
        var estimate = new AbsorbedLeastSquares().Fit(data, model);
        var iid = new AbsorbedLeastSquares().Fit(data, model with { Covariance = Covariance.Iid });
        var clustered = model.Covariance.Kind == CovarianceKind.Cluster;
        double n = estimate.RowCount, units = panel.Sizes.Length, rss = Scale(panel) * estimate.Fit.ResidualSumOfSquares;
        var stats = Fit(estimate, panel, estimate.Fit.R2Within);
        var pooled = new AbsorbedLeastSquares().Fit(data, model with { Covariance = Covariance.Iid, Formula = Formula.Parse(model.Formula.Text.Split('|')[0]) });
        var tss = Scale(panel) * pooled.Fit.ResidualSumOfSquares / (1 - pooled.Fit.R2);
        var constant = estimate["(Intercept)"].Value;
        double[] effects = [.. estimate.RecoverEffects()[0].Values!.Select(v => v - constant)];
        var (spread, error) = (Frame.SpreadOf(effects), iid.Fit.ResidualDeviation * Math.Sqrt(Scale(panel)));
        (stats["tss"], stats["df_b"], stats["df_a"]) = (tss, 5, units - 1);
        stats["df_m"] = clustered ? 4 : units - 1 + 5;
        if (!clustered) stats["F_f"] = (Scale(panel) * pooled.Fit.ResidualSumOfSquares - rss) / (units - 1) / (rss / (n - units - 5));
        Variances(stats, spread, error);
        Explained(stats, estimate, panel);
        stats["corr"] = panel.CorrelationOf(effects, estimate);
        return Answer(estimate, panel, stats);
    }

    private static Tree Between(ModelData data, LinearModel model, Frame panel, BetweenWeighting weighting)
    {
        var estimate = new RandomEffects().Between(data, model, Unit, weighting);
        var scale = weighting == BetweenWeighting.Rows ? panel.Sizes.Length / (double)panel.RowCount : 1;
        var stats = Fit(estimate, panel, estimate.Fit.R2, scale);
        Explained(stats, estimate, panel, weighting);
        return Answer(estimate, panel, stats);
    }

    private static Tree Random(ModelData data, LinearModel model, Frame panel)
    {
        var fitted = new RandomEffects().Fit(data, model, Unit, RandomEffectsMethod.HarmonicMean);
        var estimate = fitted.Estimate;
        var stats = new Tree { ["df_m"] = 5, ["rmse"] = estimate.Fit.ResidualDeviation, ["N"] = estimate.RowCount };
        Variances(stats, Math.Sqrt(fitted.IndividualVariance), Math.Sqrt(fitted.IdiosyncraticVariance));
        Explained(stats, estimate, panel, isHarmonic: true);
        (stats["thta_min"], stats["thta_max"]) = (fitted.SmallestTheta, fitted.LargestTheta);
        return Answer(estimate, panel, stats, isNormal: true);
    }

    // Weights are brought to a sum of n.
    private static double Scale(Frame panel) => panel.WeightScale;

    private static Tree Fit(Estimate estimate, Frame panel, double r2, double? scaled = null)
    {
        double n = estimate.RowCount, rss = (scaled ?? Scale(panel)) * estimate.Fit.ResidualSumOfSquares, tss = rss / (1 - r2), k = estimate.Facts.CountedParameters;
        double Log(double sum) => -0.5 * n * (Math.Log(2 * Math.PI * sum / n) + 1);
        string[] slopes = [.. estimate.Names.Where(name => name != "(Intercept)")];
        return new Tree
        {
            ["rss"] = rss,
            ["mss"] = tss - rss,
            ["r2"] = r2,
            ["r2_a"] = 1 - (1 - r2) * (n - 1) / (n - k),
            ["rmse"] = Math.Sqrt(rss / (n - k)),
            ["ll"] = Log(rss),
            ["ll_0"] = Log(tss),
            ["N"] = panel.RowCount,
            ["df_m"] = 5,
            ["df_r"] = estimate.Facts.DegreesOfFreedom,
            ["F"] = estimate.Test(slopes).F,
        };
    }

    private static void Variances(Tree stats, double unit, double error) =>
        (stats["sigma_u"], stats["sigma_e"], stats["sigma"], stats["rho"]) = (unit, error, Math.Sqrt(unit * unit + error * error), unit * unit / (unit * unit + error * error));

    private static void Explained(Tree stats, Estimate estimate, Frame panel, BetweenWeighting weighting = BetweenWeighting.Units, bool isHarmonic = false)
    {
        (stats["r2_w"], stats["r2_b"], stats["r2_o"]) = panel.Correlations(estimate, weighting);
        (stats["Tbar"], stats["g_min"], stats["g_max"], stats["g_avg"], stats["N_g"]) = (isHarmonic ? panel.Sizes.Length / panel.Sizes.Sum(s => 1.0 / s) : panel.Sizes.Average(), panel.Sizes.Min(), panel.Sizes.Max(), panel.Sizes.Average(), panel.Sizes.Length);
    }

    private static Tree Answer(Estimate estimate, Frame panel, Tree stats, bool isNormal = false)
    {
        static string Name(string name) => name == "(Intercept)" ? "_cons" : name;
        Tree Each(Func<Coefficient, double> part) => Tree.Of(estimate.Coefficients.Select(c => Name(c.Name)), estimate.Coefficients.Select(part));
        return new Tree
        {
            ["coef"] = Each(c => c.Value),
            ["t"] = Each(c => c.T),
            ["se"] = Each(c => c.StandardError),
            ["se_from_vcov"] = Each(c => c.StandardError),
            ["p"] = Each(c => isNormal ? StudentT.TwoSidedP(c.T, double.PositiveInfinity) : c.P),
            ["stats"] = stats,
            ["vcov"] = Tree.Of(estimate.Names.Select((a, i) => (Name(a), (Answer)Tree.Of(estimate.Names.Select(Name), estimate.Names.Select((_, j) => estimate.CovarianceMatrix[i, j]))))),
        };
    }

    /// <summary>The rows that are complete, by unit.</summary>
    private sealed class Frame
    {
        private readonly double[] y;
        private readonly double[][] x;
        private readonly double[] w;
        private readonly int[] codes;

        public Frame(ModelData data, string outcome, string[] names, bool weighted)
        {
            double[][] all = [data.Column(outcome), .. names.Select(data.Column)];
            var complete = data.Where(i => Array.TrueForAll(all, c => double.IsFinite(c[i])));
            (y, x) = (complete.Column(outcome), [.. names.Select(complete.Column)]);
            w = weighted ? complete.Column(Weight) : [.. y.Select(_ => 1.0)];
            var factor = complete.FactorOf(Unit);
            codes = Factor.Dense(factor.Codes, factor.Labels.Count, out var units);
            Sizes = new int[units];
            foreach (var code in codes) Sizes[code]++;
        }

        public int RowCount => y.Length;

        public int[] Sizes { get; }

        public double WeightScale => w.Length / w.Sum();

        // Over units, N − 1.
        public static double SpreadOf(double[] effects)
        {
            var mean = effects.Average();
            return Math.Sqrt(effects.Sum(v => (v - mean) * (v - mean)) / (effects.Length - 1));
        }

        public double CorrelationOf(double[] effects, Estimate estimate) => Correlation([.. codes.Select(c => effects[c])], Predicted(estimate), Ones(codes.Length));

        public (double Within, double Between, double Overall) Correlations(Estimate estimate, BetweenWeighting weighting)
        {
            var fit = Predicted(estimate);
            double[] meanY = Means(y), meanFit = Means(fit), units = weighting == BetweenWeighting.Rows ? [.. Sizes.Select(s => (double)s)] : Ones(meanY.Length);
            return (Square([.. y.Select((v, i) => v - meanY[codes[i]])], [.. fit.Select((v, i) => v - meanFit[codes[i]])], w), Square(meanY, meanFit, units), Square(y, fit, Ones(y.Length)));
        }

        private double[] Predicted(Estimate estimate)
        {
            var fit = new double[y.Length];
            for (var j = 0; j < x.Length; j++)
                for (var i = 0; i < fit.Length; i++) fit[i] += estimate.Coefficients.Single(c => c.Name.StartsWith($"x{j + 1}", StringComparison.Ordinal)).Value * x[j][i];
            return fit;
        }

        private double[] Means(double[] values)
        {
            double[] sums = new double[Sizes.Length], totals = new double[Sizes.Length];
            for (var i = 0; i < values.Length; i++) (sums[codes[i]], totals[codes[i]]) = (sums[codes[i]] + w[i] * values[i], totals[codes[i]] + w[i]);
            return [.. sums.Zip(totals, (s, t) => s / t)];
        }

        private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

        private static double Square(double[] a, double[] b, double[] weights) => Math.Pow(Correlation(a, b, weights), 2);

        private static double Correlation(double[] a, double[] b, double[] weights)
        {
            double total = weights.Sum(), meanA = a.Select((v, i) => weights[i] * v).Sum() / total, meanB = b.Select((v, i) => weights[i] * v).Sum() / total, ab = 0, aa = 0, bb = 0;
            for (var i = 0; i < a.Length; i++)
            {
                ab += weights[i] * (a[i] - meanA) * (b[i] - meanB);
                aa += weights[i] * (a[i] - meanA) * (a[i] - meanA);
                bb += weights[i] * (b[i] - meanB) * (b[i] - meanB);
            }
            return ab / Math.Sqrt(aa * bb);
        }
    }
}
