using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class RandomEffectsTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[6, 12], Gen.Int[4, 8], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));
    private static readonly LinearModel Model = LinearModel.Parse("y ~ x + z", Covariance.Iid);

    [Theory]
    [InlineData("swar", RandomEffectsMethod.SwamyArora)]
    [InlineData("walhus", RandomEffectsMethod.WallaceHussain)]
    [InlineData("amemiya", RandomEffectsMethod.Amemiya)]
    [InlineData("nerlove", RandomEffectsMethod.Nerlove)]
    public void Four_variance_estimators_give_the_values_of_plm(string id, RandomEffectsMethod method)
    {
        var expected = Golden.Case("plm_grunfeld_random").GetProperty(id);
        var actual = new RandomEffects().Fit(Golden.Data("grunfeld.csv"), LinearModel.Parse("inv ~ value + capital", Covariance.Iid), "firm", method);
        foreach (var property in expected.GetProperty("coef").EnumerateObject())
        {
            Golden.Close(property.Value.GetDouble(), actual.Estimate[property.Name].Value, 1e-8, property.Name);
            Golden.Close(expected.GetProperty("se").GetProperty(property.Name).GetDouble(), actual.Estimate[property.Name].StandardError, 1e-8, $"se of {property.Name}");
        }
        Golden.Close(expected.GetProperty("theta").GetDouble(), actual.LargestTheta, 1e-9, "theta");
        Golden.Close(expected.GetProperty("sigma2").GetProperty("id").GetDouble(), actual.IndividualVariance, 1e-9, "variance");
    }

    [Fact]
    public void Tests_of_effects_are_those_of_plm()
    {
        var expected = Golden.Case("plm_grunfeld_tests");
        var actual = new RandomEffects().Diagnose(Golden.Data("grunfeld.csv"), LinearModel.Parse("inv ~ value + capital", Covariance.Iid), "firm");
        foreach (var (id, test) in new[] { ("F_individual", actual.F), ("hausman", actual.Hausman!), ("lm_bp", actual.BreuschPagan), ("lm_honda", actual.Honda), ("pcd", actual.CrossSection!), ("wooldridge_ar", actual.Wooldridge!) })
        {
            Golden.Close(expected.GetProperty(id).GetProperty("statistic").GetDouble(), test.Statistic, 1e-8, id);
            Golden.Close(expected.GetProperty(id).GetProperty("p").GetDouble(), test.P, 1e-6, $"p of {id}", 1e-300);
        }
    }

    [Fact]
    public void Without_variance_between_units_the_coefficients_are_pooled_ones_and_else_they_lie_beside_the_within_ones() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.1);
        var random = new RandomEffects().Fit(data, Model, "unit");
        var pooled = new AbsorbedLeastSquares().Fit(data, Model);
        Assert.InRange(random.SmallestTheta, 0, random.LargestTheta);
        Assert.InRange(random.LargestTheta, 0, 1);
        if (random.IndividualVariance > 0) return;
        foreach (var c in pooled.Coefficients) Golden.Close(c.Value, random.Estimate[c.Name].Value, 1e-9, c.Name, 1e-12);
    }, iter: Cases);

    [Fact]
    public void Order_of_rows_and_names_of_units_do_not_matter() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.15);
        int[] order = [.. Enumerable.Range(0, data.RowCount).OrderBy(i => (i * 7919L + (long)(shape.Seed % 1000)) % 104729)];
        var codes = data.FactorOf("unit").Codes;
        var other = ModelData.Of(data.RowCount).WithFactor("unit", Factor.Of([.. order.Select(i => $"{(char)('a' + codes[i] * 7 % 23)}{codes[i]}")]));
        foreach (var name in new[] { "x", "y", "z" }) other = other.With(name, [.. order.Select(i => data.Column(name)[i])]);
        RandomEffectsEstimate a = new RandomEffects().Fit(data, Model, "unit"), b = new RandomEffects().Fit(other, Model, "unit");
        foreach (var c in a.Estimate.Coefficients)
        {
            Golden.Close(c.Value, b.Estimate[c.Name].Value, 1e-8, c.Name, 1e-9 * c.StandardError);
            Golden.Close(c.StandardError, b.Estimate[c.Name].StandardError, 1e-8, $"se of {c.Name}");
        }
    }, iter: Cases);

    [Fact]
    public void Draws_that_hang_on_a_regressor_are_found_and_independent_ones_are_not()
    {
        var dependent = new RandomEffects().Diagnose(Planted.Panel(60, 8, 0.5, 4), Model, "unit"); // x moves with the unit's effect
        Assert.Null(dependent.Hausman); // the misspecified model has the larger errors, so the difference of covariances is none
        Assert.InRange(dependent.Mundlak.P, 0, 1e-3);
        var stream = new RandomStream(11, 0);
        double[] y = new double[480], x = new double[480], z = new double[480], unit = new double[480], draw = [.. Enumerable.Range(0, 60).Select(_ => stream.NextNormal())];
        for (var i = 0; i < 480; i++) (unit[i], x[i], z[i], y[i]) = (i / 8, stream.NextNormal(), stream.NextNormal(), draw[i / 8] + stream.NextNormal());
        var clean = new RandomEffects().Diagnose(ModelData.Of(480).With("y", y).With("x", x).With("z", z).With("unit", unit), Model, "unit");
        Assert.InRange(clean.Mundlak.P, 0.01, 1);
        Assert.InRange(clean.Wooldridge!.P, 0.01, 1);
        Assert.InRange(clean.CrossSection!.P, 0.01, 1);
        Assert.InRange(clean.Honda.P, 0, 1e-6);
    }

    [Fact]
    public void What_cannot_be_told_is_refused()
    {
        var data = Planted.Panel(6, 6, 0.5, 3);
        data = data.With("row", [.. Enumerable.Range(0, data.RowCount).Select(i => (double)i)]);
        Assert.Throws<NotIdentifiedException>(() => new RandomEffects().Fit(data, Model, "row"));
        Assert.Throws<ArgumentException>(() => new RandomEffects().Fit(data, Model, "nowhere"));
        Assert.Throws<ArgumentException>(() => new RandomEffects().Fit(data, LinearModel.Parse("y ~ x | month", Covariance.Iid), "unit"));
        Assert.Throws<NotIdentifiedException>(() => new RandomEffects().Fit(Planted.Panel(8, 6, 0.5, 3, 0.2), Model, "unit", RandomEffectsMethod.Amemiya));
    }
}
