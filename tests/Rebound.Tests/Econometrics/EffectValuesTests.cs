using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class EffectValuesTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[4, 9], Gen.Int[3, 7], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));

    [Fact]
    public void Values_of_effects_are_the_coefficients_of_dummies() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var absorbed = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x | unit + month", Covariance.Iid));
        var dummies = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + factor(month) | unit", Covariance.Iid));
        var months = absorbed.RecoverEffects()[1];
        Assert.True(months.IsReference[0]);
        Assert.Equal(0, months.Values![0]);
        for (var g = 1; g < months.Labels.Count; g++)
            Golden.Close(dummies.Coefficients[g].Value, months.Values[g], 1e-7, months.Labels[g], 1e-7);
        Assert.All(months.IsDetermined, Assert.True);
    }, iter: Cases);

    [Fact]
    public void Another_reference_moves_all_groups_alike() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x | unit + month", Covariance.Iid));
        var plain = estimate.RecoverEffects();
        var reference = plain[1].Labels[^1];
        var other = estimate.RecoverEffects(new Dictionary<string, string>(StringComparer.Ordinal) { ["month"] = reference });
        var shift = plain[1][reference];
        for (var g = 0; g < plain[1].Labels.Count; g++) Golden.Close(plain[1].Values![g] - shift, other[1].Values![g], 1e-9, "month", 1e-9);
        for (var g = 0; g < plain[0].Labels.Count; g++) Golden.Close(plain[0].Values![g] + shift, other[0].Values![g], 1e-9, "unit", 1e-9);
    }, iter: Cases);

    [Fact]
    public void The_average_effect_as_intercept_is_the_mean_that_slopes_leave() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var model = LinearModel.Parse("y ~ x | unit", Covariance.Iid);
        var (mean, absorbed) = (new AbsorbedLeastSquares().Fit(data, model with { Constant = ConstantRule.Mean }), new AbsorbedLeastSquares().Fit(data, model));
        double x = data.Column("x").Average(), y = data.Column("y").Average();
        Golden.Close(absorbed["x"].Value, mean["x"].Value, 1e-9, "x");
        Golden.Close(absorbed["x"].StandardError, mean["x"].StandardError, 1e-9, "se of x");
        Golden.Close(y - mean["x"].Value * x, mean["(Intercept)"].Value, 1e-8, "intercept", 1e-8);
    }, iter: Cases);

    [Fact]
    public void A_wrong_effect_or_group_is_named()
    {
        var estimate = new AbsorbedLeastSquares().Fit(Planted.Panel(5, 4, 0.5, 1), LinearModel.Parse("y ~ x | unit + month", Covariance.Iid));
        Assert.Contains("there are unit, month", Assert.Throws<KeyNotFoundException>(() => estimate.RecoverEffects(new Dictionary<string, string> { ["year"] = "1" })).Message, StringComparison.Ordinal);
        Assert.Contains("no group 'x'", Assert.Throws<KeyNotFoundException>(() => estimate.RecoverEffects(new Dictionary<string, string> { ["month"] = "x" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => estimate.RecoverEffects(new Dictionary<string, string> { ["unit"] = "1" }));
    }

    [Fact]
    public void Both_informations_of_canonical_links_are_one_and_of_others_differ()
    {
        var data = Binary();
        double Error(GeneralisedFamily family, LikelihoodInformation information) =>
            new AbsorbedGeneralised().Fit(data, LinearModel.Parse("b ~ x", Covariance.Iid) with { Information = information }, family)["x"].StandardError;
        Assert.Equal(Error(GeneralisedFamily.Logit, LikelihoodInformation.Expected), Error(GeneralisedFamily.Logit, LikelihoodInformation.Observed));
        double expected = Error(GeneralisedFamily.Probit, LikelihoodInformation.Expected), observed = Error(GeneralisedFamily.Probit, LikelihoodInformation.Observed);
        Assert.InRange(Math.Abs(observed / expected - 1), 1e-6, 0.2);
    }

    [Fact]
    public void Weights_of_moments_with_one_variance_are_the_inverse_cross_products()
    {
        var data = Planted.Panel(8, 6, 0.5, 3);
        double[] x = data.Column("x"), y = data.Column("y");
        data = data.With("s", [.. x.Select((v, i) => v * v + 0.1 * i)]).With("q", [.. x.Select((v, i) => v + Math.Sin(i))]);
        var fitted = new InstrumentalVariables().Fit(data, LinearModel.Parse("y ~ 1 | x ~ q + s", Covariance.Iid), InstrumentalMethod.Moments);
        var weights = fitted.MomentWeights();
        Assert.Equal(["(Intercept)", "q", "s"], weights.Names);
        double[][] z = [[.. x.Select(_ => 1.0)], data.Column("q"), data.Column("s")];
        var n = x.Length;
        // W·Z′Z/n is the identity over the variance of the errors.
        var product = new double[3, 3];
        for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++)
                for (var c = 0; c < 3; c++) product[a, b] += weights.Values[a, c] * z[c].Zip(z[b], (p, q) => p * q).Sum() / n;
        for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++) Golden.Close(a == b ? product[0, 0] : 0, product[a, b], 1e-9, "W·Z′Z/n", 1e-9 * product[0, 0] * n);
        Assert.True(product[0, 0] > 0);
    }

    private static ModelData Binary()
    {
        var data = Planted.Panel(12, 10, 0.5, 11);
        var y = data.Column("y");
        var middle = y.Order().ElementAt(y.Length / 2);
        return data.With("b", [.. y.Select(v => v > middle ? 1.0 : 0.0)]);
    }
}
