using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Sums and counts by month for one unit, over whichever months turn up.</summary>
internal sealed class MonthSeries
{
    private Int128[] sums = [];
    private int[] counts = [];

    /// <summary>Ordinal of the first month held.</summary>
    public int First { get; private set; }

    public int Length => sums.Length;

    public void Add(int month, double value)
    {
        Reach(month);
        ExactSum.Add(ref sums[month - First], value);
        counts[month - First]++;
    }

    public int Count(int month) => month < First || month >= First + counts.Length ? 0 : counts[month - First];

    public double Sum(int month) => ExactSum.Value(sums[month - First]);

    private void Reach(int month)
    {
        if (sums.Length > 0 && month >= First && month < First + sums.Length) return;
        var first = sums.Length == 0 ? month : Math.Min(First, month);
        var last = sums.Length == 0 ? month : Math.Max(First + sums.Length - 1, month);
        // Grow by at least half, towards the side that grew, so that a long file costs linear time.
        if (sums.Length > 0 && last > First + sums.Length - 1) last = Math.Max(last, First + sums.Length + sums.Length / 2);
        var (grownSums, grownCounts) = (new Int128[last - first + 1], new int[last - first + 1]);
        sums.CopyTo(grownSums, sums.Length == 0 ? 0 : First - first);
        counts.CopyTo(grownCounts, counts.Length == 0 ? 0 : First - first);
        (sums, counts, First) = (grownSums, grownCounts, first);
    }
}
