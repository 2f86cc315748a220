using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

public sealed class LongRunTradeTests
{
    [Fact]
    public void Nothing_changes_when_nothing_is_shifted() => Gen.ULong.Sample(seed =>
    {
        var (flows, ones, factor) = Drawn(new Draws(seed), 4, 3);
        return LongRunTrade.Change(flows, 3, ones, 5, factor).All(x => Math.Abs(x - 1) < 1e-10);
    }, iter: 1000);

    [Fact]
    public void Buyers_spend_what_they_spent_and_sellers_earn_their_wage_bill() => Gen.ULong.Sample(seed =>
    {
        var draws = new Draws(seed);
        var (flows, shifts, factor) = Drawn(draws, 4, 3);
        for (var j = 0; j < shifts.Length; j++) shifts[j] = 0.5 + draws.Next();
        for (var i = 0; i < 4; i++) factor[i] = 0.7 + 0.5 * draws.Next();
        var change = LongRunTrade.Change(flows, 3, shifts, draws.Between(1, 8), factor);
        for (var n = 0; n < 3; n++)
        {
            double before = 0, after = 0;
            for (var i = 0; i < 4; i++) (before, after) = (before + flows[i * 3 + n], after + flows[i * 3 + n] * change[i * 3 + n]);
            if (Math.Abs(after / before - 1) > 1e-10) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void A_city_too_small_to_move_prices_loses_what_the_textbook_says()
    {
        // A negligible seller against one large one: ŵ = ŝ^(1/(1+θ)), exports ŝ·ŵ^(−θ) = ŝ^(1/(1+θ)).
        var change = LongRunTrade.Change([1e-9, 1], 1, [0.8, 1], 5, [1, 1]);
        Assert.Equal(Math.Pow(0.8, 1.0 / 6), change[0], 1e-8);
        Assert.Equal(1, change[1], 1e-8);
    }

    [Fact]
    public void Whoever_loses_buyers_loses_exports_to_the_others() => Gen.ULong.Sample(seed =>
    {
        var draws = new Draws(seed);
        var (flows, shifts, factor) = Drawn(draws, 4, 3);
        for (var n = 0; n < 3; n++) shifts[n] = 0.5;
        var change = LongRunTrade.Change(flows, 3, shifts, 5, factor);
        double first = 0, whole = 0;
        for (var n = 0; n < 3; n++) (first, whole) = (first + flows[n] * change[n], whole + flows[n]);
        return first < whole;
    }, iter: 1000);

    [Fact]
    public void Sizes_and_signs_are_checked()
    {
        Assert.Throws<ArgumentException>(() => LongRunTrade.Change([1, 1], 1, [1], 5, [1, 1]));
        Assert.Throws<ArgumentException>(() => LongRunTrade.Change([-1, 1], 1, [1, 1], 5, [1, 1]));
        Assert.Throws<ArgumentException>(() => LongRunTrade.Change([1, 1], 1, [0, 1], 5, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LongRunTrade.Change([1, 1], 1, [1, 1], 0, [1, 1]));
    }

    private static (double[] Flows, double[] Ones, double[] Factor) Drawn(Draws draws, int sellers, int buyers) =>
        ([.. Enumerable.Range(0, sellers * buyers).Select(_ => 0.1 + draws.Next())], [.. Enumerable.Repeat(1.0, sellers * buyers)], [.. Enumerable.Repeat(1.0, sellers)]);
}
