using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Splits the growth of every unit into product windfall, destination demand, base effect and its own part.</summary>
/// <remarks>Growth rates by product and by partner are those of the other units (leave-one-out shift-share; Goldsmith-Pinkham, Sorkin and
/// Swift, 2020). Products and partners are taken as two additive shifts: demand that shows in both a product and its buyers is then
/// counted in both, and taken back in the own part; the page of the method says so.</remarks>
public static class WindfallAnalysis
{
    private const int Replications = 200;

    /// <summary>Splits the growth of all units.</summary>
    /// <param name="cells">Exports before and after by unit, product and partner.</param>
    /// <param name="units">Number of units, at least two.</param>
    /// <param name="normal">ln(level before / normal level) by unit, NaN where it is not known; empty where nothing is known.</param>
    /// <param name="seed">Seed of the bootstrap; unit i uses stream i.</param>
    /// <returns>One split a unit; null for units without exports before.</returns>
    /// <exception cref="NumericalException">Fewer than two units: one cannot be compared with the others.</exception>
    public static WindfallSplit?[] Split(IReadOnlyList<TradeCell> cells, int units, ReadOnlySpan<double> normal, ulong seed)
    {
        if (units < 2) throw new NumericalException("A windfall split compares a unit with the others, and there is one unit only; add units.");
        var (products, partners) = (Count(cells, c => c.Product), Count(cells, c => c.Partner));
        var all = new double[2];
        var (byProduct, byPartner) = (new Totals(products), new Totals(partners));
        var own = new List<TradeCell>[units];
        for (var u = 0; u < units; u++) own[u] = [];
        foreach (var cell in cells)
        {
            all[0] += cell.Before;
            all[1] += cell.After;
            byProduct.Add(cell.Product, cell);
            byPartner.Add(cell.Partner, cell);
            own[cell.Unit].Add(cell);
        }
        var bases = normal.ToArray();
        var splits = new WindfallSplit?[units];
        for (var u = 0; u < units; u++) splits[u] = SplitOne(own[u], all, byProduct, byPartner, bases.Length == 0 ? double.NaN : bases[u], new RandomStream(seed, (ulong)u));
        return splits;
    }

    private static WindfallSplit? SplitOne(List<TradeCell> cells, double[] all, Totals byProduct, Totals byPartner, double distance, RandomStream stream)
    {
        double before = 0, after = 0;
        foreach (var cell in cells)
        {
            before += cell.Before;
            after += cell.After;
        }
        if (!(before > 0) || !(all[0] - before > 0)) return null;
        var growth = after / before - 1;
        var common = (all[1] - after) / (all[0] - before) - 1;
        var (products, partners) = (byProduct.Others(cells, c => c.Product, before, common), byPartner.Others(cells, c => c.Partner, before, common));
        var hasProducts = byProduct.Count > 1;
        var hasPartners = byPartner.Count > 1;
        var product = Sum(products);
        var destination = Sum(partners);
        double? baseEffect = double.IsNaN(distance) ? null : Math.Exp(-distance) - 1;
        var rest = growth - common - (hasProducts ? product : 0) - (hasPartners ? destination : 0) - (baseEffect ?? 0);
        List<string> missing = [];
        if (!hasProducts) missing.Add("product windfall (no products)");
        if (!hasPartners) missing.Add("destination demand (no partners)");
        if (baseEffect is null) missing.Add("base effect (no normal level)");
        var largest = -1;
        for (var k = 0; hasProducts && k < products.Count; k++)
            if (largest < 0 || Math.Abs(products[k].Value) > Math.Abs(products[largest].Value)) largest = k;
        return new WindfallSplit(growth, common, hasProducts ? product : null, hasPartners ? destination : null, baseEffect, rest,
            hasProducts ? Bootstrap(products, stream) : 0, hasPartners ? Bootstrap(partners, stream) : 0,
            largest < 0 ? -1 : products[largest].Index, largest < 0 ? 0 : product - products[largest].Value,
            missing.Count == 0 ? "" : $"not separated from the unit's own part: {string.Join(", ", missing)}");
    }

    private static double Sum(List<(int Index, double Value)> parts)
    {
        var sum = 0.0;
        foreach (var part in parts) sum += part.Value;
        return sum;
    }

    // Which products or partners there happened to be is the chance behind a shift-share part.
    private static double Bootstrap(List<(int Index, double Value)> parts, RandomStream stream)
    {
        if (parts.Count < 2) return 0;
        double mean = 0, squares = 0;
        var sums = new double[Replications];
        for (var r = 0; r < Replications; r++)
        {
            for (var k = 0; k < parts.Count; k++) sums[r] += parts[stream.NextBelow(parts.Count)].Value;
            mean += sums[r] / Replications;
        }
        foreach (var sum in sums) squares += (sum - mean) * (sum - mean);
        return Math.Sqrt(squares / (Replications - 1));
    }

    private static int Count(IReadOnlyList<TradeCell> cells, Func<TradeCell, int> key)
    {
        var largest = -1;
        foreach (var cell in cells) largest = Math.Max(largest, key(cell));
        return largest + 1;
    }

    /// <summary>Levels before and after of all units by product or partner.</summary>
    private sealed class Totals(int count)
    {
        private readonly double[] before = new double[count];
        private readonly double[] after = new double[count];

        public int Count => count;

        public void Add(int key, TradeCell cell)
        {
            before[key] += cell.Before;
            after[key] += cell.After;
        }

        // s·(g − g_N) by key, with g the growth of the other units; a key that others do not sell grows like the whole.
        public List<(int Index, double Value)> Others(List<TradeCell> cells, Func<TradeCell, int> key, double total, double common)
        {
            var own = new SortedDictionary<int, (double Before, double After)>();
            foreach (var cell in cells)
            {
                own.TryGetValue(key(cell), out var sum);
                own[key(cell)] = (sum.Before + cell.Before, sum.After + cell.After);
            }
            List<(int, double)> parts = [];
            foreach (var (index, (b, a)) in own)
            {
                var rest = before[index] - b;
                var growth = rest > 1e-12 * before[index] ? (after[index] - a) / rest - 1 : common;
                parts.Add((index, b / total * (growth - common)));
            }
            return parts;
        }
    }
}
