using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Restrictions on coefficients against car, joint tests and combinations.</summary>
public sealed class HypothesisTests
{
    [Theory]
    [InlineData("test_ols", "x = z, gb = 0.3", false)]
    [InlineData("test_one", "2 * x - z = 1", false)]
    [InlineData("test_logit", "x = 2 * z, gb = gc", true)]
    public void Linear_restrictions_are_tested_as_by_car(string name, string text, bool logit)
    {
        var estimate = logit ? PredictionReference.Fit("any ~ x * z + g", GeneralisedFamily.Logit) : PredictionReference.Fit("y ~ x * z + g + I(x^2) + log(x + 3)");
        var test = estimate.Test(text);
        var wanted = PredictionReference.Numbers(name);
        Assert.True(test.IsLinear);
        Golden.Close(wanted[0], logit ? test.Joint.F * test.Joint.Numerator : test.Joint.F, 1e-7, "statistic");
        Golden.Close(wanted[1], test.Joint.P, 1e-6, "p");
    }

    [Fact]
    public void Functions_of_coefficients_have_the_errors_of_the_delta_method()
    {
        var weighted = PredictionReference.Fit("y ~ x * z + g", weights: "w").Test("x / (1 - z) + exp(gb)");
        var logit = PredictionReference.Fit("any ~ x * z + g", GeneralisedFamily.Logit).Test("x / z^2 = 0");
        Assert.False(weighted.IsLinear);
        foreach (var (test, name) in new[] { (weighted, "delta_ols"), (logit, "delta_logit") })
        {
            Golden.Close(PredictionReference.Numbers(name)[0], test.Restrictions[0].Value, 1e-7, name);
            Golden.Close(PredictionReference.Numbers(name)[1], test.Restrictions[0].StandardError, 1e-7, name);
        }
    }

    [Fact]
    public void Coefficients_all_zero_are_the_joint_test_and_a_difference_is_a_combination() => Gen.ULong.Sample(seed =>
    {
        var estimate = new AbsorbedLeastSquares().Fit(Planted.Panel(8, 6, 0.5, seed), LinearModel.Parse("y ~ x + z + I(x * z) | unit + month", Covariance.ClusteredBy("unit")));
        var (joint, text) = (estimate.Test(["x", "z"]), estimate.Test("x = 0, z").Joint);
        Golden.Close(joint.F, text.F, 1e-9, "F");
        Golden.Close(joint.P, text.P, 1e-9, "p", 1e-15);
        var (difference, combined) = (estimate.Test("x - 2 * I(x * z) = z").Restrictions[0], estimate.Combine("", [new("x", 1), new("z", -1), new("I(x * z)", -2)]));
        Golden.Close(combined.Value, difference.Value, 1e-9, "difference", 1e-12);
        Golden.Close(combined.StandardError, difference.StandardError, 1e-9, "error");
        Golden.Close(Math.Pow(difference.T, 2), estimate.Test("x - 2*I(x*z) = z").Joint.F, 1e-8, "F is t²");
    }, iter: 1000);

    [Theory]
    [InlineData("(Intercept) = 1", "(Intercept)")]
    [InlineData("log(x+3) = poly(z,2)1", "log(x + 3)")]
    [InlineData("i1:x = 0", "")]
    public void Coefficients_are_named_as_they_are_printed(string text, string first)
    {
        var estimate = PredictionReference.Fit("y ~ log(x + 3) + poly(z, 2) + x");
        if (first.Length == 0)
        {
            var refused = Assert.Throws<FormulaException>(() => estimate.Test(text));
            Assert.Contains("the coefficients are (Intercept), log(x + 3),", refused.Problem, StringComparison.Ordinal);
            Assert.Equal(2, refused.Position);
            return;
        }
        var right = text.StartsWith('(') ? 1 : estimate["poly(z, 2)1"].Value;
        Assert.Equal(estimate[first].Value - right, estimate.Test(text).Restrictions[0].Value, 1e-12);
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        var estimate = PredictionReference.Fit("y ~ x + z + I(2 * x)");
        Assert.Throws<NotIdentifiedException>(() => estimate.Test("I(2 * x) = 0"));
        Assert.Throws<NotIdentifiedException>(() => estimate.Test("x = z, 2 * x = 2 * z"));
        Assert.Throws<NotIdentifiedException>(() => estimate.Test("1 = 0"));
        Assert.Throws<NotIdentifiedException>(() => estimate.Test("log(x - 100) = 0"));
        Assert.Throws<FormulaException>(() => estimate.Test("x = "));
        Assert.Throws<FormulaException>(() => estimate.Test("x = z z"));
    }
}
