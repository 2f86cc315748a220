using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Random effects, regressions of unit means, and tests of effects.</summary>
internal static class RandomEffectsAnswers
{
    private const string Investment = "inv ~ value + capital";
    private const string Exports = "lnx ~ resil + control + fdi";

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["plm_grunfeld_random"] = Variances,
        ["plm_grunfeld_estimators"] = Estimators,
        ["plm_grunfeld_tests"] = question => Tests(EstimateAnswer.Data(question)),
        ["own_re_hausman_cd"] = Cities,
        ["plm_grunfeld_vcov"] = Covariances,
        ["plm_hausman_taylor"] = Wages,
    };

    private static Tree Variances(Case question)
    {
        var data = EstimateAnswer.Data(question);
        Tree Of(RandomEffectsMethod method) => Random(new RandomEffects().Fit(data, LinearModel.Parse(Investment, Covariance.Iid), "firm", method));
        return new Tree
        {
            ["swar"] = Of(RandomEffectsMethod.SwamyArora),
            ["walhus"] = Of(RandomEffectsMethod.WallaceHussain),
            ["amemiya"] = Of(RandomEffectsMethod.Amemiya),
            ["nerlove"] = Of(RandomEffectsMethod.Nerlove),
            ["swar_twoways"] = TwoWay(data),
        };
    }

    private static Tree TwoWay(ModelData data)
    {
        var fitted = new RandomEffects().FitTwoWay(data, LinearModel.Parse(Investment, Covariance.Iid), "firm", "year");
        var answer = EstimateAnswer.Of(fitted.Estimate);
        answer["sigma2"] = new Tree { ["idios"] = fitted.IdiosyncraticVariance, ["id"] = fitted.IndividualVariance, ["time"] = fitted.PeriodVariance!.Value };
        return answer;
    }

    // plm's names: white1 with rows, white2 with one variance a unit, arellano with clusters of units; sss is Stata's factor. Its K counts no effects.
    private static Tree Covariances(Case question)
    {
        var data = EstimateAnswer.Data(question).WithPanel("firm", "year");
        var answer = new Tree();
        void Add(string id, string formula, Covariance covariance, SmallSample rules) =>
            answer[id] = EstimateAnswer.Of(new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, covariance) with { SmallSample = rules }));
        var (within, slopes) = (Investment + " | firm", new SmallSample { Effects = EffectCount.None });
        foreach (var (name, covariance) in new[] { ("arellano", Covariance.ClusteredBy("firm")), ("white1", Covariance.Robust), ("white2", Covariance.OneVarianceBy("firm")) })
        {
            var id = "within_" + name;
            Add(id + "_HC0", within, covariance, SmallSample.None);
            Add(id + "_HC1", within, covariance, slopes with { AdjustClusters = false, ParameterFactor = ParameterFactor.Rows });
            Add(id + "_HC2", within, covariance with { Residuals = ResidualRule.RootLeverage }, SmallSample.None);
            Add(id + "_HC3", within, covariance with { Residuals = ResidualRule.Leverage }, SmallSample.None);
            Add(id + "_sss", within, covariance, slopes);
        }
        Add("within_time_HC0", within, Covariance.ClusteredBy("year"), SmallSample.None);
        Add("dc_HC1", within, Covariance.ClusteredBy("firm", "year"), slopes with { AdjustClusters = false, ParameterFactor = ParameterFactor.Rows });
        Add("bk_pcse", within, Covariance.PanelCorrected, SmallSample.None);
        for (var lags = 0; lags < 4; lags++)
        {
            Add($"nw{lags}", within, Covariance.NeweyWest(lags), SmallSample.None);
            Add($"scc{lags}", within, Covariance.DriscollKraay(lags), SmallSample.None);
            Add($"pool_scc{lags}", Investment, Covariance.DriscollKraay(lags), SmallSample.None);
        }
        return answer;
    }

    // The file has no column of persons; each has seven rows that follow each other.
    private static Tree Wages(Case question)
    {
        var data = EstimateAnswer.Data(question);
        var sex = data.FactorOf("sex");
        data = data.With("sexfemale", [.. sex.Codes.Select(c => sex.Labels[c] == "female" ? 1.0 : 0.0)]).With("person", [.. Enumerable.Range(0, data.RowCount).Select(i => (double)(i / 7))]);
        var model = LinearModel.Parse("lwage ~ wks + south + smsa + married + exp + I(exp^2) + bluecol + ind + union + sexfemale + black + ed", Covariance.Iid);
        var fitted = new HausmanTaylor().Fit(data, model, "person", ["wks", "marriedyes", "exp", "I(exp^2)", "unionyes", "ed"]).Estimate;
        var answer = EstimateAnswer.Of(fitted);
        string[] names = ["(Intercept)", "wks", "southyes", "smsayes", "marriedyes", "exp", "I(exp^2)", "bluecolyes", "ind", "unionyes", "sexfemale", "blackyes", "ed"]; // plm keeps the formula's order
        var values = new double[names.Length, names.Length];
        for (var a = 0; a < names.Length; a++)
            for (var b = 0; b < names.Length; b++) values[a, b] = fitted.CovarianceMatrix[fitted.IndexOf(names[a]), fitted.IndexOf(names[b])];
        answer["vcov"] = EstimateAnswer.Matrix(names, values);
        return answer;
    }

    private static Tree Estimators(Case question)
    {
        var data = EstimateAnswer.Data(question);
        Estimate Absorbed(string effects) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(Investment + effects, Covariance.Iid));
        var within = EstimateAnswer.Of(Absorbed(" | firm"));
        var fit = Absorbed(" | firm").Fit;
        (within["r2_within"], within["rss"], within["df"]) = (fit.R2Within, fit.ResidualSumOfSquares, Absorbed(" | firm").Facts.DegreesOfFreedom);
        return new Tree
        {
            ["pooling"] = EstimateAnswer.Of(Absorbed("")),
            ["within"] = within,
            ["within_time"] = EstimateAnswer.Of(Absorbed(" | year")),
            ["twoways"] = EstimateAnswer.Of(Absorbed(" | firm + year")),
            ["between"] = EstimateAnswer.Of(new RandomEffects().Between(data, LinearModel.Parse(Investment, Covariance.Iid), "firm")),
            ["fd"] = EstimateAnswer.Of(new FirstDifferences().Fit(data.WithPanel("firm", "year"), LinearModel.Parse(Investment, Covariance.Iid))),
        };
    }

    private static Tree Tests(ModelData data)
    {
        var model = LinearModel.Parse(Investment, Covariance.Iid);
        var roots = new PanelUnitRoots(new UnitRootOptions { Seed = 1 }).Test(data.WithPanel("firm", "year"), "inv");
        var tests = new RandomEffects().Diagnose(data, model, "firm");
        var panel = new RandomEffects().Test(data, model, "firm", "year", new PanelTestOptions { Order = 2, Convention = PanelTestConvention.Plm });
        return new Tree
        {
            ["F_individual"] = Row(tests.F, "F test for individual effects"),
            ["hausman"] = Row(tests.Hausman!, "Hausman Test"),
            ["lm_bp"] = Row(tests.BreuschPagan, "Lagrange Multiplier Test -  (Breusch-Pagan)"),
            ["lm_honda"] = Row(tests.Honda, "Lagrange Multiplier Test -  (Honda)"),
            ["pcd"] = Row(tests.CrossSection!, "Pesaran CD test for  cross-sectional dependence in panels"),
            ["F_twoways"] = Row(panel.TwoWayF, "F test for twoways effects"),
            ["lm_kw"] = Row(panel.KingWu, "Lagrange Multiplier Test - two-ways effects (King and Wu)"),
            ["lm_ghm"] = Mixture(panel.Gourieroux),
            ["pcd_lm"] = Row(panel.CrossSectionLm, "Breusch-Pagan LM test for  cross-sectional dependence in panels"),
            ["pcd_sclm"] = Row(panel.CrossSectionScaled, "Scaled LM test for  cross-sectional dependence in panels"),
            ["bsy_re"] = Row(panel.RobustEffects, "Bera, Sosa-Escudero and Yoon locally robust test (one-sided)"),
            ["bsy_ar"] = Row(panel.RobustSerial, "Bera, Sosa-Escudero and Yoon locally robust test"),
            ["bsy_j"] = Row(panel.JointSerial, "Baltagi and Li AR-RE joint test"),
            ["wooldridge_fd"] = Row(panel.WooldridgeDifferences, "Wooldridge's first-difference test for serial correlation in panels"),
            ["bg"] = Row(panel.BreuschGodfrey, "Breusch-Godfrey/Wooldridge test for serial correlation in panel models"),
            ["bnftest"] = new Tree { ["statistic"] = panel.DurbinWatson, ["df"] = double.NaN, ["p"] = Array.Empty<double>(), ["method"] = "Bhargava/Franzini/Narendranathan Panel Durbin-Watson Test" },
            ["unit_root"] = new Tree
            {
                ["llc"] = Row(roots.LevinLinChu, "Levin-Lin-Chu Unit-Root Test (ex. var.: Individual Intercepts)"),
                ["ips"] = Row(roots.ImPesaranShin, "Im-Pesaran-Shin Unit-Root Test (ex. var.: Individual Intercepts)"),
                ["madwu"] = Row(roots.MaddalaWu, "Maddala-Wu Unit-Root Test (ex. var.: Individual Intercepts)"),
                ["hadri"] = Row(roots.Hadri, "Hadri Test (ex. var.: Individual Intercepts) (Heterosked. Consistent)"),
            },
            ["cips"] = new Tree { ["statistic"] = roots.CrossSectional.Statistic, ["df"] = 1, ["p"] = roots.CrossSectional.P, ["method"] = "Pesaran's CIPS test for unit roots" },
            ["wooldridge_ar"] = Row(tests.Wooldridge!, "Wooldridge's test for serial correlation in FE panels"),
        };
    }

    private static Tree Cities(Case question)
    {
        var data = EstimateAnswer.Data(question);
        var model = LinearModel.Parse(Exports, Covariance.Iid);
        var tests = new RandomEffects().Diagnose(data, model, "city");
        return new Tree
        {
            ["within"] = EstimateAnswer.Of(new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(Exports + " | city", Covariance.Iid))),
            ["random"] = Random(new RandomEffects().Fit(data, model, "city")),
            ["hausman"] = Absolute(data, tests.Hausman),
            ["pcd"] = Row(tests.CrossSection!, "Pesaran CD test for  cross-sectional dependence in panels"),
            ["wooldridge"] = Row(tests.Wooldridge!, "Wooldridge's test for serial correlation in FE panels"),
            ["lm_bp"] = Row(tests.BreuschPagan, "Lagrange Multiplier Test -  (Breusch-Pagan)"),
        };
    }

    // Where random effects have the larger errors there is no test; plm prints the absolute value of the form.
    private static Tree Absolute(ModelData data, SpecificationTest? test)
    {
        if (test is not null) return Row(test, "Hausman Test");
        var within = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(Exports + " | city", Covariance.Iid));
        var random = new RandomEffects().Fit(data, LinearModel.Parse(Exports, Covariance.Iid), "city").Estimate;
        var names = within.Names;
        double[] difference = [.. names.Select(n => within[n].Value - random[n].Value)];
        var negative = new double[names.Count, names.Count];
        for (var a = 0; a < names.Count; a++)
            for (var b = 0; b < names.Count; b++) negative[a, b] = random.CovarianceMatrix[a + 1, b + 1] - within.CovarianceMatrix[a, b];
        var form = Numerics.SymmetricMatrix.InverseForm(negative, difference).Value;
        return new Tree { ["statistic"] = form, ["df"] = names.Count, ["p"] = Numerics.ChiSquared.UpperP(form, names.Count), ["method"] = "Hausman Test" };
    }

    private static Tree Random(RandomEffectsEstimate fitted)
    {
        var answer = EstimateAnswer.Of(fitted.Estimate);
        answer["sigma2"] = new Tree { ["idios"] = fitted.IdiosyncraticVariance, ["id"] = fitted.IndividualVariance };
        answer["theta"] = fitted.LargestTheta;
        return answer;
    }

    // plm writes the degrees of freedom of the mixture's parts, then their weights.
    private static Tree Mixture(SpecificationTest test) => new()
    {
        ["statistic"] = test.Statistic,
        ["df"] = new[] { 0, 1, 2, 0.25, 0.5, 0.25 },
        ["p"] = test.P,
        ["method"] = "Lagrange Multiplier Test - two-ways effects (Gourieroux, Holly and Monfort)",
    };

    private static Tree Row(SpecificationTest test, string method) => new()
    {
        ["statistic"] = test.Statistic,
        ["df"] = test.Denominator is { } denominator ? new[] { test.DegreesOfFreedom, denominator } : test.DegreesOfFreedom == 0 ? double.NaN : test.DegreesOfFreedom,
        ["p"] = test.P,
        ["method"] = method,
    };
}
