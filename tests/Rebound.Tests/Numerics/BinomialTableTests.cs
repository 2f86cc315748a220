using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class BinomialTableTests
{
    private static readonly Gen<double> Uniforms = Gen.OneOf(
        Gen.ULong.Select(UniformBlock.Uniform),
        Gen.Int[1, 45].Select(Gen.ULong[1UL << 12, ulong.MaxValue], (shift, word) => UniformBlock.Uniform(Math.Max(1UL << 12, word >> shift))),
        Gen.Int[1, 45].Select(Gen.ULong[1UL << 12, ulong.MaxValue], (shift, word) => 1 - UniformBlock.Uniform(Math.Max(1UL << 12, word >> shift))));

    [Fact]
    public void A_number_from_the_table_is_the_quantile() => Gen.Select(Gen.OneOf(Gen.Double[0, 1], Gen.Double[-9, 0].Select(x => Math.Pow(10, x))), Uniforms.Array[20]).Sample((p, uniforms) =>
    {
        var chance = Chance.Of(p);
        var table = new BinomialTable(chance);
        for (var n = 0; n <= BinomialTable.Most + 5; n++)
        {
            foreach (var u in uniforms) Assert.Equal(CountQuantile.Binomial(n, chance, u), table.Quantile(n, u));
        }
    }, iter: 1000);

    // At every border between two counts, and one step to either side of it.
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.283468689426)]
    [InlineData(1e-5)]
    public void Borders_are_those_of_the_quantile(double p)
    {
        var chance = Chance.Of(p);
        var table = new BinomialTable(chance);
        var sums = new double[BinomialTable.Most + 1];
        for (var n = 1; n <= BinomialTable.Most && CountQuantile.IsSummed(n, chance); n++)
        {
            CountQuantile.Sums(n, chance, sums.AsSpan(0, n + 1));
            foreach (var sum in sums.AsSpan(0, n))
            {
                if (sum is <= 0 or >= 1) continue;
                foreach (var u in new[] { Math.BitDecrement(sum), sum, Math.BitIncrement(sum) })
                    Assert.Equal(CountQuantile.Binomial(n, chance, u), table.Quantile(n, u));
            }
        }
    }

    [Fact]
    public void A_chance_for_one_use_is_the_chance() => Gen.Double[0, 1].Sample(p =>
    {
        var (kept, once) = (Chance.Of(p), Chance.Once(p));
        Assert.Equal((kept.Success, kept.Failure, kept.LogFailure), (once.Success, once.Failure, once.LogFailure));
    }, iter: 1000);
}
