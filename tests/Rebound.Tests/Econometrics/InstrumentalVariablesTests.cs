using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class InstrumentalVariablesTests
{
    private const int Cases = 1000;
    private static readonly Covariance[] Covariances = [Covariance.Iid, Covariance.Robust, Covariance.ClusteredBy("unit")];
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[6, 12], Gen.Int[4, 8], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));

    private static InstrumentalEstimate Fit(ModelData data, string formula, Covariance covariance, InstrumentalMethod method = InstrumentalMethod.TwoStage, string? weights = null) =>
        new InstrumentalVariables().Fit(data, LinearModel.Parse(formula, covariance) with { Weights = weights }, method);

    // y = 0.5x + z + effects + u, x moved by i1, i2, i3 with a given strength and by u.
    private static ModelData Endogenous((int Units, int Months, ulong Seed) shape, double strength = 1)
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var stream = new RandomStream(shape.Seed, 1);
        var n = data.RowCount;
        double[] one = new double[n], two = new double[n], three = new double[n], x = new double[n], y = new double[n];
        for (var i = 0; i < n; i++)
        {
            (one[i], two[i], three[i]) = (stream.NextNormal(), stream.NextNormal(), stream.NextNormal());
            var u = stream.NextNormal();
            x[i] = strength * (one[i] + 0.5 * two[i] - 0.5 * three[i]) + data.Column("x")[i] + u;
            y[i] = data.Column("y")[i] + 0.5 * (x[i] - data.Column("x")[i]) + u;
        }
        return data.With("i1", one).With("i2", two).With("i3", three).With("x", x).With("y", y);
    }

    [Fact]
    public void A_regressor_that_is_its_own_instrument_gives_least_squares() => Shapes.Sample(shape =>
    {
        var data = Endogenous(shape);
        var covariance = Covariances[shape.Seed % 3];
        var weights = shape.Seed % 2 == 0 ? "w" : null;
        var plain = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit + month", covariance) with { Weights = weights });
        var own = Fit(data, "y ~ z | unit + month | x ~ x", covariance, InstrumentalMethod.TwoStage, weights);
        Same(plain, own.Structural, 1e-9);
        Assert.True(double.IsPositiveInfinity(own.FirstStages[0].F.Statistic));
    }, iter: Cases);

    [Fact]
    public void Absorbed_effects_are_dummies_with_instruments_too() => Shapes.Sample(shape =>
    {
        var data = Endogenous(shape);
        var method = (InstrumentalMethod)(shape.Seed % 3);
        var covariance = method == InstrumentalMethod.Moments ? Covariance.Iid : Covariances[shape.Seed / 3 % 2];
        InstrumentalEstimate a = Fit(data, "y ~ z | unit + month | x ~ i1 + i2", covariance, method), b = Fit(data, "y ~ z + i(unit) + i(month) | x ~ i1 + i2", covariance, method);
        foreach (var name in new[] { "x", "z" })
        {
            // Rounding in a denominator near zero grows with the error, which is its reciprocal.
            var tolerance = Math.Max(1e-7, 1e-9 * b.Structural["x"].StandardError);
            Golden.Close(b.Structural[name].Value, a.Structural[name].Value, tolerance, name, 1e-8 * b.Structural[name].StandardError);
            Golden.Close(b.Structural[name].StandardError, a.Structural[name].StandardError, tolerance, $"se of {name}");
        }
        Golden.Close(b.WeakIdentification.Statistic, a.WeakIdentification.Statistic, 1e-7, "rk F");
        Golden.Close(b.EffectiveF!.F, a.EffectiveF!.F, 1e-7, "effective F");
        Golden.Close(b.AndersonRubin(0.3).Statistic, a.AndersonRubin(0.3).Statistic, 1e-7, "Anderson-Rubin");
        Golden.Close(b.Sargan!.Statistic, a.Sargan!.Statistic, 1e-6, "Sargan", 1e-9);
    }, iter: Cases);

    [Fact]
    public void Without_surplus_instruments_all_estimators_agree() => Shapes.Sample(shape =>
    {
        var data = Endogenous(shape);
        var covariance = Covariances[shape.Seed % 2];
        Estimate Of(InstrumentalMethod method) => Fit(data, "y ~ z | month | x ~ i1", covariance, method).Structural;
        Same(Of(InstrumentalMethod.TwoStage), Of(InstrumentalMethod.LimitedInformation), 1e-8);
        Same(Of(InstrumentalMethod.TwoStage), Of(InstrumentalMethod.Moments), 1e-7);
    }, iter: Cases);

    [Fact]
    public void Mixing_the_instruments_changes_nothing() => Shapes.Sample(shape =>
    {
        var data = Endogenous(shape);
        data = data.With("mix", [.. data.Column("i1").Zip(data.Column("i2"), (a, b) => 1e4 * a - 3e3 * b)]);
        var covariance = Covariances[shape.Seed % 3];
        var method = (InstrumentalMethod)(shape.Seed / 3 % 3);
        InstrumentalEstimate a = Fit(data, "y ~ z | month | x ~ i1 + i2", covariance, method), b = Fit(data, "y ~ z | month | x ~ mix + i2", covariance, method);
        if (a.Structural["x"].StandardError < 100) Same(a.Structural, b.Structural, 1e-7); // limited information has no moments, so some samples lie far out
        Golden.Close(a.UnderIdentification.Statistic, b.UnderIdentification.Statistic, 1e-7, "rk LM");
        Golden.Close(a.AndersonRubin(1).Statistic, b.AndersonRubin(1).Statistic, 1e-7, "Anderson-Rubin");
    }, iter: Cases);

    [Fact]
    public void One_instrument_gives_one_strength_by_every_name_and_Anderson_Rubin_is_the_reduced_form() => Shapes.Sample(shape =>
    {
        var data = Endogenous(shape);
        var covariance = Covariances[shape.Seed % 3];
        var fitted = Fit(data, "y ~ z | unit + month | x ~ i1", covariance);
        var f = fitted.FirstStages[0].Wald!.Statistic;
        Golden.Close(f, fitted.WeakIdentification.Statistic, 1e-8, "rk F");
        Golden.Close(f, fitted.EffectiveF!.F, 1e-8, "effective F");
        Golden.Close(Math.Pow(fitted.FirstStages[0].Estimate!["i1"].T, 2), f, 1e-7, "t of the first stage");
        var reduced = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ z + i1 | unit + month", covariance));
        Golden.Close(Math.Pow(reduced["i1"].T, 2), fitted.AndersonRubin(0).Statistic, 1e-7, "Anderson-Rubin", 1e-10);
        Golden.Close(reduced["i1"].P, fitted.AndersonRubin(0).P, 1e-6, "p");
        Golden.Close(0, fitted.AndersonRubin(fitted.Structural["x"].Value).Statistic, 0, "at the estimate", 1e-10);
    }, iter: Cases);

    [Fact]
    public void The_Anderson_Rubin_set_ends_where_its_test_starts_to_reject() => Gen.Select(Shapes, Gen.Double[0, 1]).Sample((shape, strength) =>
    {
        var fitted = Fit(Endogenous(shape, strength), "y ~ z | month | x ~ i1 + i2 + i3", Covariances[shape.Seed % 3]);
        var set = fitted.AndersonRubinSet(0.9);
        foreach (var end in set.Parts.SelectMany(p => new[] { p.Low, p.High }).Where(double.IsFinite).Where(e => Math.Abs(e) < 1e4))
            Golden.Close(0.1, fitted.AndersonRubin(end).P, 1e-6, $"p at {end}");
        for (var value = -4.0; value <= 4; value += 0.5)
            if (Math.Abs(fitted.AndersonRubin(value).P - 0.1) > 1e-3) Assert.Equal(fitted.AndersonRubin(value).P > 0.1, set.Contains(value));
    }, iter: Cases);

    [Fact]
    public void Weak_instruments_give_a_warning_and_an_unbounded_set()
    {
        var data = Endogenous((12, 8, 5), 0);
        var fitted = Fit(data, "y ~ z | unit | x ~ i1 + i2", Covariance.Robust);
        var found = InstrumentStrength.Check(fitted);
        Assert.Equal(Verdict.Warning, found.Verdict);
        Assert.Contains("Anderson", found.Repair, StringComparison.Ordinal);
        Assert.True(fitted.AndersonRubinSet(0.99).IsUnbounded);
        Assert.Equal(Verdict.Passed, InstrumentStrength.Check(Fit(Endogenous((12, 8, 5), 3), "y ~ z | unit | x ~ i1 + i2", Covariance.Robust)).Verdict);
    }

    [Fact]
    public void The_critical_value_of_one_instrument_is_the_published_one() => // Montiel Olea and Pflueger (2013): 23.1 for 10 %
        Assert.Equal(23.1, Math.Round(Fit(Endogenous((10, 8, 3)), "y ~ z | x ~ i1", Covariance.Robust).EffectiveF!.Critical, 1));

    [Fact]
    public void Surplus_instruments_that_belong_in_the_equation_are_found()
    {
        var data = Endogenous((40, 10, 9));
        data = data.With("y", [.. data.Column("y").Zip(data.Column("i2"), (y, z) => y + z)]);
        var fitted = Fit(data, "y ~ z | month | x ~ i1 + i2", Covariance.Robust);
        Assert.InRange(fitted.HansenJ!.P, 0, 1e-3);
        Assert.InRange(fitted.Sargan!.P, 0, 1e-3);
        Assert.InRange(fitted.Endogeneity!.P, 0, 1e-3);
        Assert.InRange(Fit(Endogenous((40, 10, 9)), "y ~ z | month | x ~ i1 + i2", Covariance.Robust).HansenJ!.P, 0.01, 1);
    }

    [Fact]
    public void What_cannot_be_told_apart_is_refused()
    {
        var data = Endogenous((8, 6, 2));
        data = data.With("copy", data.Column("z")).With("unitmean", [.. data.FactorOf("unit").Codes.Select(c => (double)c)]);
        Assert.Throws<NotIdentifiedException>(() => Fit(data, "y ~ z | unit | x ~ copy", Covariance.Iid)); // the instrument is an exogenous regressor
        Assert.Throws<NotIdentifiedException>(() => Fit(data, "y ~ z | unit | x ~ unitmean", Covariance.Iid)); // and here it is absorbed
        Assert.Throws<SingularDesignException>(() => Fit(data, "y ~ z | unit | copy ~ i1", Covariance.Iid));
        Assert.Throws<FormulaException>(() => Fit(data, "y ~ z | unit | x + z ~ i1", Covariance.Iid));
        Assert.Throws<ArgumentException>(() => Fit(data, "y ~ z | unit", Covariance.Iid));
        Assert.Throws<ArgumentException>(() => Fit(data, "y ~ 1 | x + z ~ i1 + i2", Covariance.Iid).AndersonRubinSet());
    }

    [Theory]
    [InlineData("one", "lwage ~ exper + expersq | educ ~ motheduc + fatheduc", "")]
    [InlineData("one_hc1", "lwage ~ exper + expersq | educ ~ motheduc + fatheduc", "hc1")]
    [InlineData("two", "lwage ~ exper + expersq | educ + hours ~ motheduc + fatheduc + huseduc + kidslt6", "")]
    [InlineData("two_hc1", "lwage ~ exper + expersq | educ + hours ~ motheduc + fatheduc + huseduc + kidslt6", "hc1")]
    public void The_return_to_schooling_is_that_of_fixest(string id, string formula, string covariance)
    {
        var expected = Golden.Case("iv_mroz").GetProperty(id);
        var data = Golden.Data("mroz.csv");
        var works = data.Column("inlf");
        var actual = Fit(data.Where(i => works[i] == 1), formula, covariance == "hc1" ? Covariance.Robust : Covariance.Iid).Structural;
        Assert.Equal(expected.GetProperty("nobs").GetInt32(), actual.RowCount);
        foreach (var property in expected.GetProperty("coef").EnumerateObject())
        {
            var coefficient = actual[property.Name.Replace("fit_", "", StringComparison.Ordinal)];
            Golden.Close(property.Value.GetDouble(), coefficient.Value, 1e-8, property.Name);
            Golden.Close(expected.GetProperty("se").GetProperty(property.Name).GetDouble(), coefficient.StandardError, 1e-8, $"se of {property.Name}");
        }
    }

    [Theory]
    [InlineData("liml-unadjusted-small", InstrumentalMethod.LimitedInformation, "")]
    [InlineData("liml-robust-small", InstrumentalMethod.LimitedInformation, "hc1")]
    [InlineData("gmm-robust-small", InstrumentalMethod.Moments, "hc1")]
    public void Limited_information_and_moments_are_those_of_Stata(string id, InstrumentalMethod method, string covariance)
    {
        var expected = Golden.Case("stata_iv_housing").GetProperty(id);
        var actual = Fit(Golden.Data("stata_housing.csv"), "rent ~ pcturban | hsngval ~ faminc + i(region)", covariance == "hc1" ? Covariance.Robust : Covariance.Iid, method);
        foreach (var property in expected.GetProperty("coef").EnumerateObject())
        {
            var coefficient = actual.Structural[property.Name == "_cons" ? "(Intercept)" : property.Name];
            Golden.Close(property.Value.GetDouble(), coefficient.Value, 1e-6, property.Name);
            Golden.Close(expected.GetProperty("se_from_vcov").GetProperty(property.Name).GetDouble(), coefficient.StandardError, 1e-6, $"se of {property.Name}");
        }
        if (expected.GetProperty("stats").TryGetProperty("kappa", out var kappa)) Golden.Close(kappa.GetDouble(), actual.Kappa, 1e-8, "kappa");
        if (expected.GetProperty("stats").TryGetProperty("J", out var j)) Golden.Close(j.GetDouble(), actual.HansenJ!.Statistic, 1e-6, "J");
    }

    private static void Same(Estimate a, Estimate b, double tolerance)
    {
        foreach (var coefficient in a.Coefficients)
        {
            Golden.Close(coefficient.Value, b[coefficient.Name].Value, tolerance, coefficient.Name, tolerance * coefficient.StandardError);
            Golden.Close(coefficient.StandardError, b[coefficient.Name].StandardError, tolerance, $"se of {coefficient.Name}");
        }
    }
}
