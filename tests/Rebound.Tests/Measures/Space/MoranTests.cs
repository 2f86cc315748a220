using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;
using static Rebound.Tests.Measures.SpaceSamples;

namespace Rebound.Tests.Measures;

/// <summary>Moran, Geary, Getis-Ord and Lee.</summary>
public sealed class MoranTests
{
    private static readonly Subject X = new("x", 2019);
    private static readonly double[] Doubling = [1, 2, 4, 8];

    [Fact]
    public void A_chain_of_four_has_the_published_values()
    {
        var weights = Chain(4);
        Assert.Equal(0.291304, Moran.Global(Doubling, weights, SpatialNull.Normality, X).Value, 1e-6);
        double[] local = [0.669565, 0.304348, 0.043478, 0.147826];
        Assert.All(local.Zip(Moran.Local(Doubling, weights, LocalNull.Conditional, X).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        double[] hot = [-1.4536, -1.5853, 1.0258, 1.4536];
        Assert.All(hot.Zip(GetisOrd.Local(Doubling, Chain(4, WeightStyle.Raw), HotSpot.WithSelf, X).Z), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Local_values_sum_to_the_global_one() => Mapped.Sample(map =>
    {
        var whole = Moran.Global(map.Values, map.Weights, SpatialNull.Randomisation, X).Value;
        var parts = Moran.Local(map.Values, map.Weights, LocalNull.Total, X).Values.Sum();
        Assert.Equal(whole * map.Weights.Constants.S0, parts, 1e-9 * (1 + map.Weights.Constants.S0));
    }, iter: 1000);

    [Fact]
    public void An_affine_map_of_the_values_changes_no_statistic() => Gen.Select(Mapped, Gen.Double[0.1, 10], Gen.Double[-50, 50]).Sample((map, scale, shift) =>
    {
        double[] moved = [.. map.Values.Select(x => shift - scale * x)];
        Assert.Equal(Moran.Global(map.Values, map.Weights, SpatialNull.Randomisation, X).Z, Moran.Global(moved, map.Weights, SpatialNull.Randomisation, X).Z, 1e-7);
        Assert.Equal(Geary.Global(map.Values, map.Weights, SpatialNull.Normality, X).Value, Geary.Global(moved, map.Weights, SpatialNull.Normality, X).Value, 1e-9);
        Assert.Equal(Lee.Of(map.Values, moved, map.Weights, 1, 1, X, X).Value, -Lee.Of(map.Values, map.Values, map.Weights, 1, 1, X, X).Value, 1e-9);
    }, iter: 1000);

    [Fact]
    public void The_order_of_the_units_does_not_matter() => Gen.Select(Mapped, Gen.Int[0, 1 << 20]).Sample((map, seed) =>
    {
        var order = new int[map.Values.Length];
        Permutations.Shuffle(order, new RandomStream((ulong)seed, 0));
        double[] moved = [.. order.Select(i => map.Values[i])];
        var again = Reordered(map.Weights, order);
        Assert.Equal(Moran.Global(map.Values, map.Weights, SpatialNull.Randomisation, X).Z, Moran.Global(moved, again, SpatialNull.Randomisation, X).Z, 1e-8);
        var (first, second) = (Moran.Local(map.Values, map.Weights, LocalNull.Conditional, X).Z, Moran.Local(moved, again, LocalNull.Conditional, X).Z);
        for (var i = 0; i < order.Length; i++) Assert.Equal(first[order[i]], second[i], 1e-7 * (1 + Math.Abs(second[i])));
    }, iter: 1000);

    [Fact]
    public void Moments_are_those_of_all_orders_of_the_values()
    {
        double[] values = [3, -1, 4, 1.5, 9, 2.6];
        var weights = DistanceWeights.Nearest(new Locations(Names(6), [0, 1, 2, 2.5, 4, 7], [0, 1, 0.3, 2, 1, 1]), 2).WithStyle(WeightStyle.Row);
        var orders = Orders(6).ToList();
        Hold(Moran.Global(values, weights, SpatialNull.Randomisation, X), (double[] order) => Moran.Global(order, weights, SpatialNull.Normality, X).Value);
        Hold(Geary.Global(values, weights, SpatialNull.Randomisation, X), (double[] order) => Geary.Global(order, weights, SpatialNull.Normality, X).Value);
        double[] positive = [.. values.Select(x => x + 2)];
        Hold(GetisOrd.Global(positive, weights, X), (double[] order) => GetisOrd.Global([.. order.Select(x => x + 2)], weights, X).Value);
        Assert.Equal(orders.Average(order => Lee.Of(Pick(order), Pick(order, x => x * x), weights, 1, 1, X, X).Value), Lee.Of(values, [.. values.Select(x => x * x)], weights, 1, 1, X, X).Expected, 1e-12);
        double[] lagged = [2, 7, -1, 0.5, 4, 4.5];
        foreach (var linked in new[] { weights, weights.WithSelf().WithStyle(WeightStyle.Row), Chain(6, WeightStyle.Raw) })
        {
            Hold(Both(Lee.Of(values, lagged, linked, 1, 1, X, X)), orders.Select(order => Lee.Of(Pick(order), [.. order.Select(i => lagged[i])], linked, 1, 1, X, X, local: false).Value));
            Hold(Moran.GlobalBivariate(values, lagged, linked, X, X), orders.Select(order => Moran.GlobalBivariate(values, [.. order.Select(i => lagged[i])], linked, X, X).Value));
        }
        var local = Moran.Local(values, weights, LocalNull.Total, X);
        double[] first = [.. orders.Select(order => Moran.Local(Pick(order), weights, LocalNull.Total, X).Values[0])];
        Assert.Equal(first.Average(), local.Expected[0], 1e-12);
        Assert.Equal(first.Average(v => v * v) - first.Average() * first.Average(), local.Variances[0], 1e-12);
        int[][] kept = [.. orders.Where(order => order[0] == 0)];
        var conditional = Moran.Local(values, weights, LocalNull.Conditional, X);
        double[] still = [.. kept.Select(order => Moran.Local(Pick(order), weights, LocalNull.Total, X).Values[0])];
        Assert.Equal(still.Average(), conditional.Expected[0], 1e-12);
        Assert.Equal(still.Average(v => v * v) - still.Average() * still.Average(), conditional.Variances[0], 1e-12);
        var geary = Geary.Local(values, weights, X);
        double[] differences = [.. kept.Select(order => Geary.Local(Pick(order), weights, X).Values[0])];
        Assert.Equal(differences.Average(), geary.Expected[0], 1e-12);
        Assert.Equal(differences.Average(v => v * v) - differences.Average() * differences.Average(), geary.Variances[0], 1e-12);

        double[] Pick(int[] order, Func<double, double>? map = null) => [.. order.Select(i => map is null ? values[i] : map(values[i]))];

        static GlobalAutocorrelation Both(LeeAssociation lee) => new("L", SpatialNull.Randomisation, lee.Value, lee.Expected, lee.Variance, lee.Z, 0, lee.PTwoSided);

        void Hold(GlobalAutocorrelation test, object statistics)
        {
            double[] all = statistics is Func<double[], double> statistic ? [.. orders.Select(order => statistic(Pick(order)))] : [.. (IEnumerable<double>)statistics];
            Assert.Equal(all.Average(), test.Expected, 1e-12);
            Assert.Equal(all.Average(v => v * v) - all.Average() * all.Average(), test.Variance, 1e-12);
        }
    }

    [Fact]
    public void Permutation_means_approach_the_analytic_ones()
    {
        var stream = new RandomStream(5, 0);
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => stream.NextNormal())];
        var weights = Chain(40);
        var (drawn, exact) = (Moran.Permute(values, weights, 9999, 7, X), Moran.Global(values, weights, SpatialNull.Randomisation, X));
        Assert.Equal(exact.Expected, drawn.Mean, 5 * Math.Sqrt(exact.Variance / 9999));
        Assert.Equal(Math.Sqrt(exact.Variance), drawn.Deviation, 0.01);
        double[] positive = [.. values.Select(x => x + 4)];
        var (hot, hotExact) = (GetisOrd.Permute(positive, weights, 9999, 7, X), GetisOrd.Global(positive, weights, X));
        Assert.Equal(hotExact.Value, hot.Value, 1e-12);
        Assert.Equal(hotExact.Expected, hot.Mean, 5 * Math.Sqrt(hotExact.Variance / 9999));
        Assert.Equal(1, hot.Deviation / Math.Sqrt(hotExact.Variance), 0.04);
        var local = Moran.Local(values, weights, LocalNull.Conditional, X, 4999, 7);
        for (var i = 0; i < 40; i++) Assert.Equal(local.PTwoSided[i], local.Permutation!.PTwoSided[i], 0.15);
    }

    [Fact]
    public void Islands_constants_and_missing_values_are_refused_by_name()
    {
        var island = SpatialWeights.FromLinks(["a", "b", "c", "d", "e"], [0, 1, 1, 2, 2, 3], [1, 0, 2, 1, 3, 2]);
        var refusal = Assert.Throws<MeasureRefusedException>(() => Moran.Global([1, 2, 3, 4, 5], island, SpatialNull.Normality, X));
        Assert.Equal((MeasureRefusalKind.Island, "e"), (refusal.Kind, Assert.Single(refusal.Units)));
        Assert.Contains("'x' in 2019", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(4, island.WithoutIslands().Count);
        Assert.Equal(MeasureRefusalKind.Constant, Assert.Throws<MeasureRefusedException>(() => Geary.Global([7, 7, 7, 7], Chain(4), SpatialNull.Normality, X)).Kind);
        Assert.Contains("'u2'", Assert.Throws<MeasureRefusedException>(() => Moran.Local([1, 2, double.NaN, 4], Chain(4), LocalNull.Total, X)).Message, StringComparison.Ordinal);
        Assert.Equal(MeasureRefusalKind.TooFew, Assert.Throws<MeasureRefusedException>(() => Moran.Global([1, 2, 3], Chain(3), SpatialNull.Normality, X)).Kind);
        Assert.Equal(MeasureRefusalKind.NotPositive, Assert.Throws<MeasureRefusedException>(() => GetisOrd.Global([1, -2, 3, 4], Chain(4), X)).Kind);
        var all = DistanceWeights.Nearest(new Locations(Names(5), [0, 1, 2, 3, 4], [0, 0, 0, 0, 0]), 4);
        Assert.Equal(MeasureRefusalKind.Saturated, Assert.Throws<MeasureRefusedException>(() => Moran.Local([1, 2, 3, 4, 6], all, LocalNull.Conditional, X)).Kind);
    }

    private static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(place => order[..place].Append(n - 1).Concat(order[place..]).ToArray()));
}
