using CsCheck;
using Rebound.Panels;
using Xunit;
using static Rebound.Tests.Measures.SpaceSamples;

namespace Rebound.Tests.Spatial;

/// <summary>Spatial weights and where they come from.</summary>
public sealed class SpatialWeightsTests
{
    // A 3 × 2 checkerboard of unit squares, some corners written twice, some rings turned round.
    private static readonly Area[] Board = [.. Enumerable.Range(0, 6).Select(s => Square(s % 3, s / 3))];

    [Fact]
    public void Squares_of_a_board_touch_at_edges_and_corners()
    {
        var (queen, rook) = (Contiguity.Of(Board, ContiguityRule.Queen), Contiguity.Of(Board, ContiguityRule.Rook));
        Assert.Equal((22, 14), (queen.LinkCount, rook.LinkCount));
        Assert.Equal([1, 3], rook.NeighboursOf(0).ToArray());
        Assert.Equal([1, 3, 4], queen.NeighboursOf(0).ToArray());
    }

    [Fact]
    public void Corners_nearer_than_the_snap_distance_are_one()
    {
        Area[] apart = [Square(0, 0), new("far", [[1.001, 0, 2, 0, 2, 1, 1.001, 1]])];
        Assert.Equal(["0,0", "far"], Contiguity.Of(apart, ContiguityRule.Rook).Islands);
        Assert.Equal(2, Contiguity.Of(apart, ContiguityRule.Rook, 0.01).LinkCount);
    }

