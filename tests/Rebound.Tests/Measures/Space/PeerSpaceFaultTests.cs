using Rebound.Measures;
using Rebound.Panels;
using Xunit;
using static Rebound.Tests.Measures.SpaceSamples;

namespace Rebound.Tests.Measures;

/// <summary>Faults and differences of other programs for inequality and space; each test states the right answer.</summary>
public sealed class PeerSpaceFaultTests
{
    private static readonly Subject Y = new("y", 2020);

    [Fact]
    public void Theil_nested_over_unbalanced_regions_and_provinces_adds_up_to_the_total()
    {
        // mathmodels 0.0.11: the crossed decomposition does not add up.
        double[] y = [1, 2, 9, 4, 4, 30, 0.5];
        string[] regions = ["a", "a", "a", "a", "b", "b", "c"], provinces = ["a1", "a1", "a2", "a3", "b1", "b2", "c1"];
        foreach (var kind in Enum.GetValues<EntropyKind>())
        {
            var found = NestedDecomposition.Of(y, [regions, provinces], kind, Y);
            Assert.Equal(kind == EntropyKind.Theil ? Inequality.Theil(y, Y) : Inequality.MeanLogDeviation(y, Y), found.Between.Sum() + found.Within, 1e-14);
            Assert.Equal(found.Total - found.Between[0], found.Contributions.Sum(part => part.Contribution), 1e-14);
            Assert.All(found.Between, part => Assert.True(part > 0));
        }
    }

    [Fact]
    public void Provinces_of_the_same_name_in_two_regions_are_two_provinces()
    {
        double[] y = [1, 2, 10, 20];
        var named = NestedDecomposition.Of(y, [["a", "a", "b", "b"], ["north", "south", "north", "south"]], EntropyKind.Theil, Y);
        Assert.Equal(0, named.Within, 1e-15); // each unit is a province of its own: nothing is left within
        Assert.Equal(Inequality.Theil(y, Y), named.Between.Sum(), 1e-14);
    }

    [Fact]
    public void The_overlap_of_groups_raises_the_Gini_and_never_lowers_it()
    {
        // A published R source has the overlap with the wrong sign, and then the three parts miss the whole.
        var found = DagumDecomposition.Of([1, 2, 3, 1.5], ["A", "A", "B", "B"], Y);
        Assert.Equal((0.083333, 0.1, 0.033333), (Math.Round(found.Within, 6), Math.Round(found.Between, 6), Math.Round(found.Transvariation, 6)));
        Assert.Equal(Inequality.Gini([1, 2, 3, 1.5], Y), found.Gini, 1e-14);
    }

    [Fact]
    public void Groups_are_ordered_by_their_means_and_not_by_their_names()
    {
        foreach (var (first, second) in new[] { ("A", "B"), ("B", "A") })
        {
            var found = DagumDecomposition.Of([1, 2, 3, 1.5], [first, first, second, second], Y);
            Assert.Equal(second, Assert.Single(found.Pairs).Richer);
            Assert.Equal(0.75, found.Pairs[0].Affluence, 1e-14);
        }
    }

    [Fact]
    public void Local_Moran_has_the_scale_of_spdep_and_sums_to_the_global_one()
    {
        // esda scales by (n − 1)/n: its local values then sum to S0·I·(n − 1)/n and not to S0·I.
        double[] y = [1, 2, 4, 8];
        var (whole, parts) = (Moran.Global(y, Chain(4), SpatialNull.Randomisation, Y), Moran.Local(y, Chain(4), LocalNull.Conditional, Y).Values);
        Assert.Equal(4 * whole.Value, parts.Sum(), 1e-14);
        Assert.Equal(0.669565, parts[0], 1e-6);
        Assert.NotEqual(0.669565 * 3 / 4, parts[0], 1e-3);
    }

