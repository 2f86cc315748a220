using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Drawing of neighbours for conditional permutations, from few units and from many.</summary>
public sealed class OtherUnitsTests
{
    [Fact]
    public void A_unit_draws_different_units_and_never_itself() => Gen.Select(Gen.Int[2, 200], Gen.Int[0, 1 << 20]).Sample((units, seed) =>
    {
        var (others, chosen) = (new OtherUnits(units), new int[Math.Min(units - 1, 1 + seed % 12)]);
        var unit = seed % units;
        others.Start(unit, chosen.Length);
        for (var d = 0; d < 5; d++)
        {
            others.Draw(chosen, new RandomStream((ulong)seed, (ulong)d));
            Assert.Equal(chosen.Length, chosen.Distinct().Count());
            Assert.All(chosen, other => Assert.InRange(other, 0, units - 1));
            Assert.DoesNotContain(unit, chosen);
        }
    }, iter: 1000);

    [Theory]
    [InlineData(9, 4)] // a part is shuffled
    [InlineData(30, 3)] // one by one
    public void Every_other_unit_is_as_likely_in_every_place(int units, int count)
    {
        const int draws = 30_000;
        var (others, chosen, stream, seen) = (new OtherUnits(units), new int[count], new RandomStream(3, 0), new int[count, units]);
        others.Start(2, count);
        for (var d = 0; d < draws; d++)
        {
            others.Draw(chosen, stream);
            for (var k = 0; k < count; k++) seen[k, chosen[k]]++;
        }
        var expected = draws / (units - 1.0);
        for (var k = 0; k < count; k++)
            for (var j = 0; j < units; j++) Assert.Equal(j == 2 ? 0 : expected, seen[k, j], 5 * Math.Sqrt(expected));
    }
}
