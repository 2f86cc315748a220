using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Average and conditional marginal effects against R, dummies and differences.</summary>
public sealed class MarginalEffectsTests
{
    private static MarginalEffect Effect(Estimate estimate, string variable, string contrast = "dy/dx", string? at = null, ModelData? data = null) =>
        new MarginalEffects(new MarginalOptions { Variables = [variable], At = at is null ? [] : HeldValues.Parse(at) }).Of(estimate, data ?? PredictionReference.Table).Effects.Single(e => e.Contrast == contrast);

    [Theory]
    [InlineData("ols", "y ~ x * z + g + I(x^2) + log(x + 3)", "x z b c")]
    [InlineData("cubic", "y ~ poly(x, 3) + z", "x")]
    [InlineData("weighted", "y ~ x * z + g", "x z")]
    [InlineData("logit", "any ~ x * z + g", "x z b x_z0 x_z1 b_x1")]
    [InlineData("probit", "any ~ x + I(x^2) + z", "x z")]
    [InlineData("cloglog", "any ~ x + z + g", "x c")]
    [InlineData("poisson", "count ~ x * z + g", "x b")]
    [InlineData("negbin", "over ~ x + z", "x z")]
    [InlineData("poisson_effects", "count ~ x * z + g | u", "x x_z1 b")]
    [InlineData("logit_effects", "any ~ x + z | u", "x z")]
    public void They_are_those_of_R(string name, string formula, string parts)
    {
        GeneralisedFamily? family = name.Split('_')[0] switch
        {
            "logit" => GeneralisedFamily.Logit,
            "probit" => GeneralisedFamily.Probit,
            "cloglog" => GeneralisedFamily.ComplementaryLogLog,
            "poisson" => GeneralisedFamily.Poisson,
            "negbin" => GeneralisedFamily.NegativeBinomial,
            _ => null,
        };
        var estimate = PredictionReference.Fit(formula, family, name == "weighted" ? "w" : null);
        foreach (var part in parts.Split(' '))
        {
            var at = part.Split('_') is [_, var held] ? $"{held[0]} = {held[1..]}" : null;
            var variable = part[0] is 'b' or 'c' ? "g" : part[..1];
            var effect = Effect(estimate, variable, variable == "g" ? $"{part[0]} − a" : "dy/dx", at).Effect;
            var wanted = PredictionReference.Numbers(name, part);
            Golden.Close(wanted[0], effect.Value, 1e-7, part, 1e-8);
            Golden.Close(wanted[1], effect.StandardError, 1e-6, $"error of {part}");
        }
    }

    // Wooldridge, Introductory Econometrics, 5th edition, example 17.1: the averages of the scale factors of logit and probit are 0.179 and 0.301.
    [Theory]
    [InlineData(GeneralisedFamily.Logit, 0.179)]
    [InlineData(GeneralisedFamily.Probit, 0.301)]
    public void Participation_of_married_women_has_the_printed_scale(GeneralisedFamily family, double scale)
    {
        var data = Golden.Data("mroz.csv");
        var estimate = new AbsorbedGeneralised().Fit(data, LinearModel.Parse("inlf ~ nwifeinc + educ + exper + expersq + age + kidslt6 + kidsge6", Covariance.Iid), family);
        Assert.Equal(scale, Effect(estimate, "educ", data: data).Effect.Value / estimate["educ"].Value, 0.00051);
    }

    private static readonly Gen<(ulong Seed, int Units)> Shapes = Gen.Select(Gen.ULong, Gen.Int[3, 6]);

    [Theory]
    [InlineData("iid")]
    [InlineData("hc1")]
    [InlineData("cluster(month)")]
    public void Absorbed_effects_count_as_dummies_do(string covariance) => Shapes.Sample(shape =>
    {
        var data = Binary(shape.Units, 30, shape.Seed);
        Estimate a, b;
        try
        {
            // Dummies keep the rows of groups that are all one or all zero.
            var rule = SmallSample.None;
            a = new AbsorbedGeneralised().Fit(data, LinearModel.Parse("any ~ x * z | unit", Covariance.Parse(covariance)) with { SmallSample = rule }, GeneralisedFamily.Logit);
            if (a.RowCount < data.RowCount) return;
            b = new AbsorbedGeneralised().Fit(data, LinearModel.Parse("any ~ x * z + unit", Covariance.Parse(covariance)) with { SmallSample = rule }, GeneralisedFamily.Logit);
        }
        catch (NumericalException)
        {
            return; // separated
        }
        foreach (var at in new[] { null, "z = 1" })
        {
            Coefficient own = Effect(a, "x", at: at, data: data).Effect, dummies = Effect(b, "x", at: at, data: data).Effect;
            Golden.Close(dummies.Value, own.Value, 1e-5, "effect", 1e-7);
            Golden.Close(dummies.StandardError, own.StandardError, 1e-5, "error", 1e-8);
        }
    }, iter: 334);

