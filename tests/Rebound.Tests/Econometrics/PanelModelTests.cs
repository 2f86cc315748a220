using System.Text.Json;
using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>First differences, draws of units and periods, Hausman and Taylor, covariances and tests of panels.</summary>
public sealed class PanelModelTests
{
    private const int Cases = 1000;
    private const string Investment = "inv ~ value + capital";
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[6, 10], Gen.Int[5, 8], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));
    private static readonly LinearModel Model = LinearModel.Parse("y ~ x + z", Covariance.Iid);

    private static ModelData Panel((int Units, int Months, ulong Seed) shape, double missing = 0)
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, missing);
        return data.With("t", [.. data.FactorOf("month").Codes.Select(m => (double)m)]).With("i", [.. data.FactorOf("unit").Codes.Select(u => (double)u)]).WithPanel("unit", "t");
    }

    private static void Close(JsonElement expected, Estimate actual, double tolerance)
    {
        foreach (var property in expected.GetProperty("coef").EnumerateObject())
        {
            Golden.Close(property.Value.GetDouble(), actual[property.Name].Value, tolerance, property.Name);
            Golden.Close(expected.GetProperty("se").GetProperty(property.Name).GetDouble(), actual[property.Name].StandardError, tolerance, $"se of {property.Name}");
        }
    }

    [Fact]
    public void First_differences_are_those_of_plm()
    {
        var data = Golden.Data("grunfeld.csv").WithPanel("firm", "year");
        Close(Golden.Case("plm_grunfeld_estimators").GetProperty("fd"), new FirstDifferences().Fit(data, LinearModel.Parse(Investment, Covariance.Iid)), 1e-10);
    }

    [Fact]
    public void First_differences_are_the_regression_of_written_differences_also_over_gaps() => Shapes.Sample(shape =>
    {
        var data = Panel(shape, 0.1);
        var differences = new FirstDifferences().Fit(data, Model);
        var written = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("d(y) ~ d(x) + d(z)", Covariance.Iid));
        Assert.Equal(written.RowCount, differences.RowCount);
        Assert.Equal(data.RowCount, differences.RowCount + differences.Sample.Dropped.Sum(d => d.Rows));
        foreach (var (name, other) in new[] { ("x", "d(x, 1)"), ("z", "d(z, 1)"), ("(Intercept)", "(Intercept)") })
        {
            Golden.Close(written[other].Value, differences[name].Value, 1e-8, name, 1e-10);
            Golden.Close(written[other].StandardError, differences[name].StandardError, 1e-8, $"se of {name}");
        }
    }, iter: Cases);

    [Fact]
    public void With_two_periods_first_differences_are_the_within_estimate() => Gen.Select(Gen.Int[8, 20], Gen.ULong).Sample((units, seed) =>
    {
        var data = Panel((units, 2, seed));
        var differences = new FirstDifferences().Fit(data, Model);
        var within = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit + month", Covariance.Iid));
        foreach (var name in new[] { "x", "z" }) Golden.Close(within[name].Value, differences[name].Value, 1e-7, name, 1e-9);
    }, iter: Cases);

    // plm 2.6.2: plm(inv ~ value + capital, Grunfeld, model = "random", effect = "twoways", random.method = .)
    [Theory]
    [InlineData(RandomEffectsMethod.SwamyArora, 2675.42645195, 7095.25168825, 0, 0.863967804668, 0, 0, -57.865377258436, 0.109789999306, 0.308190487585)]
    [InlineData(RandomEffectsMethod.WallaceHussain, 3188.05758459, 5685.23237911, 0, 0.834853500005, 0, 0, -57.522212594185, 0.109703453409, 0.307286378535)]
    [InlineData(RandomEffectsMethod.Amemiya, 2644.13491450, 7452.02369582, 243.78168769, 0.867970479066, 0.278682390114, 0.277634045845, -63.767791273666, 0.111385729163, 0.323321225614)]
    [InlineData(RandomEffectsMethod.Nerlove, 2260.735351895, 8426.922712833, 534.942293831, 0.884951235306, 0.454960449551, 0.453200034306, -68.304674261233, 0.112729129219, 0.334493547831)]
    public void Draws_of_units_and_periods_are_those_of_plm(RandomEffectsMethod method, double noise, double units, double periods, double theta1, double theta2, double theta3, double intercept, double value, double capital)
    {
        var fitted = new RandomEffects().FitTwoWay(Golden.Data("grunfeld.csv"), LinearModel.Parse(Investment, Covariance.Iid), "firm", "year", method);
        (double, double, string)[] pairs =
        [
            (noise, fitted.IdiosyncraticVariance, "noise"), (units, fitted.IndividualVariance, "units"), (periods, fitted.PeriodVariance!.Value, "periods"), (theta1, fitted.LargestTheta, "theta 1"),
            (theta2, fitted.PeriodTheta!.Value, "theta 2"), (theta3, fitted.TotalTheta!.Value, "theta 3"), (intercept, fitted.Estimate["(Intercept)"].Value, "intercept"), (value, fitted.Estimate["value"].Value, "value"), (capital, fitted.Estimate["capital"].Value, "capital"),
        ];
        foreach (var (wanted, got, what) in pairs) Golden.Close(wanted, got, 1e-9, what, 1e-11);
    }

    [Fact]
    public void Without_draws_of_periods_two_ways_are_one_with_that_noise_and_order_does_not_matter() => Shapes.Sample(shape =>
    {
        var data = Panel(shape);
        var both = new RandomEffects().FitTwoWay(data, Model, "unit", "month");
        var turned = new RandomEffects().FitTwoWay(data, Model, "month", "unit");
        foreach (var c in both.Estimate.Coefficients)
        {
            Golden.Close(c.Value, turned.Estimate[c.Name].Value, 1e-8, c.Name, 1e-9);
            Golden.Close(c.StandardError, turned.Estimate[c.Name].StandardError, 1e-8, c.Name);
        }
        Golden.Close(both.IndividualVariance, turned.PeriodVariance!.Value, 1e-9, "variance", 1e-12);
        if (both.PeriodVariance > 0) return;
        Golden.Close(0, both.PeriodTheta!.Value + both.TotalTheta!.Value, 0, "theta", 1e-12);
    }, iter: Cases);

    [Fact]
    public void Hausman_and_Taylors_wages_are_those_of_plm()
    {
        var data = Golden.Data("wages.csv");
        var sex = data.FactorOf("sex");
        data = data.With("sexfemale", [.. sex.Codes.Select(c => sex.Labels[c] == "female" ? 1.0 : 0.0)]).With("person", [.. Enumerable.Range(0, data.RowCount).Select(i => (double)(i / 7))]);
        var model = LinearModel.Parse("lwage ~ wks + south + smsa + married + exp + I(exp^2) + bluecol + ind + union + sexfemale + black + ed", Covariance.Iid);
        var fitted = new HausmanTaylor().Fit(data, model, "person", ["wks", "marriedyes", "exp", "I(exp^2)", "unionyes", "ed"]);
        Close(Golden.Case("plm_hausman_taylor"), fitted.Estimate, 1e-7);
        Assert.Equal(["ed"], fitted.FixedEndogenous);
        Assert.Equal(["southyes", "smsayes", "bluecolyes", "ind"], fitted.ChangingExogenous);
    }

    [Fact]
    public void When_every_changing_regressor_hangs_on_the_draws_and_none_is_fixed_Hausman_and_Taylor_are_within_units() => Shapes.Sample(shape =>
    {
        var data = Panel(shape);
        var fitted = new HausmanTaylor().Fit(data, Model, "unit", ["x", "z"]);
        var within = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit", Covariance.Iid));
        foreach (var c in within.Coefficients) Golden.Close(c.Value, fitted.Estimate[c.Name].Value, 1e-7, c.Name, 1e-9);
    }, iter: Cases);

    [Fact]
    public void When_no_regressor_hangs_on_the_draws_Hausman_and_Taylor_are_random_effects()
    {
        var stream = new RandomStream(5, 0);
        const int n = 200;
        double[] y = new double[n], x = new double[n], fixedOne = new double[n], unit = new double[n], draw = [.. Enumerable.Range(0, 40).Select(_ => stream.NextNormal())], still = [.. Enumerable.Range(0, 40).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++) (unit[i], x[i], fixedOne[i], y[i]) = (i / 5, stream.NextNormal(), still[i / 5], draw[i / 5] + still[i / 5] + stream.NextNormal());
        var data = ModelData.Of(n).With("y", y).With("x", x).With("s", fixedOne).With("unit", unit);
        var fitted = new HausmanTaylor().Fit(data, LinearModel.Parse("y ~ x + s", Covariance.Iid), "unit", []);
        Assert.Equal(["s"], fitted.FixedExogenous);
        Assert.InRange(fitted.Estimate["s"].Value, 0.5, 1.5);
        Assert.Throws<NotIdentifiedException>(() => new HausmanTaylor().Fit(data, LinearModel.Parse("y ~ x + s", Covariance.Iid), "unit", ["x", "s"]));
        Assert.Throws<ArgumentException>(() => new HausmanTaylor().Fit(data, LinearModel.Parse("y ~ x + s", Covariance.Iid), "unit", ["nothing"]));
    }

    [Fact]
    public void Covariances_of_panels_are_those_of_plm()
    {
        var expected = Golden.Case("plm_grunfeld_vcov");
        var data = Golden.Data("grunfeld.csv").WithPanel("firm", "year");
        var rows = new SmallSample { Effects = EffectCount.None, AdjustClusters = false, ParameterFactor = ParameterFactor.Rows };
        var (clusters, units) = (Covariance.ClusteredBy("firm"), Covariance.OneVarianceBy("firm"));
        foreach (var (id, covariance, rules) in new (string, Covariance, SmallSample)[]
        {
            ("within_arellano_HC1", clusters, rows), ("within_arellano_HC2", clusters with { Residuals = ResidualRule.RootLeverage }, SmallSample.None), ("within_arellano_HC3", clusters with { Residuals = ResidualRule.Leverage }, SmallSample.None),
            ("within_white1_HC3", Covariance.Robust with { Residuals = ResidualRule.Leverage }, SmallSample.None), ("within_white2_HC0", units, SmallSample.None), ("within_white2_HC2", units with { Residuals = ResidualRule.RootLeverage }, SmallSample.None),
            ("bk_pcse", Covariance.PanelCorrected, SmallSample.None), ("dc_HC1", Covariance.ClusteredBy("firm", "year"), rows),
        })
            Close(expected.GetProperty(id), new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(Investment + " | firm", covariance) with { SmallSample = rules }), 1e-8);
    }

    [Fact]
    public void One_variance_a_row_is_hc1_and_one_for_all_is_iid_but_for_the_factor() => Shapes.Sample(shape =>
    {
        var data = Panel(shape).With("row", [.. Enumerable.Range(0, shape.Units * shape.Months).Select(i => (double)i)]).With("one", new double[shape.Units * shape.Months]);
        Estimate Of(Covariance covariance) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit", covariance));
        foreach (var (a, b) in new[] { (Of(Covariance.Robust), Of(Covariance.OneVarianceBy("row"))), (Of(Covariance.Iid), Of(Covariance.OneVarianceBy("one"))) })
            foreach (var c in a.Coefficients) Golden.Close(c.StandardError, b[c.Name].StandardError, 1e-9, c.Name);
    }, iter: Cases);

    [Fact]
    public void Panel_corrected_errors_are_the_double_sum_over_units_and_do_not_mind_the_order_of_rows() => Shapes.Sample(shape =>
    {
        var data = Panel(shape);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ 0 + x", Covariance.PanelCorrected));
        var (x, u, n, t) = (data.Column("x"), estimate.Residuals, shape.Units, shape.Months);
        double meat = 0, bread = 0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                double sigma = 0, cross = 0;
                for (var s = 0; s < t; s++) (sigma, cross) = (sigma + u[i * t + s] * u[j * t + s] / t, cross + x[i * t + s] * x[j * t + s]);
                meat += sigma * cross;
            }
        foreach (var v in x) bread += v * v;
        Golden.Close(Math.Sqrt(meat) / bread, estimate["x"].StandardError, 1e-9, "se");
        int[] order = [.. Enumerable.Range(0, n * t).OrderBy(i => i * 7919L % 104729)];
        var shuffled = ModelData.Of(n * t).With("x", [.. order.Select(i => x[i])]).With("y", [.. order.Select(i => data.Column("y")[i])]).With("i", [.. order.Select(i => data.Column("i")[i])]).With("t", [.. order.Select(i => data.Column("t")[i])]).WithPanel("i", "t");
        Golden.Close(estimate["x"].StandardError, new AbsorbedLeastSquares().Fit(shuffled, estimate.Model)["x"].StandardError, 1e-9, "shuffled");
    }, iter: Cases);

    [Fact]
    public void Pixels_are_those_of_fixest_and_tiny_ones_change_nothing()
    {
        var data = Golden.Data("quakes.csv");
        var expected = Golden.Case("fx_quakes_conley");
        Estimate Of(Covariance covariance) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("depth ~ mag", covariance));
        Close(expected.GetProperty("conley100_sph_px50"), Of(Covariance.Parse("conley(100, uniform, 50)") with { Radius = 12752 / 2.0 }), 1e-7);
        Golden.Close(Of(Covariance.Conley(100))["mag"].StandardError, Of(Covariance.Conley(100) with { Pixel = 1e-7 })["mag"].StandardError, 1e-9, "tiny pixels");
        Assert.Equal("conley(100, uniform, 50)", Covariance.Parse("conley(100, uniform, 50)").ToString());
        Assert.Throws<FormulaException>(() => Covariance.Parse("conley(100, uniform, none)"));
    }

    [Fact]
    public void Tests_of_panels_are_those_of_plm()
    {
        var expected = Golden.Case("plm_grunfeld_tests");
        var data = Golden.Data("grunfeld.csv");
        var model = LinearModel.Parse(Investment, Covariance.Iid);
        var tests = new RandomEffects().Test(data, model, "firm", "year", new PanelTestOptions { Order = 2, Convention = PanelTestConvention.Plm });
        foreach (var (id, test) in new[]
        {
            ("F_twoways", tests.TwoWayF), ("lm_kw", tests.KingWu), ("lm_ghm", tests.Gourieroux), ("pcd", tests.CrossSection), ("pcd_lm", tests.CrossSectionLm), ("pcd_sclm", tests.CrossSectionScaled), ("bsy_re", tests.RobustEffects),
            ("bsy_ar", tests.RobustSerial), ("bsy_j", tests.JointSerial), ("wooldridge_ar", tests.Wooldridge), ("wooldridge_fd", tests.WooldridgeDifferences), ("bg", tests.BreuschGodfrey),
        })
        {
            Golden.Close(expected.GetProperty(id).GetProperty("statistic").GetDouble(), test.Statistic, 1e-8, id);
            Golden.Close(expected.GetProperty(id).GetProperty("p").GetDouble(), test.P, 1e-6, $"p of {id}", 1e-300);
        }
        Golden.Close(expected.GetProperty("bnftest").GetProperty("statistic").GetDouble(), tests.DurbinWatson, 1e-9, "Durbin-Watson");
        Golden.Close(371.8891932, tests.WooldridgeLevels.Statistic, 1e-9, "levels"); // pwfdtest(h0 = "fe")
        var published = new RandomEffects().Test(data, model, "firm", "year", new PanelTestOptions { Order = 2 });
        Golden.Close(75.2740326156, published.BreuschGodfrey.Statistic, 1e-9, "lags within units"); // n R² by hand in R
        Golden.Close(published.RobustSerial.Statistic + new RandomEffects().Diagnose(data, model, "firm").BreuschPagan.Statistic, published.JointSerial.Statistic, 1e-9, "the joint test is the sum of Breusch and Pagan's and the robust one");
    }

    [Fact]
    public void Relations_between_tests_of_panels_hold() => Shapes.Sample(shape =>
    {
        var data = Panel(shape);
        var tests = new RandomEffects().Test(data, Model, "unit", "month");
        var one = new RandomEffects().Diagnose(data, Model, "unit");
        Golden.Close(one.Honda.Statistic * one.Honda.Statistic + tests.HondaPeriods.Statistic * tests.HondaPeriods.Statistic, tests.BreuschPagan.Statistic, 1e-8, "both", 1e-10);
        Golden.Close((one.Honda.Statistic + tests.HondaPeriods.Statistic) / Math.Sqrt(2), tests.Honda.Statistic, 1e-8, "Honda", 1e-10);
        Assert.InRange(tests.Gourieroux.Statistic, 0, tests.BreuschPagan.Statistic + 1e-9);
        Assert.InRange(tests.Gourieroux.P, 0, 1);
        Golden.Close(one.CrossSection!.Statistic, tests.CrossSection.Statistic, 1e-8, "CD", 1e-10);
        Golden.Close(one.Wooldridge!.Statistic, tests.Wooldridge.Statistic, 1e-7, "Wooldridge", 1e-9);
        Assert.InRange(tests.DurbinWatson, 0, 4);
        Assert.InRange(tests.BreuschGodfrey.Statistic, 0, data.RowCount);
    }, iter: Cases);

    [Fact]
    public void Tests_of_a_panel_without_effects_reject_about_as_often_as_they_say()
    {
        var stream = new RandomStream(3, 0);
        int draws = 400, kingWu = 0, mixed = 0, lm = 0, serial = 0, godfrey = 0, wald = 0;
        for (var r = 0; r < draws; r++)
        {
            const int units = 20, periods = 12, n = units * periods;
            double[] y = new double[n], x = new double[n], unit = new double[n], period = new double[n];
            for (var i = 0; i < n; i++) (unit[i], period[i], x[i], y[i]) = (i / periods, i % periods, stream.NextNormal(), stream.NextNormal());
            var tests = new RandomEffects().Test(ModelData.Of(n).With("y", y).With("x", x).With("u", unit).With("t", period), LinearModel.Parse("y ~ x", Covariance.Iid), "u", "t");
            if (tests.KingWu.P < 0.1) kingWu++;
            if (tests.Gourieroux.P < 0.1) mixed++;
            if (tests.CrossSectionScaled.P < 0.1) lm++;
            if (tests.RobustSerial.P < 0.1) serial++;
            if (tests.WooldridgeDifferences.P < 0.1) wald++;
            if (tests.WooldridgeLevels.P < 0.1) godfrey++;
        }
        Assert.InRange(kingWu, 20, 60);
        Assert.InRange(mixed, 20, 65);
        Assert.InRange(lm, 20, 90); // within residuals of few periods: known to reject too often
        Assert.InRange(serial, 20, 65);
        Assert.InRange(godfrey, 20, 80);
        Assert.InRange(wald, 380, 400); // white levels are differences that hang on their past
    }

    [Fact]
    public void Panels_with_gaps_are_refused_where_the_formulas_need_balance()
    {
        var data = Panel((8, 6, 3), 0.2);
        Assert.Throws<NotIdentifiedException>(() => new RandomEffects().FitTwoWay(data, Model, "unit", "month"));
        Assert.Throws<NotIdentifiedException>(() => new RandomEffects().Test(data, Model, "unit", "month"));
        Assert.Throws<NotIdentifiedException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x", Covariance.PanelCorrected)));
        Assert.Throws<ArgumentException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x", Covariance.Hc2 with { Residuals = ResidualRule.Leverage })));
        Assert.Throws<ArgumentException>(() => new FirstDifferences().Fit(Planted.Panel(6, 6, 0.5, 1), Model));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomEffects().Test(Panel((8, 6, 3)), Model, "unit", "month", new PanelTestOptions { Order = 5 }));
    }
}
