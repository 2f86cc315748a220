using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>Who gets which share of the inputs that are wanted: first the own city, then the region, then everybody, each as far as firms are able.</summary>
internal static class InputPools
{
    /// <summary>Allots one supplier's goods.</summary>
    /// <remarks>Unmet demand falls through to the next pool; within a pool everybody has the same fill and supply is taken in proportion to what is left. fill ≤ 1; what is supplied equals what is filled.</remarks>
    /// <param name="room">Row <paramref name="supplier"/> of what is wanted is read, the rows of fill and use are written.</param>
    /// <param name="supplier">u.</param>
    /// <param name="supply">Largest supply of a normal day, s rows.</param>
    /// <param name="own">Share that asks the own city first.</param>
    /// <param name="region">Share that asks the region first.</param>
    public static void Allot(EconomyRoom room, int supplier, double[] supply, double own, double region)
    {
        var layout = room.Layout;
        int p = layout.P, row = supplier * p;
        var wanted = Lanes.Of(room.Wanted, row, p);
        var n = wanted.Length;
        var most = Lanes.Of(supply, row, p)[..n];
        var able = Lanes.Of(room.Able, row, p)[..n];
        var used = Lanes.Of(room.Used, row, p)[..n];
        var spare = Lanes.Of(room.Spare)[..n];
        var lacking = Lanes.Of(room.Lacking)[..n];
        var (first, second) = (Vector512.Create(own), Vector512.Create(region));
        for (var i = 0; i < wanted.Length; i++)
        {
            var near = first * wanted[i];
            var capacity = most[i] * able[i];
            var taken = Vector512.Min(near, capacity);
            used[i] = taken;
            spare[i] = capacity - taken;
            lacking[i] = second * wanted[i] + (near - taken);
        }

        var (nationalSpare, nationalWant) = Regions(room, row);
        var rest = 1 - own - region;
        nationalWant += Math.Max(0, rest) * Lanes.Sum(room.Wanted.AsSpan(row, layout.N));
        var use = nationalSpare > 0 ? Math.Min(1, nationalWant / nationalSpare) : 0;
        var miss = nationalWant > nationalSpare ? 1 - nationalSpare / nationalWant : 0;

        var filled = Lanes.Of(room.Filled, row, p)[..n];
        var regionUse = Lanes.Of(room.RegionUse)[..n];
        var regionMiss = Lanes.Of(room.RegionFill)[..n];
        var (third, useAll, missAll, tiny) = (Vector512.Create(Math.Max(0, rest)), Vector512.Create(use), Vector512.Create(miss), Vector512.Create(EconomyConstants.Tiny));
        for (var i = 0; i < wanted.Length; i++)
        {
            var regional = spare[i] * regionUse[i];
            used[i] += regional + (spare[i] - regional) * useAll;
            var far = third * wanted[i] + regionMiss[i] * lacking[i];
            filled[i] = Vector512.Max(Vector512<double>.Zero, Vector512<double>.One - missAll * (far / Vector512.Max(tiny, wanted[i]))); // the last digit of far/wanted may pass 1
        }
    }

    /// <summary>Use of supply and missing share of demand in each region; returns what all regions leave over and still want.</summary>
    private static (double Spare, double Want) Regions(EconomyRoom room, int row)
    {
        var regions = room.Layout.Regions;
        double allSpare = 0, allWant = 0;
        for (var r = 0; r + 1 < regions.Length; r++)
        {
            int from = regions[r], count = regions[r + 1] - from;
            double spare = Lanes.Sum(room.Spare.AsSpan(from, count)), want = Lanes.Sum(room.Lacking.AsSpan(from, count));
            var use = spare > 0 ? Math.Min(1, want / spare) : 0;
            var miss = want > spare ? 1 - spare / want : 0;
            room.RegionUse.AsSpan(from, count).Fill(use);
            room.RegionFill.AsSpan(from, count).Fill(miss);
            allSpare += spare * (1 - use);
            allWant += want * miss;
        }
        return (allSpare, allWant);
    }
}