    [Fact]
    public void An_island_is_refused_by_name_by_every_spatial_statistic_and_crashes_none()
    {
        // esda's Moran_Local crashed on islands; spdep drops them only when it is told to.
        var island = SpatialWeights.FromLinks(["a", "b", "c", "d", "lone"], [0, 1, 1, 2, 2, 3], [1, 0, 2, 1, 3, 2]);
        double[] x = [1, 2, 3, 5, 8], z = [2, 1, 4, 4, 9];
        var panel = new BalancedValues("y", island.Units, 2019, [1, 2, 2, 3, 3, 5, 5, 6, 8, 7]);
        Action[] statistics =
        [
            () => Moran.Global(x, island, SpatialNull.Normality, Y), () => Moran.Permute(x, island, 9, 1, Y), () => Moran.Local(x, island, LocalNull.Total, Y), () => Moran.Bivariate(x, z, island, 9, 1, Y, Y),
            () => Moran.GlobalBivariate(x, z, island, Y, Y), () => Moran.LocalBivariate(x, z, island, Y, Y), () => Geary.Global(x, island, SpatialNull.Normality, Y), () => Geary.Permute(x, island, 9, 1, Y), () => Geary.Local(x, island, Y),
            () => GetisOrd.Global(x, island, Y), () => GetisOrd.Permute(x, island, 9, 1, Y), () => GetisOrd.Local(x, island, HotSpot.WithSelf, Y), () => Lee.Of(x, z, island, 9, 1, Y, Y), () => SpatialGini.Of(x, island, 9, 1, Y),
            () => MarkovChain.Spatial(panel, island, 2, Cutoffs.Pooled), () => MarkovChain.Lisa(panel, island),
        ];
        Assert.All(statistics, statistic =>
        {
            var refusal = Assert.Throws<MeasureRefusedException>(statistic);
            Assert.Equal((MeasureRefusalKind.Island, "lone"), (refusal.Kind, Assert.Single(refusal.Units)));
            Assert.Contains("'lone'", refusal.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_stratum_of_one_unit_leaves_q_alone_and_changes_the_degrees_of_freedom()
    {
        // GD counts such strata in its degrees of freedom, gdverse does not: the same q, another p.
        double[] y = [1, 2, 3, 7, 8, 9, 4];
        string[] zones = ["a", "a", "a", "b", "b", "b", "only"];
        var without = Geodetector.Factor(y.AsSpan(0, 6), zones[..6], "zone", Y);
        var (dropped, counted) = (Geodetector.Factor(y, zones, "zone", Y, SingletonRule.Drop), Geodetector.Factor(y, zones, "zone", Y, SingletonRule.DropButCount));
        Assert.Equal((without.Q, without.F, without.P), (dropped.Q, dropped.F, dropped.P));
        Assert.Equal(dropped.Q, counted.Q);
        Assert.Equal(4 * dropped.Q / (1 - dropped.Q), dropped.F, 1e-9); // (6 − 2)q/((2 − 1)(1 − q))
        Assert.Equal(2 * dropped.Q / (1 - dropped.Q), counted.F, 1e-9); // (7 − 3)q/((3 − 1)(1 − q))
        Assert.Throws<MeasureRefusedException>(() => Geodetector.Factor(y, zones, "zone", Y));
    }

    [Fact]
    public void The_ellipse_has_plain_weighted_deviations_and_no_square_root_of_two()
    {
        // Some programs multiply the axes by √2 or divide by n − 2.
        var ellipse = DeviationalEllipse.Of(new Locations(Names(4), [-3, 3, 0, 0], [0, 0, -1, 1]), [], Y);
        Assert.Equal((Math.Sqrt(4.5), Math.Sqrt(0.5), 90.0), (ellipse.AlongDeviation, ellipse.AcrossDeviation, ellipse.Rotation));
    }

    [Fact]
    public void The_spatial_chain_conditions_on_the_class_of_the_lagged_value_and_not_on_the_lagged_class()
    {
        // Unit b's neighbours are a and c: values 1 and 9 average 5, high; classes low and high average neither.
        var weights = SpatialWeights.FromLinks(["a", "b", "c", "d"], [0, 1, 1, 2, 2, 3], [1, 0, 2, 1, 3, 2]).WithStyle(WeightStyle.Row);
        var panel = new BalancedValues("y", weights.Units, 2019, [1, 1.5, 2, 2.5, 9, 9.5, 3, 3.5]);
        var chain = MarkovChain.Spatial(panel, weights, 2, Cutoffs.Pooled);
        double[] lags = [2, 2.5, 5, 5.5, 2.5, 3, 9, 9.5];
        var bound = chain.Neighbours.Bounds[0];
        Assert.Equal(lags.Select(lag => lag > bound ? 1 : 0), chain.Neighbours.Classes);
    }

    [Fact]
    public void A_value_on_a_quantile_belongs_to_the_class_below_it()
    {
        var classes = MarkovChain.Classify(new BalancedValues("y", ["a", "b", "c"], 2019, [1, 1, 2, 2, 3, 3]), 2, Cutoffs.Pooled);
        Assert.Equal(2, classes.Bounds[0]);
        Assert.Equal([0, 0, 0, 0, 1, 1], classes.Classes);
    }

    [Fact]
    public void The_default_bandwidth_is_that_of_R()
    {
        var width = KernelDensity.BandwidthOf([1, 2, 4], BandwidthRule.Silverman, Y);
        Assert.Equal(0.808732, width, 1e-6);
        Assert.Equal(0.248713, KernelDensity.Of([1, 2, 4], [2.0], width, Y).Density[0], 1e-6);
    }
}
