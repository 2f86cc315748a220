using System.Globalization;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Values of fixest 0.14.2 and of NIST.</summary>
public sealed class LeastSquaresReferenceTests
{
    private static Estimate Fit(ModelData data, string formula, Covariance covariance) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, covariance));

    [Theory]
    [InlineData("iid", "")]
    [InlineData("hetero", "hc1")]
    [InlineData("cl_firm", "firm")]
    [InlineData("cl_year", "year")]
    [InlineData("twoway", "firm year")]
    public void Two_way_effects_of_Grunfeld_are_those_of_fixest(string id, string clusters) =>
        Golden.Same(Golden.Case("fx_grunfeld_twfe").GetProperty(id), Fit(Golden.Data("grunfeld.csv"), "inv ~ value + capital | firm + year", Of(clusters)), 1e-8);

    [Theory]
    [InlineData("iid", "")]
    [InlineData("hc1", "hc1")]
    public void Pooled_regressions_are_those_of_fixest(string id, string covariance) =>
        Golden.Same(Golden.Case("fx_grunfeld_pooled_hc").GetProperty(id), Fit(Golden.Data("grunfeld.csv"), "inv ~ value + capital", Of(covariance)), 1e-8);

    [Theory]
    [InlineData("fx_trade_4fe_iid", "")]
    [InlineData("fx_trade_4fe_hc1", "hc1")]
    [InlineData("fx_trade_4fe_cl_origin", "Origin")]
    [InlineData("fx_trade_4fe_cl_pair", "Origin^Destination")]
    [InlineData("fx_trade_4fe_twoway", "Origin Destination")]
    public void Four_effects_in_trade_are_those_of_fixest(string id, string clusters)
    {
        var expected = Golden.Case(id);
        var actual = Fit(Golden.Data("trade.csv"), "log(Euros) ~ log(dist_km) | Origin + Destination + Product + Year", Of(clusters));
        Golden.Same(expected, actual, 1e-8);
        Assert.InRange(actual.AbsorptionBound, 0, 1e-10);
        if (!expected.TryGetProperty("r2", out var r2)) return;
        Golden.Close(r2.GetProperty("r2").GetDouble(), actual.Fit.R2, 1e-9, "R²");
        Golden.Close(expected.GetProperty("ar2").GetProperty("ar2").GetDouble(), actual.Fit.R2Adjusted, 1e-9, "adjusted R²");
        Golden.Close(expected.GetProperty("wr2").GetProperty("wr2").GetDouble(), actual.Fit.R2Within, 1e-9, "within R²");
        Golden.Close(expected.GetProperty("ssr").GetDouble(), actual.Fit.ResidualSumOfSquares, 1e-9, "SSR");
    }

    [Theory]
    [InlineData("iid", "")]
    [InlineData("cl", "Origin")]
    public void Interacted_effects_are_those_of_fixest(string id, string clusters) =>
        Golden.Same(Golden.Case("fx_trade_interacted_fe").GetProperty(id), Fit(Golden.Data("trade.csv"), "log(Euros) ~ log(dist_km) | Product^Year + Origin^Year + Destination", Of(clusters)), 1e-8);

    [Fact]
    public void Small_sample_factors_are_those_of_fixest_in_all_forty_eight_combinations()
    {
        var data = Golden.Data("trade.csv");
        var combinations = 0;
        var estimators = new (string Id, Covariance Covariance)[] { ("iid", Covariance.Iid), ("hetero", Covariance.Robust), ("cl", Covariance.ClusteredBy("Origin")), ("tw", Covariance.ClusteredBy("Origin", "Destination")) }
            .Select(e => (e.Id, Model: LinearModel.Parse("log(Euros) ~ log(dist_km) | Origin + Destination + Product + Year", e.Covariance)))
            .Select(e => (e.Id, e.Model, Absorbed: new AbsorbedLeastSquares().Absorb(data, e.Model))).ToArray();
        foreach (var combination in Golden.Case("fx_trade_4fe_ssc_grid").GetProperty("grid").EnumerateArray())
        {
            var rules = new SmallSample
            {
                AdjustParameters = combination.GetProperty("K.adj").GetBoolean(),
                Effects = combination.GetProperty("K.fixef").GetString() switch { "none" => EffectCount.None, "nonnested" => EffectCount.NotNested, _ => EffectCount.All },
                AdjustClusters = combination.GetProperty("G.adj").GetBoolean(),
                ClusterFactor = combination.GetProperty("G.df").GetString() == "min" ? ClusterFactor.Smallest : ClusterFactor.Each,
                DegreesOfFreedom = combination.GetProperty("t.df").GetString() == "min" ? DegreesOfFreedom.Clusters : DegreesOfFreedom.Residual,
            };
            foreach (var (id, model, absorbed) in estimators)
            {
                var expected = combination.GetProperty(id);
                var actual = AbsorbedLeastSquares.Solve(absorbed, model with { SmallSample = rules })["log(dist_km)"];
                Golden.Close(expected.GetProperty("se").GetDouble(), actual.StandardError, 1e-8, $"{id} {rules}");
                Golden.Close(expected.GetProperty("p").GetDouble(), actual.P, 1e-6, $"p of {id} {rules}", 1e-300);
            }
            combinations++;
        }
        Assert.Equal(48, combinations);
    }

    [Theory]
    [InlineData("perfect_fit", "iid", "")]
    [InlineData("perfect_fit", "hetero", "hc1")]
    [InlineData("perfect_fit", "cl_id", "id")]
    [InlineData("perfect_fit", "cl_region", "region")]
    [InlineData("none", "iid", "")]
    [InlineData("none", "hetero", "hc1")]
    [InlineData("none", "cl_id", "id")]
    [InlineData("none", "cl_region", "region")]
    public void Singletons_and_collinear_regressors_are_treated_as_by_fixest(string rule, string id, string clusters)
    {
        var expected = Golden.Case("fx_singletons_collinear").GetProperty(rule);
        var model = LinearModel.Parse("y ~ x1 + x2 + x3 + rx | id + t", Of(clusters)) with { Singletons = rule == "none" ? SingletonRule.Keep : SingletonRule.Drop };
        var actual = new AbsorbedLeastSquares().Fit(Golden.Data("singletons.csv"), model);
        Golden.Same(expected.GetProperty(id), actual, 1e-8);
        Assert.Equal(["x3", "rx"], actual.Collinear);
        Assert.Equal(rule == "none" ? 0 : 8, actual.Sample.SingletonsDropped);
        Assert.Throws<NotIdentifiedException>(() => actual["rx"]);
    }

    [Theory]
    [InlineData("iid", "")]
    [InlineData("cl", "id")]
    public void An_event_study_written_out_is_that_of_fixest(string id, string clusters) =>
        Golden.Same(Golden.Case("did_event_study_twfe").GetProperty(id), Fit(Golden.Data("fx_base_did.csv"), "y ~ x1 + i(period, treat, 5) | id + period", Of(clusters)), 1e-8);

    [Fact]
    public void A_joint_test_is_that_of_fixest()
    {
        var expected = Golden.Case("did_event_study_twfe").GetProperty("wald_pre");
        var actual = Fit(Golden.Data("fx_base_did.csv"), "y ~ x1 + i(period, treat, 5) | id + period", Covariance.Iid).Test([.. Enumerable.Range(1, 4).Select(k => $"period::{k}:treat")]);
        Golden.Close(expected.GetProperty("stat").GetDouble(), actual.F, 1e-8, "F");
        Golden.Close(expected.GetProperty("p").GetDouble(), actual.P, 1e-8, "p");
        Assert.Equal((expected.GetProperty("df1").GetInt32(), expected.GetProperty("df2").GetDouble()), (actual.Numerator, actual.Denominator));
    }

    [Theory]
    [InlineData("iid", "")]
    [InlineData("hc1", "hc1")]
    [InlineData("cl_city", "city")]
    [InlineData("cl_prov", "prov")]
    [InlineData("cl_year", "year")]
    [InlineData("tw_city_year", "city year")]
    [InlineData("tw_prov_year", "prov year")]
    public void An_unbalanced_panel_of_cities_gives_the_values_of_fixest(string id, string clusters)
    {
        var data = Golden.Data("own_city_panel.csv");
        var used = data.Column("in_unbal");
        var actual = Fit(data.Where(i => used[i] == 1), "lnx ~ resil + control + fdi | city + year", Of(clusters));
        Golden.Same(Golden.Case("own_twfe_unbalanced").GetProperty(id), actual, 1e-8);
        Assert.Equal(2, actual.Sample.SingletonsDropped);
    }

    [Theory]
    [InlineData("weighted", "lnx ~ resil + control + fdi | city + year")]
    [InlineData("prov_year", "lnx ~ resil + control + fdi | city + prov^year")]
    [InlineData("city_trend", "lnx ~ resil + control + fdi | city[year] + year")]
    public void Weights_interacted_effects_and_trends_give_the_values_of_fixest(string id, string formula)
    {
        var data = Golden.Data("own_city_panel.csv");
        var used = data.Column("in_unbal");
        if (id != "city_trend") data = data.Where(i => used[i] == 1);
        var model = LinearModel.Parse(formula, Covariance.ClusteredBy("city")) with { Weights = id == "weighted" ? "pop" : null };
        Golden.Same(Golden.Case("own_twfe_variants").GetProperty(id), new AbsorbedLeastSquares().Fit(data, model), 1e-7);
    }

    [Theory]
    [InlineData("longley", "y ~ x1 + x2 + x3 + x4 + x5 + x6", 9)]
    [InlineData("norris", "y ~ x", 9)]
    [InlineData("pontius", "y ~ x + I(x^2)", 9)]
    [InlineData("noint1", "y ~ x - 1", 9)]
    [InlineData("noint2", "y ~ x - 1", 9)]
    [InlineData("wampler1", "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)", 9)]
    [InlineData("wampler2", "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)", 9)]
    [InlineData("wampler4", "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)", 9)]
    [InlineData("filip", "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5) + I(x^6) + I(x^7) + I(x^8) + I(x^9) + I(x^10)", 7)]
    public void Certified_values_of_NIST_are_met(string id, string formula, double digits)
    {
        var expected = Golden.Case("nist_" + id);
        var actual = new AbsorbedLeastSquares().Fit(Golden.Data($"nist_{id}.csv"), LinearModel.Parse(formula, Covariance.Iid) with { PerfectFit = PerfectFitRule.Allow });
        Assert.Empty(actual.Collinear);
        var errors = expected.GetProperty("se").EnumerateObject().Select(p => p.Value.GetDouble()).ToArray();
        foreach (var (j, property) in expected.GetProperty("coef").EnumerateObject().Index())
        {
            AtLeast(digits, property.Value.GetDouble(), actual.Coefficients[j].Value, $"{id} {property.Name}");
            if (errors[j] > 0) AtLeast(digits, errors[j], actual.Coefficients[j].StandardError, $"{id} se of {property.Name}");
            else Assert.InRange(actual.Coefficients[j].StandardError, 0, 1e-9);
        }
        AtLeast(digits, expected.GetProperty("r2").GetDouble(), actual.Fit.R2, $"{id} R²");
        if (expected.GetProperty("residual_sd").GetDouble() > 0) AtLeast(digits, expected.GetProperty("residual_sd").GetDouble(), actual.Fit.ResidualDeviation, $"{id} residual deviation");
    }

    private static void AtLeast(double digits, double certified, double actual, string what)
    {
        var reached = Golden.Digits(certified, actual);
        Assert.True(reached >= digits, string.Create(CultureInfo.InvariantCulture, $"{what}: {reached:0.0} digits, {digits} wanted ({certified:R} certified, {actual:R} computed)"));
    }

    private static Covariance Of(string text) => text switch
    {
        "" => Covariance.Iid,
        "hc1" => Covariance.Robust,
        _ => Covariance.ClusteredBy(text.Split(' ')),
    };
}
