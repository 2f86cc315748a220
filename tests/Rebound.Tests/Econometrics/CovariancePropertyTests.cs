using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>What covariances by leverage, over time and over space must satisfy, whatever the data.</summary>
public sealed class CovariancePropertyTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[4, 9], Gen.Int[4, 7], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));

    private static Estimate Fit(ModelData data, string formula, Covariance covariance, string? weights = null) =>
        new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, covariance) with { Weights = weights });

    private static ModelData Panel((int Units, int Months, ulong Seed) shape, double missing = 0)
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, missing);
        var (unit, month) = (data.FactorOf("unit").Codes, data.FactorOf("month").Codes);
        return data.With("row", [.. Enumerable.Range(0, data.RowCount).Select(i => (double)i)]).With("t", [.. month.Select(m => (double)m)])
            .With("lat", [.. unit.Select(u => 20 + 3.0 * u)]).With("lon", [.. unit.Select(u => 100 + 2.5 * (u % 3))]).WithPanel("unit", "t");
    }

    private static void SameErrors(Estimate expected, Estimate actual, double tolerance, double factor = 1)
    {
        foreach (var name in expected.Names) Golden.Close(expected[name].StandardError * factor, actual[name].StandardError, tolerance, $"se of {name}, {actual.Facts.Estimator}");
    }

    [Fact]
    public void Hc3_is_the_sum_over_rows_left_out() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, 3, 0.5, shape.Seed);
        var all = Fit(data, "y ~ x + z", Covariance.Hc3);
        double x = 0, z = 0;
        for (var i = 0; i < data.RowCount; i++)
        {
            var without = Fit(data.Where(r => r != i), "y ~ x + z", Covariance.Iid);
            x += Math.Pow(without["x"].Value - all["x"].Value, 2);
            z += Math.Pow(without["z"].Value - all["z"].Value, 2);
        }
        Golden.Close(Math.Sqrt(x), all["x"].StandardError, 1e-8, "se of x");
        Golden.Close(Math.Sqrt(z), all["z"].StandardError, 1e-8, "se of z");
    }, iter: Cases);

    [Fact]
    public void Cr3_is_the_sum_over_clusters_left_out_with_weights_too() => Gen.Select(Shapes, Gen.Bool).Sample((shape, weighted) =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var weights = weighted ? "w" : null;
        var all = Fit(data, "y ~ x + z", Covariance.Jackknife("unit"), weights);
        var unit = data.FactorOf("unit").Codes;
        double x = 0;
        for (var g = 0; g < shape.Units; g++) x += Math.Pow(Fit(data.Where(r => unit[r] != g), "y ~ x + z", Covariance.Iid, weights)["x"].Value - all["x"].Value, 2);
        Golden.Close(Math.Sqrt(x), all["x"].StandardError, 1e-8, "se of x");
    }, iter: Cases);

    [Fact]
    public void Clusters_of_one_row_turn_CR2_into_HC2_and_CR3_into_HC3() => Shapes.Sample(shape =>
    {
        var data = Panel(shape, 0.05);
        foreach (var formula in new[] { "y ~ x + z", "y ~ x + z | unit", "y ~ x + z | unit + month" })
        {
            if (Fit(data, formula, Covariance.Robust).RowCount < shape.Units + shape.Months + 6) continue;
            SameErrors(Fit(data, formula, Covariance.Hc2), Fit(data, formula, Covariance.BiasReduced("row")), 1e-7);
            SameErrors(Fit(data, formula, Covariance.Hc3), Fit(data, formula, Covariance.Jackknife("row")), 1e-7);
        }
    }, iter: Cases);

    [Fact]
    public void Leverages_of_absorbed_effects_are_those_of_dummies() => Gen.Select(Shapes, Gen.Bool).Sample((shape, weighted) =>
    {
        var data = Panel(shape);
        var weights = weighted ? "w" : null;
        foreach (var covariance in new[] { Covariance.Hc2, Covariance.Hc3, Covariance.BiasReduced("unit") })
        {
            var (a, b) = (Fit(data, "y ~ x + z | unit + month", covariance, weights), Fit(data, "y ~ x + z + i(unit) + i(month)", covariance, weights));
            Golden.Close(b["x"].StandardError, a["x"].StandardError, 1e-7, $"se of x, {covariance}");
            Golden.Close(b["x"].DegreesOfFreedom, a["x"].DegreesOfFreedom, 1e-6, $"df of x, {covariance}");
        }
    }, iter: Cases);

    [Fact]
    public void HC1_HC2_and_HC3_stand_in_their_order() => Shapes.Sample(shape =>
    {
        var data = Panel(shape);
        double Error(Covariance covariance) => Fit(data, "y ~ x + z | unit", covariance)["x"].StandardError;
        Assert.InRange(Error(Covariance.Hc2), 0, Error(Covariance.Hc3));
        var plain = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit", Covariance.Robust) with { SmallSample = SmallSample.None })["x"].StandardError;
        Assert.InRange(plain, 0, Error(Covariance.Hc2));
    }, iter: Cases);

    [Fact]
    public void Satterthwaite_gives_no_more_degrees_than_clusters() => Shapes.Sample(shape =>
    {
        foreach (var coefficient in Fit(Panel(shape), "y ~ x + z | month", Covariance.BiasReduced("unit")).Coefficients) Assert.InRange(coefficient.DegreesOfFreedom, 0.5, shape.Units + 1e-9);
    }, iter: Cases); // (Σλ)²/Σλ² over as many λ as clusters; CR2's factors undo the one restriction that would make it one less

    [Fact]
    public void Rescaling_rescales_every_error_and_row_order_moves_none() => Gen.Select(Shapes, Gen.Double[-6, 6]).Sample((shape, power) =>
    {
        var data = Panel(shape, 0.05);
        var factor = Math.Pow(10, power);
        var scaled = data.With("x", [.. data.Column("x").Select(v => factor * v)]);
        int[] order = [.. Enumerable.Range(0, data.RowCount).OrderBy(i => (i * 7919L + (long)(shape.Seed % 1000)) % 104729)];
        var turned = ModelData.Of(data.RowCount);
        foreach (var name in new[] { "x", "z", "y", "lat", "lon", "t" }) turned = turned.With(name, [.. order.Select(i => data.Column(name)[i])]);
        foreach (var name in new[] { "unit", "month" }) turned = turned.WithFactor(name, new Factor([.. order.Select(i => data.FactorOf(name).Codes[i])], data.FactorOf(name).Labels));
        turned = turned.WithPanel("unit", "t");
        foreach (var covariance in new[] { Covariance.Hc2, Covariance.Hc3, Covariance.BiasReduced("unit"), Covariance.Jackknife("unit"), Covariance.NeweyWest(2), Covariance.DriscollKraay(1), Covariance.Conley(400, ConleyKernel.Bartlett) })
        {
            Estimate first;
            try
            {
                first = Fit(data, "y ~ x + z | unit", covariance);
            }
            catch (NotIdentifiedException)
            {
                continue; // a variance below zero, or a row with a coefficient for itself
            }
            Golden.Close(first["x"].StandardError, factor * Fit(scaled, "y ~ x + z | unit", covariance)["x"].StandardError, 1e-6, $"{covariance}, rescaled");
            Golden.Close(first["x"].StandardError, Fit(turned, "y ~ x + z | unit", covariance)["x"].StandardError, 1e-8, $"{covariance}, in another order");
        }
    }, iter: Cases);

    [Fact]
    public void Without_lags_Newey_and_West_see_single_rows_and_Driscoll_and_Kraay_see_periods() => Shapes.Sample(shape =>
    {
        var data = Panel(shape, 0.05);
        var bare = SmallSample.None;
        Estimate Bare(Covariance covariance) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit", covariance) with { SmallSample = bare });
        SameErrors(Bare(Covariance.Robust), Bare(Covariance.NeweyWest(0)), 1e-9);
        SameErrors(Bare(Covariance.ClusteredBy("month")), Bare(Covariance.DriscollKraay(0)), 1e-9);
    }, iter: Cases);

    [Fact]
    public void Within_no_distance_Conley_sees_the_rows_of_one_place() => Shapes.Sample(shape =>
    {
        var data = Panel(shape, 0.05);
        Estimate Bare(Covariance covariance) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | month", covariance) with { SmallSample = SmallSample.None });
        SameErrors(Bare(Covariance.ClusteredBy("unit")), Bare(Covariance.Conley(0.001)), 1e-9);
        SameErrors(Bare(Covariance.ClusteredBy("unit")), Bare(Covariance.Conley(0.001, ConleyKernel.Bartlett)), 1e-9);
    }, iter: Cases);

    [Fact]
    public void Conley_is_the_double_sum_over_all_pairs() => Gen.Select(Shapes, Gen.Double[100, 3000], Gen.Bool).Sample((shape, cutoff, bartlett) =>
    {
        var data = Panel(shape);
        var model = LinearModel.Parse("y ~ x - 1", Covariance.Conley(cutoff, bartlett ? ConleyKernel.Bartlett : ConleyKernel.Uniform)) with { SmallSample = SmallSample.None };
        var (x, lat, lon) = (data.Column("x"), data.Column("lat"), data.Column("lon"));
        var residuals = Fit(data, "y ~ x - 1", Covariance.Iid).Residuals;
        double meat = 0, square = 0;
        for (var i = 0; i < x.Length; i++)
        {
            square += x[i] * x[i];
            for (var j = 0; j < x.Length; j++)
            {
                const double Degree = Math.PI / 180;
                var a = Math.Pow(Math.Sin((lat[i] - lat[j]) * Degree / 2), 2) + Math.Cos(lat[i] * Degree) * Math.Cos(lat[j] * Degree) * Math.Pow(Math.Sin((lon[i] - lon[j]) * Degree / 2), 2);
                var distance = 2 * 6371.0088 * Math.Asin(Math.Sqrt(a));
                if (distance <= cutoff) meat += (bartlett ? 1 - distance / cutoff : 1) * x[i] * residuals[i] * x[j] * residuals[j];
            }
        }
        if (meat <= 1e-9 * square) return;
        Golden.Close(Math.Sqrt(meat) / square, new AbsorbedLeastSquares().Fit(data, model)["x"].StandardError, 1e-7, "se");
    }, iter: Cases);

    [Theory]
    [InlineData("iid")]
    [InlineData("hc1")]
    [InlineData("hc2")]
    [InlineData("hc3")]
    [InlineData("cluster(unit)")]
    [InlineData("cluster(unit+month)")]
    [InlineData("cr2(unit)")]
    [InlineData("cr3(unit)")]
    [InlineData("nw(2)")]
    [InlineData("dk")]
    [InlineData("conley(200)")]
    [InlineData("conley(200, bartlett)")]
    public void Covariances_are_written_as_they_are_read(string text) => Assert.Equal(text, Covariance.Parse(text).ToString());

    [Theory]
    [InlineData("hc9", 0, "There is no covariance 'hc9'")]
    [InlineData("cluster()", 8, "Expected the name")]
    [InlineData("cluster(a+a)", 10, "named twice")]
    [InlineData("nw(x)", 3, "not a number of lags")]
    [InlineData("conley(-1)", 7, "not a distance")]
    [InlineData("conley(100, gauss)", 12, "There is no kernel")]
    [InlineData("cr2(a", 5, "Expected ')'")]
    [InlineData("iid(a)", 4, "takes nothing")]
    public void Covariances_that_cannot_be_read_are_pointed_at(string text, int position, string problem)
    {
        var thrown = Assert.Throws<FormulaException>(() => Covariance.Parse(text));
        Assert.Equal(position, thrown.Position);
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_a_coefficient_for_itself_has_no_HC2()
    {
        var data = Planted.Panel(5, 4, 0.5, 1);
        data = data.With("own", [.. Enumerable.Range(0, data.RowCount).Select(i => i == 3 ? 1.0 : 0)]);
        Assert.Contains("Row 4 has a coefficient for itself", Assert.Throws<NotIdentifiedException>(() => Fit(data, "y ~ x + own", Covariance.Hc2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Covariances_over_time_need_a_panel_and_those_over_space_need_places()
    {
        var data = Planted.Panel(5, 4, 0.5, 1);
        Assert.Contains("needs a panel", Assert.Throws<FormulaException>(() => Fit(data, "y ~ x", Covariance.NeweyWest())).Message, StringComparison.Ordinal);
        Assert.Contains("latitude", Assert.Throws<FormulaException>(() => Fit(data, "y ~ x", Covariance.Conley(100))).Message, StringComparison.Ordinal);
    }
}
