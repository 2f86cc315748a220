using System.Globalization;
using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Conformance;

/// <summary>Spatial regression.</summary>
internal static class SpatialModelAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["regression.lmtests"] = Tests,
        ["regression.sar"] = question => Likelihood(Fit(question, SpatialForm.Outcome)),
        ["regression.sem"] = question => Likelihood(Fit(question, SpatialForm.Disturbance)),
        ["regression.sdm"] = Durbin,
        ["regression.slx_sac"] = question => new Tree
        {
            ["slx_coef"] = Values(Fit(question, SpatialForm.Regressors).Coefficients),
            ["sac"] = Likelihood(Fit(question, SpatialForm.Combined)),
        },
    };

    private static Tree Tests(Case question)
    {
        var found = Regression(question).Diagnose(Data(question), question.Text("formula"));
        static Tree Row(SpatialTest test) => new() { ["statistic"] = test.Statistic, ["df"] = test.DegreesOfFreedom, ["p"] = test.P };
        return new Tree
        {
            ["coef"] = Values(found.Coefficients),
            ["sigma2_ml"] = found.Variance,
            ["tests"] = new Tree
            {
                ["LMerr"] = Row(found.Disturbance),
                ["LMlag"] = Row(found.Outcome),
                ["RLMerr"] = Row(found.RobustDisturbance),
                ["RLMlag"] = Row(found.RobustOutcome),
                ["SARMA"] = Row(found.Both),
            },
            ["moran_resid"] = new Tree { ["I"] = found.ResidualMoran.Value, ["E"] = found.ResidualMoran.Expected, ["Var"] = found.ResidualMoran.Variance, ["z"] = found.ResidualMoran.Z },
        };
    }

    private static Tree Durbin(Case question)
    {
        var durbin = Fit(question, SpatialForm.Durbin);
        var answer = Likelihood(durbin);
        answer["LR_vs_SAR"] = durbin.LikelihoodRatio(Fit(question, SpatialForm.Outcome)).Statistic;
        answer["LR_vs_SEM"] = durbin.LikelihoodRatio(Fit(question, SpatialForm.Disturbance)).Statistic;
        return answer;
    }

    private static Tree Likelihood(SpatialEstimate fitted)
    {
        var coefficients = Values(fitted.Coefficients);
        var answer = new Tree
        {
            ["coef"] = coefficients,
            ["se"] = Tree.Of(fitted.Coefficients.Select(c => (c.Name, (Answer)c.StandardError))),
            ["logLik"] = fitted.LogLikelihood,
            ["s2"] = fitted.Variance,
            ["impacts"] = new Tree
            {
                ["direct"] = Answer.Of(fitted.Impacts.Select(i => i.Direct.Value)),
                ["indirect"] = Answer.Of(fitted.Impacts.Select(i => i.Indirect.Value)),
                ["total"] = Answer.Of(fitted.Impacts.Select(i => i.Total.Value)),
            },
        };
        foreach (var parameter in new[] { fitted.Rho, fitted.Lambda }.OfType<Coefficient>())
            (coefficients[parameter.Name], answer[parameter.Name], answer[parameter.Name + "_se"]) = (parameter.Value, parameter.Value, parameter.StandardError);
        return answer;
    }

    private static Tree Values(IEnumerable<Coefficient> coefficients) => Tree.Of(coefficients.Select(c => (c.Name, (Answer)c.Value)));

    private static SpatialEstimate Fit(Case question, SpatialForm form) => Regression(question).Fit(Data(question), question.Text("formula"), form);

    private static ModelData Data(Case question)
    {
        var table = question.Table("data");
        return Formula.Parse(question.Text("formula")).Variables.Aggregate(ModelData.Of(table.RowCount), (data, name) => data.With(name, table.Numbers(name)));
    }

    private static SpatialRegression Regression(Case question)
    {
        var (links, units) = (question.Table("neighbours"), question.Table("data").RowCount);
        int[] from = [.. links.Numbers("i").Select(i => (int)i - 1)], to = [.. links.Numbers("j").Select(j => (int)j - 1)];
        string[] names = [.. Enumerable.Range(1, units).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new SpatialRegression(SpatialWeights.FromLinks(names, from, to).WithStyle(WeightStyle.Row));
    }
}
