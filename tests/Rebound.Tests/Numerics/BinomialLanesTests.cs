using System.Runtime.Intrinsics;
using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class BinomialLanesTests
{
    [Fact]
    public void Eight_quantiles_at_once_are_the_eight_quantiles() => Gen.Select(Gen.Double[0, 9].Array[8], Gen.Double[-6, 1].Array[8], Gen.Double[0, 1].Array[8], Gen.Int[0, 3]).Sample((sizes, hazards, uniforms, tails) =>
    {
        double[] trials = [.. sizes.Select(x => Math.Floor(Math.Pow(10, x)))], rates = [.. hazards.Select(x => Math.Pow(10, x))];
        double[] u = [.. uniforms.Select((x, lane) => lane < tails ? Math.Clamp(Math.Pow(10, -12 * x), 1e-15, 1 - 1e-15) : Math.Clamp(x, 1e-15, 1 - 1e-15))];
        Chance[] chances = [.. rates.Select(Chance.OfHazard)];
        var lanes = BinomialLanes.Quantile(Vector512.Create<double>(trials), Vector512.Create<double>([.. chances.Select(c => c.Success)]), Vector512.Create<double>(rates), Vector512.Create<double>(u));
        for (var lane = 0; lane < 8; lane++) Assert.Equal(CountQuantile.Binomial((int)trials[lane], chances[lane], u[lane]), lanes[lane]);
    }, iter: 20_000);

    // Where the expansion knows least: from the smallest variance that the lanes serve on, in the tails too.
    [Fact]
    public void Small_variances_are_served_exactly() => Gen.Select(Gen.Double[1, 3], Gen.Double[-5, 0].Array[8], Gen.Double[-5, 0].Array[8], Gen.Bool.Array[8], Gen.Bool.Array[8]).Sample((size, powers, tails, upper, likely) =>
    {
        var (trials, rates, u) = (new double[8], new double[8], new double[8]);
        for (var lane = 0; lane < 8; lane++)
        {
            var success = Math.Pow(10, powers[lane]) / 2;
            trials[lane] = Math.Min(2e9, Math.Ceiling(size * BinomialLanes.LeastVariance / (success * (1 - success))));
            rates[lane] = -Math.Log(likely[lane] ? success : 1 - success);
            u[lane] = upper[lane] ? 1 - Math.Pow(10, tails[lane]) / 2 : Math.Pow(10, tails[lane]) / 2;
        }
        Chance[] chances = [.. rates.Select(Chance.OfHazard)];
        var lanes = BinomialLanes.Quantile(Vector512.Create<double>(trials), Vector512.Create<double>([.. chances.Select(c => c.Success)]), Vector512.Create<double>(rates), Vector512.Create<double>(u));
        for (var lane = 0; lane < 8; lane++) Assert.Equal(CountQuantile.Binomial((int)trials[lane], chances[lane], u[lane]), lanes[lane]);
    }, iter: 20_000);

    // The short expansion's distance from the long one, with the long one's own error, is what the bound says: so a sure count is an exact one.
    [Fact]
    public void The_short_expansion_errs_by_no_more_than_said() => Gen.Select(Gen.Double[0, 7], Gen.Double[-1, 1], Gen.Double[-4.2, 4.2]).Sample((power, skew, z) =>
    {
        var (variance, v, z2) = (BinomialLanes.LeastVariance * Math.Pow(10, power), (1 - skew * skew) / 4, z * z);
        var narrow = variance - 1.0 / 12;
        var real = Math.Sqrt(narrow) * z - 0.5 + (z2 - 1) * skew / 6 + (1 - z2 + 2 * v * (7 - z2)) * z / 72 / Math.Sqrt(narrow);
        var exact = CountQuantile.CornishFisher(0, variance, skew, 1 - 6 * v, skew * (1 - 12 * v), 1 - 30 * v + 120 * v * v, z);
        var bound = (BinomialLanes.NearError + BinomialLanes.FarError * z2 * z2) / narrow;
        Assert.InRange(Math.Abs(real - exact) + (CountQuantile.NearError + CountQuantile.FarError * z2 * z2 * z2) / (variance * variance), 0, bound + 1e-12 * variance);
    }, iter: 20_000);

    private const string NoLanes = "The processor has no such lanes: numbers are found one by one.";

    [Fact]
    public void Lanes_are_sure_nearly_always()
    {
        Assert.SkipUnless(BinomialLanes.AreFast, NoLanes);
        var (random, sure) = (new KeyedRandomLanes(4, Vector512<ulong>.Zero), 0);
        for (ulong block = 0; block < 2000; block++)
        {
            BinomialLanes.Expanded(Vector512.Create(1e5), Vector512.Create(0.01), random.Block(block, Vector512.CreateSequence(0UL, 1UL), 0, 0).First, out var lanes);
            sure += System.Numerics.BitOperations.PopCount(lanes);
        }
        Assert.InRange(sure, 15_980, 16_000);
    }

    [Fact]
    public void Normal_quantiles_err_by_no_more_than_said()
    {
        Assert.SkipUnless(BinomialLanes.AreFast, NoLanes);
        Gen.Select(Gen.Double[0.0001, 0.9999].Array[8], Gen.Double[-17, -1].Array[8], Gen.Int[0, 3]).Sample((central, powers, tails) =>
        {
            double[] uniforms = [.. central.Select((x, lane) => lane < tails ? Math.Pow(2, powers[lane]) : x)];
            var z = NormalQuantileLanes.Of(Vector512.Create<double>(uniforms), out var served);
            Assert.Equal(BinomialLanes.AllLanes, served);
            for (var lane = 0; lane < 8; lane++) Assert.Equal(NormalQuantile.Of(uniforms[lane]), z[lane], NormalQuantileLanes.Error);
        }, iter: 20_000);
    }

    [Fact]
    public void The_middle_is_served_and_what_lies_beyond_the_tails_is_not()
    {
        Assert.SkipUnless(BinomialLanes.AreFast, NoLanes);
        var z = NormalQuantileLanes.Of(Vector512.Create(0.5, 0.49999999999999994, 0.5000000000000001, 0.25, 0.75, 7.6e-6, 1e-300, 1 - 1e-16), out var served);
        Assert.Equal(0b0001_1111UL, served);
        for (var lane = 0; lane < 3; lane++) Assert.Equal(0, z[lane], NormalQuantileLanes.Error);
    }

    [Fact]
    public void Tails_that_are_not_served_are_found_alone()
    {
        double[] uniforms = [1e-12, 1 - 1e-12, 0.5, 0.25, 0.75, 1.0 / (1 << 17), 1e-5, 0.999];
        var lanes = BinomialLanes.Quantile(Vector512.Create(1e6), Vector512.Create(Chance.OfHazard(0.3).Success), Vector512.Create(0.3), Vector512.Create<double>(uniforms));
        for (var lane = 0; lane < 8; lane++) Assert.Equal(CountQuantile.Binomial(1_000_000, Chance.OfHazard(0.3), uniforms[lane]), lanes[lane]);
    }
}
