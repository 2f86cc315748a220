using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Poisson, logit, probit, complementary log-log, negative binomial, and separation.</summary>
internal static class GeneralisedAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["fx_pois_affairs"] = question => Poisson(question, "affairs ~ age + yearsmarried + rating | education + religiousness",
            ("iid", Covariance.Iid), ("hetero", Covariance.Robust), ("cl", Covariance.ClusteredBy("education"))),
        ["fx_pois_trade_4fe"] = question => Poisson(question, "Euros ~ log(dist_km) | Origin + Destination + Product + Year",
            ("iid", Covariance.Iid), ("hetero", Covariance.Robust), ("cl_origin", Covariance.ClusteredBy("Origin")), ("twoway", Covariance.ClusteredBy("Origin", "Destination")), ("pair", Covariance.ClusteredBy("Origin^Destination"))),
        ["fx_pois_trade_gravity_fe"] = question => Poisson(question, "Euros ~ log(dist_km) | Origin^Year + Destination^Year + Product",
            ("iid", Covariance.Iid), ("cl_pair", Covariance.ClusteredBy("Origin^Destination"))),
        ["fx_logit_probit_affairs"] = LogitProbitAffairs,
        ["own_logit_probit"] = OwnLogitProbit,
        ["glm_cloglog_affairs"] = Cloglog,
        ["nb_affairs"] = NegativeBinomial,
        ["separation_ppmlhdfe"] = Separation,
    };

    private const double FixestTolerance = 1e-12; // glm.tol of these cases

    // Of the peers' models, at the step at which they stop.
    private static Estimate Fit(ModelData data, string formula, Covariance covariance, GeneralisedFamily family, SmallSample? rules = null, double? stop = null) =>
        new AbsorbedGeneralised().Fit(data, LinearModel.Parse(formula, covariance) with { SmallSample = rules ?? new SmallSample(), DevianceTolerance = stop }, family);

    private static Tree Poisson(Case question, string formula, params (string Name, Covariance Covariance)[] estimators)
    {
        var data = EstimateAnswer.Data(question);
        return Tree.Of(estimators.Select(e => (e.Name, (Answer)EstimateAnswer.Of(Fit(data, formula, e.Covariance, GeneralisedFamily.Poisson)))));
    }

    private static Tree LogitProbitAffairs(Case question)
    {
        const string formula = "any ~ age + yearsmarried + rating | education + religiousness";
        var data = EstimateAnswer.Data(question);
        Tree Of(Covariance covariance, GeneralisedFamily family) => EstimateAnswer.Of(Fit(data, formula, covariance, family, stop: FixestTolerance));
        return new Tree
        {
            ["logit_iid"] = Of(Covariance.Iid, GeneralisedFamily.Logit),
            ["logit_hetero"] = Of(Covariance.Robust, GeneralisedFamily.Logit),
            ["logit_cl"] = Of(Covariance.ClusteredBy("education"), GeneralisedFamily.Logit),
            ["probit_iid"] = Of(Covariance.Iid, GeneralisedFamily.Probit),
            ["probit_cl"] = Of(Covariance.ClusteredBy("education"), GeneralisedFamily.Probit),
        };
    }

    private static Tree OwnLogitProbit(Case question)
    {
        const string formula = "any ~ resil + control + fdi | prov + year";
        var all = EstimateAnswer.Data(question);
        var used = all.Column("in_unbal");
        var data = all.Where(i => used[i] == 1);
        return new Tree
        {
            ["logit"] = EstimateAnswer.Of(Fit(data, formula, Covariance.ClusteredBy("prov"), GeneralisedFamily.Logit, stop: FixestTolerance)),
            ["logit_iid"] = EstimateAnswer.Of(Fit(data, formula, Covariance.Iid, GeneralisedFamily.Logit, stop: FixestTolerance)),
            ["probit"] = EstimateAnswer.Of(Fit(data, formula, Covariance.ClusteredBy("prov"), GeneralisedFamily.Probit, stop: FixestTolerance)),
        };
    }

    private static Tree Cloglog(Case question) => EstimateAnswer.Of(Fit(EstimateAnswer.Data(question), "any ~ age + yearsmarried + rating + religiousness", Covariance.Iid, GeneralisedFamily.ComplementaryLogLog, SmallSample.None, 1e-14));

    private static Tree NegativeBinomial(Case question)
    {
        const string formula = "affairs ~ age + yearsmarried + rating + religiousness";
        var data = EstimateAnswer.Data(question);
        var expected = Fit(data, formula, Covariance.Iid, GeneralisedFamily.NegativeBinomial, SmallSample.None);
        var answer = EstimateAnswer.Of(expected);
        answer["theta"] = expected.Likelihood!.Theta!.Value;
        answer["se_theta"] = Fit(data, formula, Covariance.Iid, GeneralisedFamily.NegativeBinomial, SmallSample.None, FixestTolerance).Likelihood!.ThetaError!.Value;
        var joint = new AbsorbedGeneralised().Fit(data, LinearModel.Parse(formula, Covariance.Iid) with { Information = LikelihoodInformation.Observed }, GeneralisedFamily.NegativeBinomial);
        return new Tree { ["glm_nb"] = answer, ["fenegbin"] = WithTheta(joint) };
    }

    // That program lists θ among the errors, statistics and covariances.
    private static Tree WithTheta(Estimate joint)
    {
        const string theta = ".theta";
        var (answer, facts, k) = (EstimateAnswer.Of(joint), joint.Likelihood!, joint.Names.Count);
        var z = facts.Theta!.Value / facts.ThetaError!.Value;
        foreach (var (part, value) in new[] { ("se", facts.ThetaError.Value), ("stat", z), ("p", Numerics.StudentT.TwoSidedP(z, double.PositiveInfinity)) }) ((Tree)answer[part]!)[theta] = value;
        var all = new double[k + 1, k + 1];
        for (var a = 0; a < k; a++)
        {
            all[a, k] = all[k, a] = facts.ThetaCovariances![a];
            for (var b = 0; b < k; b++) all[a, b] = joint.CovarianceMatrix[a, b];
        }
        all[k, k] = facts.ThetaError.Value * facts.ThetaError.Value;
        answer["vcov"] = EstimateAnswer.Matrix([.. joint.Names, theta], all);
        return answer;
    }

    private static Tree Separation(Case question) => Tree.Of(Enumerable.Range(0, question.Root.GetProperty("data").GetArrayLength()).Select(file =>
    {
        var data = EstimateAnswer.Data(question, file);
        var regressors = data.Names.Where(name => name.StartsWith('x')).ToArray();
        var effects = data.Names.Where(name => name.StartsWith("id", StringComparison.Ordinal)).ToArray();
        var formula = $"y ~ {(regressors.Length == 0 ? "1" : string.Join(" + ", regressors))}{(effects.Length == 0 ? "" : " | " + string.Join(" + ", effects))}";
        var model = LinearModel.Parse(formula, Covariance.Iid) with { Singletons = SingletonRule.Keep };
        int[] rows = [.. new AbsorbedGeneralised().FindSeparated(data, model, GeneralisedFamily.Poisson).Select(row => row + 1)];
        return ($"{file + 1:00}.csv", (Answer)new Tree { ["n"] = data.RowCount, ["n_separated"] = rows.Length, ["separated_rows"] = rows });
    }));
}
