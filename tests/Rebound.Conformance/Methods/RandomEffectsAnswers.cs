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
        };
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
        };
    }

    private static Tree Tests(ModelData data)
    {
        var tests = new RandomEffects().Diagnose(data, LinearModel.Parse(Investment, Covariance.Iid), "firm");
        return new Tree
        {
            ["F_individual"] = Row(tests.F, "F test for individual effects"),
            ["hausman"] = Row(tests.Hausman!, "Hausman Test"),
            ["lm_bp"] = Row(tests.BreuschPagan, "Lagrange Multiplier Test -  (Breusch-Pagan)"),
            ["lm_honda"] = Row(tests.Honda, "Lagrange Multiplier Test -  (Honda)"),
            ["pcd"] = Row(tests.CrossSection!, "Pesaran CD test for  cross-sectional dependence in panels"),
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

    private static Tree Row(SpecificationTest test, string method) => new()
    {
        ["statistic"] = test.Statistic,
        ["df"] = test.Denominator is { } denominator ? new[] { test.DegreesOfFreedom, denominator } : test.DegreesOfFreedom == 0 ? double.NaN : test.DegreesOfFreedom,
        ["p"] = test.P,
        ["method"] = method,
    };
}