    [Fact]
    public void Queen_neighbours_include_rook_neighbours() => Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[0, 1 << 20]).Sample((columns, rows, holes) =>
    {
        Area[] areas = [.. Enumerable.Range(0, columns * rows).Where(s => (holes >> s % 20 & 1) == 0).Select(s => Square(s % columns, s / columns))];
        var (queen, rook) = (Contiguity.Of(areas, ContiguityRule.Queen), Contiguity.Of(areas, ContiguityRule.Rook));
        Assert.True(queen.IsSymmetric && rook.IsSymmetric);
        for (var i = 0; i < areas.Length; i++) Assert.Subset(queen.NeighboursOf(i).ToArray().ToHashSet(), rook.NeighboursOf(i).ToArray().ToHashSet());
    }, iter: 1000);

    [Fact]
    public void Every_unit_has_its_k_nearest() => Gen.Select(Gen.Double[0, 9].Array[5, 60], Gen.Int[1, 4], Gen.Int[0, 1]).Sample((x, k, kind) =>
    {
        double[] y = [.. x.Select((v, i) => (v * 7 + i) % 9)];
        var places = new Locations(Names(x.Length), x, y, (DistanceKind)kind);
        var weights = DistanceWeights.Nearest(places, k);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(k, weights.NeighboursOf(i).Length);
            double[] chosen = [.. weights.NeighboursOf(i).ToArray().Select(j => places.Distance(i, j)).Order()];
            double[] best = [.. Enumerable.Range(0, x.Length).Where(j => j != i).Select(j => places.Distance(i, j)).Order().Take(k)];
            Assert.All(chosen.Zip(best), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }, iter: 1000);

    [Fact]
    public void A_band_holds_all_pairs_within_reach_and_the_largest_nearest_distance_leaves_no_island() => Gen.Select(Gen.Double[0, 9].Array[3, 60], Gen.Int[0, 1]).Sample((x, kind) =>
    {
        double[] y = [.. x.Select((v, i) => (v * 7 + i) % 9)];
        var places = new Locations(Names(x.Length), x, y, (DistanceKind)kind);
        var reach = DistanceWeights.MaxMinDistance(places);
        if (reach == 0) return;
        var band = DistanceWeights.Band(places, reach);
        Assert.Empty(band.Islands);
        Assert.True(band.IsSymmetric);
        var pairs = Enumerable.Range(0, x.Length).Sum(i => Enumerable.Range(0, x.Length).Count(j => j != i && places.Distance(i, j) <= reach));
        Assert.Equal(pairs, band.LinkCount);
    }, iter: 1000);

    [Fact]
    public void Styles_have_their_sums() => Mapped.Sample(map =>
    {
        var n = map.Weights.Count;
        Assert.Equal(n, map.Weights.WithStyle(WeightStyle.Row).Constants.S0, 1e-9);
        Assert.Equal(n, map.Weights.WithStyle(WeightStyle.Global).Constants.S0, 1e-9);
        Assert.Equal(1, map.Weights.WithStyle(WeightStyle.Unit).Constants.S0, 1e-9);
        Assert.Equal(n, map.Weights.WithStyle(WeightStyle.Stabilised).Constants.S0, 1e-9);
        var (full, constants) = (map.Weights.ToMatrix(), map.Weights.Constants);
        double s1 = 0, s2 = 0;
        for (var i = 0; i < n; i++)
        {
            double row = 0, column = 0;
            for (var j = 0; j < n; j++)
            {
                s1 += (full[i, j] + full[j, i]) * (full[i, j] + full[j, i]) / 2;
                (row, column) = (row + full[i, j], column + full[j, i]);
            }
            s2 += (row + column) * (row + column);
        }
        Assert.Equal(s1, constants.S1, 1e-9 * (1 + s1));
        Assert.Equal(s2, constants.S2, 1e-9 * (1 + s2));
    }, iter: 1000);

    [Fact]
    public void A_quarter_of_the_globe_is_ten_thousand_kilometres()
    {
        var places = new Locations(["equator", "pole", "date line", "beyond"], [0, 77, 179.9, -179.9], [0, 90, 0, 0], DistanceKind.GreatCircle);
        Assert.Equal(Math.PI / 2 * 6371.0088, places.Distance(0, 1), 1e-6);
        Assert.Equal([3], DistanceWeights.Nearest(places, 1).NeighboursOf(2).ToArray());
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => new Locations(["x"], [0], [91], DistanceKind.GreatCircle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outlines_are_read_from_both_texts()
    {
        var text = AreaText.FromWellKnownText("a", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6.5, 5 5), (5.2 5.1, 5.4 5.1, 5.4 5.2, 5.2 5.1)))");
        Assert.Equal((3, 6.5), (text.Rings.Count, text.Rings[1][5]));
        var json = AreaText.FromGeoJson("""{"features":[{"properties":{"code":7},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""", "code");
        Assert.Equal(("7", 8), (json[0].Unit, json[0].Rings[0].Length));
        Assert.Contains("'p'", Assert.Throws<FormatException>(() => AreaText.FromWellKnownText("p", "POINT (1 2)")).Message, StringComparison.Ordinal);
        Assert.Contains("1x 2", Assert.Throws<FormatException>(() => AreaText.FromWellKnownText("p", "POLYGON ((1x 2, 3 4, 5 6))")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_cannot_be_are_named()
    {
        Assert.Contains("'a' to 'b' is given twice", Assert.Throws<ArgumentException>(() => SpatialWeights.FromLinks(["a", "b"], [0, 0], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("'b' to 'a' is -1", Assert.Throws<ArgumentException>(() => SpatialWeights.FromLinks(["a", "b"], [1], [0], [-1])).Message, StringComparison.Ordinal);
        Assert.Contains("'a' and 'b' lie at the same point", Assert.Throws<ArgumentException>(() => DistanceWeights.InverseDistance(new Locations(["a", "b"], [1, 1], [2, 2]), 5)).Message, StringComparison.Ordinal);
    }

    private static Area Square(int x, int y)
    {
        double[] ring = [x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y];
        if ((x + y) % 2 == 1) ring = [x, y, x, y + 1, x + 1, y + 1, x + 1, y];
        return new Area($"{x},{y}", [ring]);
    }
}
