using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class WindfallTests
{
    private static readonly Gen<TradeCell[]> Cells = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Double[0, 10], Gen.Double[0, 10]).Array[20, 60]
        .Select(list => list.GroupBy(c => (c.Item1, c.Item2, c.Item3)).Select(g => new TradeCell(g.Key.Item1, g.Key.Item2, g.Key.Item3, g.First().Item4 < 3 ? 0 : g.First().Item4, g.First().Item5 < 3 ? 0 : g.First().Item5)).ToArray());

    [Fact]
    public void Parts_add_up_to_growth_exactly() => Cells.Sample(cells =>
    {
        foreach (var split in WindfallAnalysis.Split(cells, 5, [0.1, -0.2, 0, double.NaN, 0.3], 1))
            if (split is { } s)
                Assert.Equal(s.Growth, s.Common + (s.Product ?? 0) + (s.Destination ?? 0) + (s.Base ?? 0) + s.Own, 1e-9 * (1 + Math.Abs(s.Growth)));
    }, iter: 1000);

    [Fact]
    public void Margins_add_up_to_the_change_exactly() => Cells.Sample(cells =>
    {
        foreach (var m in LinkMargins.Of(cells, 5))
        {
            Assert.Equal(m.After - m.Before, m.Extensive + m.Intensive, 1e-9);
            Assert.True(m.Survived <= Math.Min(m.LinksBefore, m.LinksAfter));
        }
    }, iter: 1000);

    [Fact]
    public void Where_all_grow_alike_no_part_is_left_for_anyone() => Gen.Select(Cells, Gen.Double[0.5, 2]).Sample((cells, factor) =>
    {
        TradeCell[] alike = [.. cells.Select(c => c with { After = c.Before * factor })];
        foreach (var split in WindfallAnalysis.Split(alike, 5, [], 1))
            if (split is { } s)
            {
                Assert.Equal(factor - 1, s.Common, 1e-9);
                Assert.Equal(0, s.Own, 1e-9);
            }
    }, iter: 1000);

    [Fact]
    public void Without_products_or_partners_it_says_what_cannot_be_separated()
    {
        TradeCell[] cells = [new(0, 0, 0, 1, 2), new(1, 0, 0, 1, 1)];
        var split = WindfallAnalysis.Split(cells, 2, [], 1)[0]!;
        Assert.Null(split.Product);
        Assert.Null(split.Destination);
        Assert.Contains("no products", split.NotSeparated, StringComparison.Ordinal);
        Assert.Throws<NumericalException>(() => WindfallAnalysis.Split(cells[..1], 1, [], 1));
    }

    [Fact]
    public void Planted_parts_are_recovered_within_five_per_cent_of_their_size()
    {
        const int Worlds = 200, Units = 30, Products = 8, Partners = 6;
        var (product, destination, own, truths) = (0.0, 0.0, 0.0, new double[3]);
        for (var world = 0; world < Worlds; world++)
        {
            var stream = new RandomStream(77, (ulong)world);
            var (goods, places, mine) = (new double[Products], new double[Partners], 0.15);
            (goods[0], places[0]) = (0.4, 0.25); // one product in demand, one partner that buys more
            List<TradeCell> cells = [];
            for (var u = 0; u < Units; u++)
                for (var p = 0; p < Products; p++)
                    for (var d = 0; d < Partners; d++)
                    {
                        var before = Math.Exp(0.3 * stream.NextNormal()) * (u == 0 && p == 0 ? 8 : 1) * (u == 0 && d == 0 ? 5 : 1);
                        cells.Add(new TradeCell(u, p, d, before, before * (1.02 + goods[p] + places[d] + (u == 0 ? mine : 0) + 0.02 * stream.NextNormal())));
                    }
            var split = WindfallAnalysis.Split(cells, Units, [], 1)[0]!;
            var (shareProduct, sharePartner, othersProduct, othersPartner) = (Share(cells, c => c.Unit == 0 && c.Product == 0, c => c.Unit == 0), Share(cells, c => c.Unit == 0 && c.Partner == 0, c => c.Unit == 0), Share(cells, c => c.Unit > 0 && c.Product == 0, c => c.Unit > 0), Share(cells, c => c.Unit > 0 && c.Partner == 0, c => c.Unit > 0));
            product += split.Product!.Value / Worlds;
            destination += split.Destination!.Value / Worlds;
            own += split.Own / Worlds;
            truths[0] += 0.4 * (shareProduct - othersProduct) / Worlds;
            truths[1] += 0.25 * (sharePartner - othersPartner) / Worlds;
            truths[2] += mine / Worlds;
        }
        Assert.Equal(1, product / truths[0], 0.05);
        Assert.Equal(1, destination / truths[1], 0.05);
        Assert.Equal(1, own / truths[2], 0.05);
    }

    private static double Share(List<TradeCell> cells, Func<TradeCell, bool> part, Func<TradeCell, bool> whole) => cells.Where(part).Sum(c => c.Before) / cells.Where(whole).Sum(c => c.Before);
}
