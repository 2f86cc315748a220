using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Instrumental variables, and the models of Wooldridge's textbook beside them.</summary>
internal static class InstrumentAnswers
{
    private const string Cigarettes = "log(packs) ~ log(rincome) | log(rprice) ~ tdiff + rtax";
    private const string OneSchooling = "lwage ~ exper + expersq | educ ~ motheduc + fatheduc";
    private const string Two = "lwage ~ exper + expersq | educ + hours ~ motheduc + fatheduc + huseduc + kidslt6";

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["iv_cigarettes_1995"] = CigaretteDemand,
        ["iv_mroz"] = Schooling,
        ["iv_kp_rank_tests"] = RankTests,
        ["mroz_ols_logit_probit"] = Participation,
        ["stata_iv_housing"] = Housing,
    };

    private static InstrumentalEstimate Fit(ModelData data, string formula, Covariance covariance, InstrumentalMethod method = InstrumentalMethod.TwoStage, SmallSample? rules = null) =>
        new InstrumentalVariables().Fit(data, LinearModel.Parse(formula, covariance) with { SmallSample = rules ?? new SmallSample() }, method);

    private static Tree CigaretteDemand(Case question)
    {
        var data = Rows(EstimateAnswer.Data(question), "year", 1995);
        InstrumentalEstimate iid = Fit(data, Cigarettes, Covariance.Iid), robust = Fit(data, Cigarettes, Covariance.Robust);
        SpecificationTest[] tests = [iid.FirstStages[0].F, iid.Endogeneity!, iid.Sargan!];
        return new Tree
        {
            ["ivreg"] = Coefficients(iid, name => name),
            ["ivreg_hc1"] = Coefficients(robust, name => name),
            ["diagnostics"] = new Tree
            {
                ["rows"] = new[] { "Weak instruments", "Wu-Hausman", "Sargan" },
                ["cols"] = new[] { "df1", "df2", "statistic", "p-value" },
                ["values"] = tests.Select(t => new[] { t.DegreesOfFreedom, t.Denominator ?? double.NaN, t.Statistic, t.P }).ToArray(),
            },
            ["fixest"] = Fixest(iid, Short),
            ["fixest_hc1"] = Fixest(robust, Short),
            ["fitstat_iid"] = Statistics(iid),
            ["fitstat_hc1"] = Statistics(robust),
        };

        static string Short(string name) => name switch { "log(rprice)" => "fit_lrprice", "log(rincome)" => "lrincome", _ => name };
    }

    private static Tree Schooling(Case question)
    {
        var data = Rows(EstimateAnswer.Data(question), "inlf", 1);
        var answer = new Tree();
        foreach (var (name, formula) in new[] { ("one", OneSchooling), ("two", Two) })
        {
            var iid = Fit(data, formula, Covariance.Iid);
            answer[name] = Fixest(iid, Fitted);
            answer[name + "_hc1"] = Fixest(Fit(data, formula, Covariance.Robust), Fitted);
            answer[name + "_fitstat"] = Statistics(iid);
        }
        return answer;

        static string Fitted(string name) => name is "educ" or "hours" ? "fit_" + name : name;
    }

    private static Tree RankTests(Case question)
    {
        var cigar = EstimateAnswer.Data(question);
        var mroz = Rows(EstimateAnswer.Data(question, 2), "inlf", 1);
        Tree ranks = [], elsewhere = [];
        foreach (var part in question.Expected.GetProperty("cigar").EnumerateObject())
        {
            string[] words = part.Name.Split('_');
            var covariance = words[0] switch { "r" => Covariance.Robust, "cl" => Covariance.ClusteredBy("State"), "tw" => Covariance.ClusteredBy("State", "Year"), _ => Covariance.Iid };
            var given = words.FirstOrDefault(w => w.StartsWith("ctl", StringComparison.Ordinal))?[3..] ?? "1";
            var formula = $"Sales ~ {given}{(words.Contains("feState") ? " | State" : "")} | Price ~ Pimin{(words.Contains("CPI") ? " + CPI" : "")}";
            var fitted = Fit(cigar, formula, covariance);
            ranks[part.Name] = Rank(fitted);
            elsewhere[part.Name] = FixedEffectModels(fitted);
        }
        var both = Fit(EstimateAnswer.Data(question, 1), "Y ~ 1 | id | X1 + X2 ~ Z1 + Z2", Covariance.Robust);
        InstrumentalEstimate one = Fit(mroz, OneSchooling, Covariance.Iid), two = Fit(mroz, Two, Covariance.Iid);
        return new Tree
        {
            ["cigar"] = ranks,
            ["fem_jl_test_values_F"] = elsewhere,
            ["ftest_2endog_2inst_robust"] = Rank(both),
            ["ftest_fem_jl_F"] = both.WeakIdentification.Statistic,
            ["mroz"] = new Tree
            {
                ["one_iid"] = Rank(one),
                ["one_robust"] = Rank(Fit(mroz, OneSchooling, Covariance.Robust)),
                ["one_cragg_donald_F"] = one.CraggDonald,
                ["two_iid"] = Rank(two),
                ["two_robust"] = Rank(Fit(mroz, Two, Covariance.Robust)),
                ["two_cluster_age"] = Rank(Fit(mroz, Two, Covariance.ClusteredBy("age"))),
                ["two_cragg_donald_F"] = two.CraggDonald,
            },
        };
    }

    private static Tree Participation(Case question)
    {
        const string work = "inlf ~ nwifeinc + educ + exper + expersq + age + kidslt6 + kidsge6";
        var data = EstimateAnswer.Data(question);
        Estimate Of(GeneralisedFamily family) => new AbsorbedGeneralised().Fit(data, LinearModel.Parse(work, Covariance.Iid) with { SmallSample = SmallSample.None, DevianceTolerance = 1e-15 }, family);
        Estimate logit = Of(GeneralisedFamily.Logit), probit = Of(GeneralisedFamily.Probit);
        return new Tree
        {
            ["ols"] = EstimateAnswer.Of(new AbsorbedLeastSquares().Fit(Rows(data, "inlf", 1), LinearModel.Parse("lwage ~ educ + exper + expersq", Covariance.Iid))),
            ["logit"] = EstimateAnswer.Of(logit),
            ["logit_ll"] = logit.Likelihood!.LogLikelihood,
            ["probit"] = EstimateAnswer.Of(probit),
            ["probit_ll"] = probit.Likelihood!.LogLikelihood,
        };
    }

    // Stata: "small" has the usual factors; "asymptotic" has σ² over n and no factor.
    private static Tree Housing(Case question)
    {
        var data = EstimateAnswer.Data(question);
        return Tree.Of(question.Expected.EnumerateObject().Select(part =>
        {
            var words = part.Name.Split('-');
            var small = words[2] == "small";
            var covariance = words[1] switch { "robust" => Covariance.Robust, "cluster" => Covariance.ClusteredBy("division"), _ => Covariance.Iid };
            var method = words[0] switch { "liml" => InstrumentalMethod.LimitedInformation, "gmm" => InstrumentalMethod.Moments, _ => InstrumentalMethod.TwoStage };
            var rules = small ? new SmallSample() : SmallSample.None;
            var fitted = Fit(data, "rent ~ pcturban | hsngval ~ faminc + i(region, ref = \"NE\")", covariance, method, rules);
            return (part.Name, (Answer)Stata(fitted, small));
        }));
    }

    private static Tree Stata(InstrumentalEstimate fitted, bool small)
    {
        var estimate = fitted.Structural;
        double n = estimate.RowCount, rss = estimate.Fit.ResidualSumOfSquares, tss = rss / (1 - estimate.Fit.R2);
        // σ² is over n − 1 here where no parameter is counted, over n in Stata.
        var scale = !small && estimate.Model.Covariance.Kind == CovarianceKind.Iid ? (n - 1) / n : 1;
        static string Name(string name) => name == "(Intercept)" ? "_cons" : name;
        var wald = estimate.Test(["hsngval", "pcturban"]);
        var stats = new Tree
        {
            ["r2"] = estimate.Fit.R2,
            ["r2_a"] = estimate.Fit.R2Adjusted,
            ["mss"] = tss - rss,
            ["rss"] = rss,
            ["rmse"] = Math.Sqrt(rss / (small ? n - 3 : n)),
            ["kappa"] = fitted.Kappa,
            ["F"] = wald.F,
            ["chi2"] = 2 * wald.F / scale,
            ["p"] = small ? wald.P : Numerics.ChiSquared.UpperP(2 * wald.F / scale, 2),
            ["J"] = (fitted.HansenJ ?? fitted.Sargan)!.Statistic,
        };
        Tree Errors() => Tree.Of(estimate.Coefficients.Select(c => (Name(c.Name), (Answer)(c.StandardError * Math.Sqrt(scale)))));
        var weights = fitted.Method == InstrumentalMethod.Moments ? Weights(fitted) : [];
        return new Tree
        {
            ["weight"] = weights,
            ["coef"] = Tree.Of(estimate.Coefficients.Select(c => (Name(c.Name), (Answer)c.Value))),
            ["t"] = Tree.Of(estimate.Coefficients.Select(c => (Name(c.Name), (Answer)(c.T / Math.Sqrt(scale))))),
            ["stats"] = stats,
            ["se"] = Errors(),
            ["se_from_vcov"] = Errors(),
            ["vcov"] = Tree.Of(estimate.Names.Select((a, i) => (Name(a), (Answer)Tree.Of(estimate.Names.Select((b, j) => (Name(b), (Answer)(scale * estimate.CovarianceMatrix[i, j]))))))),
        };
    }

    // The region left out has a row and a column of zeros in that program.
    private static Tree Weights(InstrumentalEstimate fitted)
    {
        var weights = fitted.MomentWeights();
        string[] regions = ["N Cntrl", "South", "West"];
        string Name(string name) => name == "(Intercept)" ? "_cons" : Array.FindIndex(regions, r => name.EndsWith(r, StringComparison.Ordinal)) is >= 0 and var region ? $"{region + 2}.region" : name;
        (string Shown, int Place)[] all = [("1b.region", -1), .. weights.Names.Select((name, i) => (Name(name), i))];
        return Tree.Of(all.Select(a => (a.Shown, (Answer)Tree.Of(all.Select(b => b.Shown), all.Select(b => a.Place < 0 || b.Place < 0 ? 0 : weights.Values[a.Place, b.Place])))));
    }

    private static Tree Rank(InstrumentalEstimate fitted) => new()
    {
        ["rk_LM"] = fitted.UnderIdentification.Statistic,
        ["df"] = fitted.UnderIdentification.DegreesOfFreedom,
        ["p"] = fitted.UnderIdentification.P,
        ["rk_Wald_chi2"] = fitted.RankWald.Statistic,
        ["rk_Wald_F"] = fitted.WeakIdentification.Statistic,
        ["n"] = fitted.Structural.RowCount,
        ["L"] = fitted.Instruments.Count,
        ["k"] = fitted.Endogenous.Count,
        ["G"] = fitted.Structural.Facts.SmallestClusterCount ?? double.NaN,
    };

    // That program divides by n − K with the parameters of the equation, not of the first stage, and has no factor with independent errors.
    private static double FixedEffectModels(InstrumentalEstimate fitted)
    {
        var f = fitted.RankWald.Statistic / fitted.Instruments.Count;
        double n = fitted.Structural.RowCount, k = fitted.Structural.Facts.CountedParameters;
        if (fitted.Structural.Facts.SmallestClusterCount is { } g) return f * (n - k) / (n - 1) * (g - 1) / g;
        return fitted.Structural.Model.Covariance.Kind == CovarianceKind.Iid ? f : f * (n - k) / n;
    }

    private static Tree Coefficients(InstrumentalEstimate fitted, Func<string, string> rename)
    {
        var coefficients = fitted.Structural.Coefficients;
        Tree Of(Func<Coefficient, double> part) => Tree.Of(coefficients.Select(c => (rename(c.Name), (Answer)part(c))));
        return new Tree { ["coef"] = Of(c => c.Value), ["se"] = Of(c => c.StandardError), ["stat"] = Of(c => c.T), ["p"] = Of(c => c.P) };
    }

    private static Tree Fixest(InstrumentalEstimate fitted, Func<string, string> rename)
    {
        var (answer, estimate) = (Coefficients(fitted, rename), fitted.Structural);
        answer["nobs"] = estimate.RowCount;
        answer["vcov"] = EstimateAnswer.Matrix([.. estimate.Names.Select(rename)], estimate.CovarianceMatrix);
        answer["df_t"] = estimate.Facts.DegreesOfFreedom;
        answer["df_k"] = estimate.Facts.CountedParameters;
        return answer;
    }

    private static Tree Statistics(InstrumentalEstimate fitted)
    {
        static Tree Row(SpecificationTest? test) => new() { ["stat"] = test!.Statistic, ["p"] = test.P, ["df1"] = test.DegreesOfFreedom, ["df2"] = test.Denominator ?? double.NaN, ["df"] = test.DegreesOfFreedom };
        static Tree Joint(WaldTest test) => new() { ["stat"] = test.F, ["p"] = test.P, ["df1"] = test.Numerator, ["df2"] = test.Denominator };
        // The second stage as least squares on fitted values.
        var second = AbsorbedLeastSquares.Solve(fitted.Structural.Absorbed, fitted.Structural.Model with { Covariance = Covariance.Iid });
        return new Tree
        {
            ["ivf1"] = Row(fitted.FirstStages[0].F),
            ["ivf2"] = Joint(second.Test(fitted.Endogenous)),
            ["ivwald1"] = Row(fitted.FirstStages[0].Wald),
            ["ivwald2"] = Joint(fitted.Structural.Test(fitted.Endogenous)),
            ["cd"] = fitted.CraggDonald,
            ["kpr"] = fitted.Structural.Model.Covariance.Kind == CovarianceKind.Iid ? Row(fitted.RankWald) : double.NaN,
            ["wh"] = Row(fitted.Endogeneity),
            ["sargan"] = Row(fitted.Sargan),
        };
    }

    private static ModelData Rows(ModelData data, string column, double value)
    {
        var values = data.Column(column);
        return data.Where(i => values[i] == value);
    }
}
