using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class WeightSpaceTests
{
    [Fact]
    public void With_two_criteria_the_share_is_the_piece_of_the_segment() => Gen.Select(Gen.Double[0.01, 10], Gen.Double[0.01, 10]).Sample((up, down) =>
        Assert.Equal(up / (up + down), WeightSpace.ShareAbove([up, -down]), 1e-14), iter: 1000);

    // w₁ is above t on (1 − t)² of the triangle: a = (1 − t, −t, −t) turns the condition into a sum.
    [Fact]
    public void With_three_criteria_the_share_is_the_area_of_the_triangle() => Gen.Double[0.01, 0.99].Sample(t =>
        Assert.Equal((1 - t) * (1 - t), WeightSpace.ShareAbove([1 - t, -t, -t]), 1e-13), iter: 1000);

    // For distinct differences the share is the sum over the positive ones of dⱼᵏ⁻¹/Π(dⱼ − dᵢ), by divided differences.
    [Fact]
    public void The_share_is_the_divided_difference_when_all_differ() => Gen.Shuffle((double[])[-5, -3, -1, 0.5, 2, 4, 7], 4).Sample(d =>
    {
        var expected = 0.0;
        foreach (var up in d.Where(x => x > 0)) expected += Math.Pow(up, d.Length - 1) / d.Where(x => x != up).Aggregate(1.0, (product, other) => product * (up - other));
        Assert.Equal(expected, WeightSpace.ShareAbove(d), 1e-12);
    }, iter: 1000);

    [Fact]
    public void The_shares_of_a_statement_and_of_its_contrary_sum_to_one() => Gen.Double[-10, 10].Array[1, 12].Sample(d =>
    {
        if (d.All(x => x == 0)) return;
        Assert.Equal(1, WeightSpace.ShareAbove(d) + WeightSpace.ShareAbove([.. d.Select(x => -x)]), 1e-12);
    }, iter: 1000);

    [Fact]
    public void A_better_difference_never_lowers_the_share() => Gen.Select(Gen.Double[-10, 10].Array[4], Gen.Int[0, 3], Gen.Double[0, 5]).Sample((d, j, gain) =>
    {
        var share = WeightSpace.ShareAbove(d);
        d[j] += gain;
        Assert.True(WeightSpace.ShareAbove(d) >= share - 1e-12);
    }, iter: 1000);

    [Fact]
    public void Equal_units_are_never_above_each_other() => Assert.Equal(0, WeightSpace.ShareAbove([0, 0, 0]));

    [Fact]
    public void The_random_share_agrees_with_the_exact_one()
    {
        var space = new WeightSpace(["a", "b", "c"], [0.9, 0.2, 0.5, 0.1, 0.6, 0.4, 0.3, 0.5, 0.9]);
        var exact = space.Share(RankingConclusion.InOrder("a", "b"));
        Assert.True(exact.IsExact);
        var random = space.Share(RankingConclusion.InOrder("a", "b"), draws: 20_000, concentrations: [1, 1, 1]);
        Assert.False(random.IsExact);
        Assert.InRange(exact.Share.Share, random.Share.Low, random.Share.High);
    }

    // Scores are w(0.9, 0.2, 0.5) + (1 − w)(0.1, 0.6, 0.4): a passes b at w = 5/12 and c at w = 3/7; b passes c at w = 2/5.
    [Fact]
    public void With_two_criteria_every_statement_is_exact()
    {
        var space = new WeightSpace(["a", "b", "c"], [0.9, 0.2, 0.5, 0.1, 0.6, 0.4]);
        Assert.Equal(1 - 3 / 7.0, space.Share(RankingConclusion.InTop("a", 1)).Share.Share, 1e-14);
        Assert.Equal(1 - 5 / 12.0, space.Share(RankingConclusion.InTop("a", 2)).Share.Share, 1e-14);
        Assert.Equal(1 - 3 / 7.0, space.Share(RankingConclusion.InOrder("a", "c", "b")).Share.Share, 1e-14);
        Assert.Equal(3 / 7.0 - 5 / 12.0, space.Share(RankingConclusion.InOrder("c", "a", "b")).Share.Share, 1e-14);
    }

    [Fact]
    public void The_dimensions_of_an_index_make_its_weight_space()
    {
        var index = new ResilienceIndex(Sample.Options).Build(Sample.Table(2));
        double Ahead(string dimension) => index.UnitScores(index.NodeOf(dimension))[0] - index.UnitScores(index.NodeOf(dimension))[1];
        Assert.Equal(WeightSpace.ShareAbove([Ahead("economy"), Ahead("society")]), WeightSpace.Of(index).Share(RankingConclusion.InOrder("c0", "c1")).Share.Share, 1e-14);
        Assert.Throws<ArgumentException>(() => WeightSpace.Of(new ResilienceIndex(Sample.Options with { Aggregate = AggregateMethod.Topsis }).Build(Sample.Table(2))));
        Assert.Contains("c9", Assert.Throws<ArgumentException>(() => WeightSpace.Of(index).Share(RankingConclusion.InTop("c9", 1))).Message);
    }

    [Fact]
    public void Statements_are_read_as_they_are_written()
    {
        foreach (var text in (string[])["a > b", "a > b > c", "a in top 10"]) Assert.Equal(text, RankingConclusion.Find(text)?.ToString());
        foreach (var text in (string[])["a", "a >", "a > a", "a in top 0", "a in top x", ""]) Assert.Null(RankingConclusion.Find(text));
    }

    // Exact binomial limits of 8 in 10: the roots of the tails 0.025 (Clopper and Pearson), from R's binom.test(8, 10).
    [Fact]
    public void The_interval_of_a_share_is_the_exact_binomial_one()
    {
        var share = Proportion.Of(8, 10);
        Assert.Equal(0.4439045, share.Low, 1e-7);
        Assert.Equal(0.9747893, share.High, 1e-7);
        Assert.Equal(0, Proportion.Of(0, 10).Low);
        Assert.Equal(1 - Math.Pow(0.025, 0.1), Proportion.Of(0, 10).High, 1e-12);
    }
}
