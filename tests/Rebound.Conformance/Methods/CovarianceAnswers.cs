using Rebound.Econometrics;

namespace Rebound.Conformance;

/// <summary>Least squares with absorbed effects and their covariances.</summary>
internal static class CovarianceAnswers
{
    // The peer of these cases takes the Earth for a sphere of 12,752 km across, or for a plane with 111 km a degree.
    private const double PeerRadius = 12752 / 2.0;
    private const double PeerPlane = 111 * 180 / Math.PI;
    private const string Trade = "log(Euros) ~ log(dist_km) | Origin + Destination + Product + Year";

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["fx_grunfeld_fe_hc"] = q => Several(Grunfeld(q), "inv ~ value + capital | firm", ("hc2", "hc2"), ("hc3", "hc3")),
        ["fx_grunfeld_pooled_hc"] = q => Several(Grunfeld(q), "inv ~ value + capital", ("hc1", "hc1"), ("hc2", "hc2"), ("hc3", "hc3"), ("iid", "iid")),
        ["fx_grunfeld_twfe"] = q => Several(Grunfeld(q), "inv ~ value + capital | firm + year", ("iid", "iid"), ("hetero", "hc1"), ("cl_firm", "cluster(firm)"), ("cl_year", "cluster(year)"), ("twoway", "cluster(firm+year)")),
        ["fx_grunfeld_hac"] = OverTime,
        ["fx_quakes_conley"] = q => Places(EconometricsData.Table(q, "quakes.csv"), "depth ~ mag", ["conley50_tri", "conley100_tri", "conley200_tri", "conley100_sph", "conley100_sph_px50"]),
        ["fx_singletons_collinear"] = Singletons,
        ["fx_trade_4fe_iid"] = q => EconometricsData.Fixest(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), Trade, "iid")),
        ["fx_trade_4fe_hc1"] = q => EconometricsData.Fixest(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), Trade, "hc1")),
        ["fx_trade_4fe_cl_origin"] = q => EconometricsData.Fixest(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), Trade, "cluster(Origin)")),
        ["fx_trade_4fe_cl_pair"] = q => EconometricsData.Fixest(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), Trade, "cluster(Origin^Destination)")),
        ["fx_trade_4fe_twoway"] = q => EconometricsData.Fixest(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), Trade, "cluster(Origin+Destination)")),
        ["fx_trade_4fe_ssc_grid"] = Rules,
        ["fx_trade_interacted_fe"] = Interacted,
        ["fx_trade_fixef"] = q => Tree.Of(EconometricsData.Fit(EconometricsData.Table(q, "trade.csv"), "log(Euros) ~ log(dist_km) | Origin + Destination + Year", "iid")
            .RecoverEffects(new Dictionary<string, string>(StringComparer.Ordinal) { ["Destination"] = "LU" }).Select(e => (e.Name, (Answer)Tree.Of(e.Labels, e.Values!)))),
        ["cr2_grunfeld"] = q => FewClusters(Grunfeld(q), "inv ~ value + capital + factor(firm)", "firm", "df_satt", ["CR0", "CR1", "CR1S", "CR2"]),
        ["own_cr2_provinces"] = q => FewClusters(EconometricsData.Table(q, "own_city_panel.csv"), "lnx ~ resil + control + fdi", "prov", "df", ["CR0", "CR1", "CR2", "CR3"]),
        ["own_twfe_unbalanced"] = Unbalanced,
        ["own_twfe_variants"] = Variants,
        ["did_event_study_twfe"] = EventStudy,
        ["wildboot_grunfeld"] = WildBootstrap,
    };

    private static ModelData Grunfeld(Case question) => EconometricsData.Table(question, "grunfeld.csv").WithPanel("firm", "year");

    private static Tree Several(ModelData data, string formula, params (string Id, string Covariance)[] parts) =>
        Tree.Of(parts.Select(p => (p.Id, (Answer)EconometricsData.Fixest(EconometricsData.Fit(data, formula, p.Covariance)))));

    private static Tree OverTime(Case question)
    {
        var data = Grunfeld(question);
        var answer = Several(data, "inv ~ value + capital | firm + year", ("nw0", "nw(0)"), ("nw1", "nw(1)"), ("nw2", "nw(2)"), ("nw3", "nw(3)"), ("dk0", "dk(0)"), ("dk1", "dk(1)"), ("dk2", "dk(2)"), ("dk3", "dk(3)"), ("nw_default", "nw"), ("dk_default", "dk"));
        foreach (var (name, formula) in new[] { ("pooled", "inv ~ value + capital"), ("oneway", "inv ~ value + capital | firm") })
            foreach (var kind in new[] { "nw", "dk" })
                answer[$"{name}_{kind}2"] = EconometricsData.Fixest(EconometricsData.Fit(data, formula, kind + "(2)"));
        return answer;
    }

    private static Tree Places(ModelData data, string formula, string[] ids) => Tree.Of(ids.Select(id => (id, (Answer)Place(data, formula, id))));

    private static Tree Place(ModelData data, string formula, string id)
    {
        var cutoff = double.Parse(new string([.. id.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
        return EconometricsData.Fixest(EconometricsData.Fit(data, LinearModel.Parse(formula, id.EndsWith("_tri", StringComparison.Ordinal)
            ? Covariance.Conley(cutoff) with { Radius = PeerPlane, Distance = ConleyDistance.Planar }
            : Covariance.Conley(cutoff) with { Radius = PeerRadius, Pixel = id.EndsWith("_px50", StringComparison.Ordinal) ? 50 : 0 })));
    }

    private static Tree Singletons(Case question)
    {
        var data = EconometricsData.Table(question, "singletons.csv");
        return Tree.Of(new[] { "perfect_fit", "singletons", "none" }.Select(rule =>
        {
            var part = new Tree();
            foreach (var (id, covariance) in new[] { ("iid", "iid"), ("hetero", "hc1"), ("cl_id", "cluster(id)"), ("cl_region", "cluster(region)") })
            {
                var model = LinearModel.Parse("y ~ x1 + x2 + x3 + rx | id + t", Covariance.Parse(covariance)) with { Singletons = rule == "none" ? SingletonRule.Keep : SingletonRule.Drop };
                var estimate = EconometricsData.Fit(data, model);
                part[id] = EconometricsData.Fixest(estimate);
                part["collinear"] = estimate.Collinear.ToArray();
            }
            return (rule, (Answer)part);
        }));
    }

    private static Tree Rules(Case question)
    {
        var data = EconometricsData.Table(question, "trade.csv");
        var grid = question.Expected.GetProperty("grid").EnumerateArray().Select(c =>
        {
            var rules = new SmallSample
            {
                AdjustParameters = c.GetProperty("K.adj").GetBoolean(),
                Effects = c.GetProperty("K.fixef").GetString() switch { "none" => EffectCount.None, "nonnested" => EffectCount.NotNested, _ => EffectCount.All },
                AdjustClusters = c.GetProperty("G.adj").GetBoolean(),
                ClusterFactor = c.GetProperty("G.df").GetString() == "min" ? ClusterFactor.Smallest : ClusterFactor.Each,
                DegreesOfFreedom = c.GetProperty("t.df").GetString() == "min" ? DegreesOfFreedom.Clusters : DegreesOfFreedom.Residual,
            };
            var part = Tree.Of(new[] { ("iid", "iid"), ("hetero", "hc1"), ("cl", "cluster(Origin)"), ("tw", "cluster(Origin+Destination)") }.Select(e =>
            {
                var coefficient = EconometricsData.Fit(data, LinearModel.Parse(Trade, Covariance.Parse(e.Item2)) with { SmallSample = rules }).Coefficients[0];
                return (e.Item1, (Answer)new Tree { ["se"] = coefficient.StandardError, ["p"] = coefficient.P });
            }));
            foreach (var name in new[] { "K.adj", "G.adj" }) part[name] = c.GetProperty(name).GetBoolean();
            foreach (var name in new[] { "K.fixef", "G.df", "t.df" }) part[name] = c.GetProperty(name).GetString()!;
            return (Answer)part;
        });
        return new Tree { ["coef"] = EconometricsData.Fixest(EconometricsData.Fit(data, Trade, "iid"))["coef"]!, ["grid"] = Answer.List(grid) };
    }

    private static Tree Interacted(Case question)
    {
        const string Formula = "log(Euros) ~ log(dist_km) | Product^Year + Origin^Year + Destination";
        var data = EconometricsData.Table(question, "trade.csv");
        var answer = Several(data, Formula, ("iid", "iid"), ("cl", "cluster(Origin)"));
        var effects = EconometricsData.Fit(data, Formula, "iid").Effects;
        answer["fe_sizes"] = Tree.Of(effects.Select(e => e.Name), effects.Select(e => (double)e.Groups));
        return answer;
    }

    private static Tree FewClusters(ModelData data, string formula, string grouping, string degrees, string[] kinds)
    {
        var plain = EconometricsData.Fit(data, LinearModel.Parse(formula, Covariance.ClusteredBy(grouping)) with { SmallSample = SmallSample.None });
        var adjustment = new ClusterAdjustment(plain.Absorbed, plain.Absorbed.Design.Clusters[0], 0);
        var bread = plain.Absorbed.Factor.InverseCrossProduct();
        var plainDegrees = adjustment.Degrees(adjustment.Apply([.. plain.Absorbed.Columns]), bread);
        double n = plain.RowCount, groups = plain.Facts.Clusters[0].Groups, k = plain.Names.Count;
        int[] shown = [.. Enumerable.Range(0, plain.Names.Count).Where(j => !plain.Names[j].StartsWith("factor", StringComparison.Ordinal))];
        return Tree.Of(kinds.Select(kind =>
        {
            var estimate = kind switch
            {
                "CR2" => EconometricsData.Fit(data, formula, $"cr2({grouping})"),
                "CR3" => EconometricsData.Fit(data, formula, $"cr3({grouping})"),
                _ => plain,
            };
            var factor = kind switch { "CR1" => Math.Sqrt(groups / (groups - 1)), "CR1S" => Math.Sqrt(groups * (n - 1) / ((groups - 1) * (n - k))), _ => 1 };
            Tree Each(Func<int, double> part) => Tree.Of(shown.Select(j => estimate.Names[j]), shown.Select(part));
            double Degrees(int j) => kind is "CR2" or "CR3" ? estimate.Coefficients[j].DegreesOfFreedom : plainDegrees[j];
            var answer = new Tree
            {
                ["coef"] = Each(j => estimate.Coefficients[j].Value),
                ["se"] = Each(j => factor * estimate.Coefficients[j].StandardError),
                ["p"] = Each(j => Numerics.StudentT.TwoSidedP(estimate.Coefficients[j].T / factor, Degrees(j))),
            };
            answer[degrees] = Each(Degrees);
            return (kind, (Answer)answer);
        }));
    }

    private static Tree Unbalanced(Case question)
    {
        const string Formula = "lnx ~ resil + control + fdi | city + year";
        var data = EconometricsData.Table(question, "own_city_panel.csv");
        var used = data.Column("in_unbal");
        data = data.Where(i => used[i] == 1).WithPanel("city", "year");
        var answer = Several(data, Formula, ("iid", "iid"), ("hc1", "hc1"), ("cl_city", "cluster(city)"), ("cl_prov", "cluster(prov)"), ("cl_year", "cluster(year)"), ("tw_city_year", "cluster(city+year)"), ("tw_prov_year", "cluster(prov+year)"), ("nw2", "nw(2)"), ("dk2", "dk(2)"));
        foreach (var id in new[] { "conley300", "conley300_tri" }) answer[id] = Place(data, Formula, id);
        return answer;
    }

    private static Tree Variants(Case question)
    {
        var data = EconometricsData.Table(question, "own_city_panel.csv");
        return Tree.Of(new[] { ("weighted", "city + year"), ("prov_year", "city + prov^year"), ("city_trend", "city[year] + year") }.Select(v =>
        {
            var model = LinearModel.Parse("lnx ~ resil + control + fdi | " + v.Item2, Covariance.ClusteredBy("city"));
            if (v.Item1 == "weighted") model = model with { Weights = "pop" };
            if (v.Item1 != "city_trend") model = model with { Where = "in_unbal == 1" };
            return (v.Item1, (Answer)EconometricsData.Fixest(EconometricsData.Fit(data, model)));
        }));
    }

    private static Tree EventStudy(Case question)
    {
        const string Formula = "y ~ x1 + i(period, treat, 5) | id + period";
        var data = EconometricsData.Table(question, "fx_base_did.csv");
        var answer = Several(data, Formula, ("iid", "iid"), ("cl", "cluster(id)"));
        var test = EconometricsData.Fit(data, Formula, "iid").Test([.. Enumerable.Range(1, 4).Select(p => $"period::{p}:treat")]);
        answer["wald_pre"] = new Tree { ["stat"] = test.F, ["p"] = test.P, ["df1"] = test.Numerator, ["df2"] = test.Denominator };
        return answer;
    }

    private static Tree WildBootstrap(Case question)
    {
        var estimate = EconometricsData.Fit(Grunfeld(question), "inv ~ value + capital", "cluster(firm)");
        WildBootstrapResult Test(string name, double value, WildNull under, WildTies ties) =>
            new WildClusterBootstrap(new WildBootstrapOptions { Seed = 1, Draws = 99_999, Weights = WildWeights.Rademacher, Null = under, Ties = ties }).Test(estimate, name, value);
        Tree peer = [], own = [];
        foreach (var (name, value, shown) in new[] { ("value", 0, "value"), ("value", 0.1, "value_r"), ("capital", 0, "capital"), ("capital", 0.2, "capital_r") })
        {
            var strict = Test(name, value, WildNull.Imposed, WildTies.NotCounted);
            peer["wcr_" + shown] = Peer(strict);
            own[value == 0 ? name : System.FormattableString.Invariant($"{name}_r{value}")] = Enumerated(strict, Test(name, value, WildNull.Imposed, WildTies.Counted));
        }
        foreach (var name in new[] { "value", "capital" })
        {
            var strict = Test(name, 0, WildNull.NotImposed, WildTies.NotCounted);
            peer["wcu_" + name] = Peer(strict);
            own[name + "_wcu"] = Enumerated(strict, Test(name, 0, WildNull.NotImposed, WildTies.Counted));
        }
        return new Tree { ["fwildclusterboot"] = peer, ["own_enumeration"] = own };

        static Tree Peer(WildBootstrapResult result) => new() { ["t"] = result.T, ["p"] = result.P, ["ci"] = new[] { result.Low, result.High }, ["B"] = result.Draws, ["enumerated"] = result.Enumerated };

        static Tree Enumerated(WildBootstrapResult strict, WildBootstrapResult ties) => new() { ["t"] = ties.T, ["p_enum"] = strict.P, ["p_ge"] = ties.P, ["draws"] = ties.Draws };
    }
}
