using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class InferenceTests
{
    [Theory]
    [InlineData("value", "value", 0)]
    [InlineData("value_r0.1", "value", 0.1)]
    [InlineData("capital", "capital", 0)]
    [InlineData("capital_r0.2", "capital", 0.2)]
    public void All_sign_draws_give_the_wild_bootstrap_p_of_a_full_enumeration(string id, string name, double nullValue)
    {
        var expected = Golden.Case("wildboot_grunfeld").GetProperty("own_enumeration").GetProperty(id);
        var estimate = new AbsorbedLeastSquares().Fit(Golden.Data("grunfeld.csv"), LinearModel.Parse("inv ~ value + capital", Covariance.ClusteredBy("firm")));
        var actual = new WildClusterBootstrap(new() { Seed = 1, Weights = WildWeights.Rademacher }).Test(estimate, name, nullValue);
        Assert.True(actual.Enumerated);
        Assert.Equal(1024, actual.Draws);
        Golden.Close(Math.Abs(expected.GetProperty("t").GetDouble()), Math.Abs(actual.T), 1e-9, "t");
        Golden.Close(expected.GetProperty("p_ge").GetDouble(), actual.P, 1e-12, "p");
    }

    [Fact]
    public void The_wild_bootstrap_interval_is_near_that_of_fwildclusterboot()
    {
        var estimate = new AbsorbedLeastSquares().Fit(Golden.Data("grunfeld.csv"), LinearModel.Parse("inv ~ value + capital", Covariance.ClusteredBy("firm")));
        foreach (var name in new[] { "value", "capital" })
        {
            var expected = Golden.Case("wildboot_grunfeld").GetProperty("fwildclusterboot").GetProperty($"wcr_{name}").GetProperty("ci");
            var actual = new WildClusterBootstrap(new() { Seed = 1, Weights = WildWeights.Rademacher }).Test(estimate, name);
            // It counts strictly larger t*, we count ties too: our steps lie a draw or two further out.
            Golden.Close(expected[0].GetDouble(), actual.Low, 0.05, $"low end of {name}");
            Golden.Close(expected[1].GetDouble(), actual.High, 0.05, $"high end of {name}");
        }
    }

    [Fact]
    public void The_wild_bootstrap_with_absorbed_effects_is_that_with_dummies()
    {
        var data = Planted.Panel(8, 6, 0.3, 11);
        var absorbed = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x | unit + month", Covariance.ClusteredBy("unit")));
        var dummies = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + i(unit) + i(month)", Covariance.ClusteredBy("unit")) with { SmallSample = SmallSample.None });
        var bootstrap = new WildClusterBootstrap(new() { Seed = 5, Draws = 499 });
        var (a, b) = (bootstrap.Test(absorbed, "x"), bootstrap.Test(dummies, "x"));
        Assert.Equal(WildWeights.Webb, a.Weights);
        Assert.Equal(a.P, b.P); // the factor cancels between t and t*
        Golden.Close(a.Low, b.Low, 1e-6, "low end");
        Golden.Close(a.High, b.High, 1e-6, "high end");
    }

    [Fact]
    public void The_wild_bootstrap_repeats_itself_for_a_seed_and_moves_with_another()
    {
        var estimate = new AbsorbedLeastSquares().Fit(Planted.Panel(9, 6, 0.1, 3), LinearModel.Parse("y ~ x | unit", Covariance.ClusteredBy("unit")));
        var first = new WildClusterBootstrap(new() { Seed = 5, Draws = 999 }).Test(estimate, "x");
        Assert.Equal(first, new WildClusterBootstrap(new() { Seed = 5, Draws = 999 }).Test(estimate, "x"));
        Assert.NotEqual(first.P, new WildClusterBootstrap(new() { Seed = 6, Draws = 999 }).Test(estimate, "x").P);
    }

    [Fact]
    public void Equivalence_holds_exactly_when_the_ninety_per_cent_interval_lies_inside_the_margin()
    {
        var stream = new RandomStream(1, 1);
        for (var i = 0; i < 200; i++)
        {
            var (value, error, margin, df) = (stream.NextNormal(), 0.1 + stream.NextUniform(), 2 * stream.NextUniform(), 3 + stream.NextBelow(50));
            var test = EquivalenceTest.Of(new Coefficient("b", value, error, 0, 0, 0, 0), df, margin);
            Assert.Equal(test.IsEquivalent, test.Low > -margin && test.High < margin);
        }
    }

    [Fact]
    public void Distributions_have_closed_forms_and_the_values_of_tables()
    {
        foreach (var t in new[] { 0.1, 1, 2.5, 40, 1e6 })
        {
            Golden.Close(2 / Math.PI * Math.Atan(1 / t), StudentT.TwoSidedP(t, 1), 1e-12, "t(1), Cauchy's distribution");
            Golden.Close(2 / (2 + t * t) / (1 + t / Math.Sqrt(2 + t * t)), StudentT.TwoSidedP(t, 2), 1e-12, "t(2)");
            Golden.Close(StudentT.TwoSidedP(t, double.PositiveInfinity), StudentT.TwoSidedP(t, 1e13), 1e-9, "t(1e13)", 1e-300);
        }
        Golden.Close(1.985523, StudentT.Quantile(0.975, 94), 1e-6, "quantile of t(94)");
        Golden.Close(1.959963985, StudentT.Quantile(0.975, double.PositiveInfinity), 1e-9, "quantile of the normal");
        Golden.Close(2.866081, FisherF.UpperQuantile(0.05, 4, 20), 1e-6, "quantile of F(4, 20)");
        Golden.Close(StudentT.TwoSidedP(1.7, 30), FisherF.UpperP(1.7 * 1.7, 1, 30), 1e-12, "F(1, ν) is t²");
        Golden.Close(FisherF.UpperP(2.3, 3, 40), FisherF.NoncentralUpperP(2.3, 3, 40, 0), 1e-10, "noncentral F at zero");
        // Far out, too, p keeps its digits: it is summed from the upper tails and not taken off one.
        Assert.Equal(1, FisherF.NoncentralUpperP(90, 5, 120, 0) / FisherF.UpperP(90, 5, 120), 1e-9);
        Assert.InRange(FisherF.NoncentralUpperP(90, 5, 120, 3), FisherF.UpperP(90, 5, 120), 1e-20);
    }

    [Fact]
    public void Noncentral_F_is_the_share_of_draws_beyond()
    {
        var stream = new RandomStream(3, 1);
        const int draws = 40_000;
        var beyond = 0;
        for (var r = 0; r < draws; r++)
        {
            double numerator = 0, denominator = 0;
            for (var i = 0; i < 3; i++)
            {
                var z = stream.NextNormal() + (i == 0 ? 2 : 0);
                numerator += z * z;
            }
            for (var i = 0; i < 12; i++)
            {
                var z = stream.NextNormal();
                denominator += z * z;
            }
            if (numerator / 3 > 3 * denominator / 12) beyond++;
        }
        Golden.Close(FisherF.NoncentralUpperP(3, 3, 12, 4), (double)beyond / draws, 0, "noncentral F", 0.01);
    }
}
