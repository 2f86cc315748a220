using System.Numerics;
using CsCheck;
using MathNet.Numerics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class CountQuantileTests
{
    private static readonly Gen<double> Uniforms = Gen.OneOf(
        Gen.ULong.Select(UniformBlock.Uniform),
        Gen.Int[1, 45].Select(Gen.ULong[1UL << 12, ulong.MaxValue], (shift, word) => UniformBlock.Uniform(Math.Max(1UL << 12, word >> shift))),
        Gen.Int[1, 45].Select(Gen.ULong[1UL << 12, ulong.MaxValue], (shift, word) => 1 - UniformBlock.Uniform(Math.Max(1UL << 12, word >> shift))));

    [Fact]
    public void A_binomial_quantile_is_that_of_exact_arithmetic() => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 1023], Uniforms).Sample((n, eighths, u) =>
        Assert.Equal(ExactBinomial(n, eighths, u), CountQuantile.Binomial(n, Chance.Of(eighths / 1024.0), u)), iter: 1000);

    [Fact]
    public void A_binomial_quantile_of_many_trials_is_that_of_the_incomplete_beta_function() =>
        Gen.Select(Gen.Double[0, 7], Gen.Double[-6, 0], Gen.Double[0.001, 0.999]).Sample((digits, power, u) =>
        {
            var n = (int)Math.Pow(10, digits);
            var p = Math.Pow(10, power);
            var k = CountQuantile.Binomial(n, Chance.Of(p), u);
            if (k < n) Assert.True(SpecialFunctions.BetaRegularized(n - k, k + 1, 1 - p) >= u - 1e-8);
            if (k > 0) Assert.True(SpecialFunctions.BetaRegularized(n - k + 1, k, 1 - p) < u + 1e-8);
        }, iter: 1000);

    [Fact]
    public void A_binomial_quantile_never_falls_when_the_chance_rises() =>
        Gen.Select(Gen.Double[0, 8], Gen.Double[-7, 0], Gen.Double[-7, 0], Uniforms).Sample((digits, power, step, u) =>
        {
            var n = (int)Math.Pow(10, digits);
            var low = Math.Pow(10, power);
            var high = Math.Min(1, low * (1 + Math.Pow(10, step)));
            Assert.True(CountQuantile.Binomial(n, Chance.Of(low), u) <= CountQuantile.Binomial(n, Chance.Of(high), u));
        }, iter: 1000);

    [Fact]
    public void A_binomial_quantile_never_falls_when_the_trials_grow() =>
        Gen.Select(Gen.Double[0, 8], Gen.Int[1, 50], Gen.Double[-7, 0], Uniforms).Sample((digits, more, power, u) =>
        {
            var n = (int)Math.Pow(10, digits);
            var chance = Chance.Of(Math.Pow(10, power));
            Assert.True(CountQuantile.Binomial(n, chance, u) <= CountQuantile.Binomial(n + more, chance, u));
        }, iter: 1000);

    // Nobody of n is hit with the chance (1 − p)ⁿ, which needs no sum: where the expansion errs most.
    [Theory]
    [InlineData(2037, 0.0059288)]
    [InlineData(15_000, 0.001)]
    [InlineData(20_000, 0.001)]
    [InlineData(28_000, 0.001)]
    [InlineData(32_000, 0.001)]
    [InlineData(3_200, 0.01)]
    [InlineData(150_000, 0.0001)]
    public void A_number_just_beyond_the_chance_of_no_event_gives_one_event(int n, double p)
    {
        var none = Math.Exp(n * Math.Log(1 - p));
        Assert.Equal(0, CountQuantile.Binomial(n, Chance.Of(p), none * (1 - 1e-4)));
        Assert.Equal(1, CountQuantile.Binomial(n, Chance.Of(p), none * (1 + 1e-4)));
    }

    // At the variance where the method changes, steps of the chance and of the trials must not be seen.
    [Fact]
    public void The_quantile_rises_across_the_change_of_method() => Gen.Select(Gen.Int[30, 5000], Uniforms).Sample((n, u) =>
    {
        var middle = (1 - Math.Sqrt(Math.Max(0, 1 - 4 * CountQuantile.ExpansionVariance / n))) / 2;
        if (n < 4 * CountQuantile.ExpansionVariance) return;
        var last = 0;
        for (var step = -20; step <= 20; step++)
        {
            var k = CountQuantile.Binomial(n, Chance.Of(middle * (1 + step * 1e-3)), u);
            Assert.True(k >= last);
            last = k;
        }
        last = 0;
        for (var trials = n - 3; trials <= n + 3; trials++)
        {
            var k = CountQuantile.Binomial(trials, Chance.Of(middle), u);
            Assert.True(k >= last);
            last = k;
        }
    }, iter: 1000);

    [Fact]
    public void A_poisson_quantile_is_that_of_the_incomplete_gamma_function() =>
        Gen.Select(Gen.Double[-4, 4], Gen.Double[0.001, 0.999]).Sample((power, u) =>
        {
            var mean = Math.Pow(10, power);
            var k = CountQuantile.Poisson(mean, u);
            Assert.True(SpecialFunctions.GammaUpperRegularized(k + 1, mean) >= u - 1e-9);
            if (k > 0) Assert.True(SpecialFunctions.GammaUpperRegularized(k, mean) < u + 1e-9);
        }, iter: 1000);

    [Fact]
    public void A_poisson_quantile_never_falls_when_the_mean_rises() => Gen.Select(Gen.Double[-4, 8], Gen.Double[-7, 0], Uniforms).Sample((power, step, u) =>
    {
        var mean = Math.Pow(10, power);
        Assert.True(CountQuantile.Poisson(mean, u) <= CountQuantile.Poisson(mean * (1 + Math.Pow(10, step)), u));
    }, iter: 1000);

    [Theory]
    [InlineData(0, 0.3, 0.9, 0)]
    [InlineData(7, 0.0, 0.999, 0)]
    [InlineData(7, 1.0, 1e-15, 7)]
    [InlineData(1, 0.25, 0.75, 0)]
    [InlineData(1, 0.25, 0.7500001, 1)]
    public void Borders_are_exact(int n, double p, double u, int expected) => Assert.Equal(expected, CountQuantile.Binomial(n, Chance.Of(p), u));

    [Theory]
    [InlineData(1000, 0.0005)]
    [InlineData(1000, 0.03)]
    [InlineData(200_000, 0.4)]
    public void Draws_have_the_mean_and_variance_of_the_distribution(int n, double p)
    {
        const int draws = 40_000;
        double sum = 0, squares = 0;
        var random = new KeyedRandom(3, 9);
        for (var i = 0; i < draws; i++)
        {
            var deviation = CountQuantile.Binomial(n, Chance.Of(p), random.Block((ulong)i, 0, 0, 0).Third) - n * p;
            sum += deviation;
            squares += deviation * deviation;
        }
        var variance = n * p * (1 - p);
        Assert.InRange(sum / draws, -4 * Math.Sqrt(variance / draws), 4 * Math.Sqrt(variance / draws));
        Assert.InRange(squares / draws / variance, 0.95, 1.05);
    }

    [Fact]
    public void A_chance_of_a_hazard_is_that_of_its_probability() => Gen.Double[1e-9, 20].Sample(hazard =>
    {
        var (one, other) = (Chance.OfHazard(hazard), Chance.Of(-Math.Exp(-hazard) + 1));
        Assert.Equal(other.Success, one.Success, 1e-15);
        Assert.Equal(1, one.Success + one.Failure);
        Assert.Equal(-hazard, one.LogFailure);
    }, iter: 1000);

    // Σ C(n, j)·aʲ·(1024 − a)ⁿ⁻ʲ against u·1024ⁿ in whole numbers; u has 53 bits.
    private static int ExactBinomial(int n, int a, double u)
    {
        var whole = BigInteger.Pow(1024, n);
        var target = new BigInteger(u * (1UL << 53)) * whole;
        BigInteger term = BigInteger.Pow(1024 - a, n), sum = term;
        var k = 0;
        while (sum << 53 < target)
        {
            k++;
            term = term * (n - k + 1) * a / k / (1024 - a);
            sum += term;
        }
        return k;
    }
}
