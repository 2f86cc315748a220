namespace Rebound.Measures;

/// <summary>How often each cell held each rank: intervals without keeping the ranks of every replication.</summary>
/// <remarks>Counts are whole numbers, so their sum does not depend on the order in which replications arrive. With more ranks than
/// the memory allows, neighbouring ranks share a bin and intervals are widened to the edges of their bins.</remarks>
/// <param name="cells">Number of cells.</param>
/// <param name="ranks">Ranks run from 1 to this.</param>
internal sealed class RankCounts(int cells, int ranks)
{
    /// <summary>Number of counters (four bytes each) that all cells share.</summary>
    private const long Counters = 64L << 20;

    private readonly int bins = Bins(cells, ranks);
    private readonly int[] counts = new int[(long)cells * Bins(cells, ranks)];
    private readonly long[] sums = new long[cells];

    /// <summary>Ranks in a bin: an end of an interval is known to within this many ranks less one.</summary>
    public int Width { get; } = (ranks + Bins(cells, ranks) - 1) / Bins(cells, ranks);

    /// <summary>Counts the ranks of replications in some of the cells; different cells may be counted at once.</summary>
    /// <param name="ranksOf">Ranks of one replication after the other, each cells long.</param>
    /// <param name="times">How often each replication counts.</param>
    /// <param name="first">First cell.</param>
    /// <param name="end">Cell after the last.</param>
    public void Add(ReadOnlySpan<int> ranksOf, ReadOnlySpan<int> times, int first, int end)
    {
        for (var r = 0; r < times.Length; r++)
        {
            if (times[r] == 0) continue;
            var row = ranksOf.Slice(r * sums.Length, sums.Length);
            for (var cell = first; cell < end; cell++)
            {
                counts[(long)cell * bins + (row[cell] - 1) / Width] += times[r];
                sums[cell] += (long)times[r] * row[cell];
            }
        }
    }

    /// <summary>The ranks that 5, 50 and 95 per cent of the replications reach or better, and the mean.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="total">Number of replications counted.</param>
    public RankInterval Interval(int cell, int total)
    {
        var own = counts.AsSpan(cell * bins, bins);
        var low = AtLeast(own, total, 5);
        var (middle, high) = (AtLeast(own, total, 50), AtLeast(own, total, 95));
        return new RankInterval(low * Width + 1, Math.Min(middle * Width + (Width + 1) / 2, ranks), Math.Min((high + 1) * Width, ranks), (double)sums[cell] / total);
    }

    /// <summary>The first bin at which so many per cent of the replications are reached.</summary>
    private static int AtLeast(ReadOnlySpan<int> own, int total, int percent)
    {
        var wanted = ((long)total * percent + 99) / 100;
        var (bin, reached) = (0, (long)own[0]);
        while (reached < wanted) reached += own[++bin];
        return bin;
    }

    private static int Bins(int cells, int ranks) => (int)Math.Clamp(Counters / cells, 1, ranks);
}