    [Fact]
    public void In_a_linear_model_the_effect_is_the_combination_of_coefficients() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units + 3, 8, 0.5, shape.Seed);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x * z | unit + month", Covariance.ClusteredBy("unit")));
        double mean = 0;
        foreach (var z in data.Column("z")) mean += z / data.RowCount;
        var (wanted, effect) = (estimate.Combine("x", [new("x", 1), new("x:z", mean)]), Effect(estimate, "x", data: data).Effect);
        Golden.Close(wanted.Value, effect.Value, 1e-9, "effect", 1e-12);
        Golden.Close(wanted.StandardError, effect.StandardError, 1e-9, "error");
        Golden.Close(wanted.P, effect.P, 1e-6, "p", 1e-12);
    }, iter: 1000);

    [Fact]
    public void A_slope_is_the_limit_of_differences() => Gen.Select(Gen.Double[0.2, 3], Gen.Double[-2, 2]).Sample((x, z) =>
    {
        foreach (var text in new[] { "x", "-x * z", "x^3 / (1 + z^2)", "log(x)", "log1p(x * x)", "exp(-x) * sqrt(x)", "abs(z - x)", "x^z", "2^x", "I((x + 1)^2 - x)", "z" })
        {
            if (text == "abs(z - x)" && Math.Abs(z - x) < 0.01) continue;
            var expression = new FormulaParser(text).ParseExpression();
            double At(double by, Expression e) => e.Evaluate(ModelData.Of(1).With("x", [x + by]).With("z", [z]), text, static (_, _) => { })[0];
            const double H = 1e-4;
            var limit = (8 * (At(H, expression) - At(-H, expression)) - (At(2 * H, expression) - At(-2 * H, expression))) / (12 * H);
            var slope = expression.Derivative("x") is { } derivative ? At(0, derivative) : 0;
            Assert.True(Math.Abs(limit - slope) <= 1e-7 * Math.Max(1, Math.Abs(slope)), $"{text} at {x}, {z}: {limit} and {slope}");
        }
    }, iter: 1000);

    [Fact]
    public void What_the_data_do_not_determine_is_refused_with_its_reason()
    {
        var data = Planted.Panel(8, 10, 0.5, 7);
        data = data.With("size", [.. data.FactorOf("unit").Codes.Select(c => (double)(c % 3))]);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ size * x + z | unit + month[z]", Covariance.Iid));
        var table = new MarginalEffects().Of(estimate, data);
        Assert.Equal(["x"], table.Effects.Select(e => e.Variable));
        Assert.Equal(["size", "z"], table.Refused.Select(r => r.Variable));
        Assert.Contains("'size', which has no coefficient", table.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("slope of its own in each group of month", table.Refused[1].Reason, StringComparison.Ordinal);
        Assert.Throws<NotIdentifiedException>(() => Effect(estimate, "size", data: data));
        Assert.Throws<NotIdentifiedException>(() => Effect(estimate, "x", at: "month = m001", data: data));
        Assert.Throws<KeyNotFoundException>(() => Effect(estimate, "w", data: data));
        Assert.Throws<KeyNotFoundException>(() => Effect(estimate, "x", at: "size = large", data: data));
        Assert.Throws<ArgumentException>(() => Effect(estimate, "x", data: PredictionReference.Table));
    }

    [Fact]
    public void Groups_are_compared_with_the_one_that_the_formula_leaves_out()
    {
        var estimate = PredictionReference.Fit("y ~ i(g, ref = 'b') + x");
        Assert.Equal(["a − b", "c − b"], new MarginalEffects(new MarginalOptions { Variables = ["g"] }).Of(estimate, PredictionReference.Table).Effects.Select(e => e.Contrast));
        Golden.Close(estimate["g::c"].StandardError, Effect(estimate, "g", "c − b").Effect.StandardError, 1e-10, "error");
        var slopes = PredictionReference.Fit("y ~ g + i(g, x)");
        double[] each = [.. "abc".Select(g => Effect(slopes, "x", at: $"g = {g}").Effect.Value)];
        Assert.Equal(["g::a:x", "g::b:x", "g::c:x"], slopes.Names.Skip(3));
        for (var g = 0; g < 3; g++) Golden.Close(slopes.Coefficients[3 + g].Value, each[g], 1e-12, "slope");
        Assert.Equal(each.Average(), Effect(slopes, "x").Effect.Value, 1e-12); // as many rows in each
    }

    private static ModelData Binary(int units, int months, ulong seed)
    {
        var data = Planted.Panel(units, months, 0.5, seed);
        var chance = new RandomStream(seed, 5);
        double[] x = data.Column("x"), z = data.Column("z");
        return data.With("any", [.. x.Select((v, i) => 0.5 * v - 0.5 * z[i] + 0.3 * v * z[i] + 2 * chance.NextNormal() > 0 ? 1.0 : 0.0)]);
    }
}
