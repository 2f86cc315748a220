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

    [Fact]
    public void Normal_quantiles_err_by_no_more_than_said() => Gen.Double[0.0001, 0.9999].Array[8].Sample(uniforms =>
    {
        var z = NormalQuantileLanes.Of(Vector512.Create<double>(uniforms), out var served);
        for (var lane = 0; lane < 8; lane++)
        {
            Assert.Equal(uniforms[lane] != 0.5, served.AsInt64()[lane] != 0);
            if (uniforms[lane] != 0.5) Assert.Equal(NormalQuantile.Of(uniforms[lane]), z[lane], NormalQuantileLanes.Error);
        }
    }, iter: 20_000);

    [Fact]
    public void Tails_that_are_not_served_are_found_alone()
    {
        double[] uniforms = [1e-12, 1 - 1e-12, 0.5, 0.25, 0.75, 1.0 / (1 << 17), 1e-5, 0.999];
        var lanes = BinomialLanes.Quantile(Vector512.Create(1e6), Vector512.Create(Chance.OfHazard(0.3).Success), Vector512.Create(0.3), Vector512.Create<double>(uniforms));
        for (var lane = 0; lane < 8; lane++) Assert.Equal(CountQuantile.Binomial(1_000_000, Chance.OfHazard(0.3), uniforms[lane]), lanes[lane]);
    }
}
