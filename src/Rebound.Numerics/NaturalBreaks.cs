namespace Rebound.Numerics;

/// <summary>Natural breaks: the cut of sorted values into k runs with the smallest sum of squares within (Fisher, 1958; Jenks, 1977), exactly.</summary>
/// <remarks>Dynamic programme over the distinct values. The best start of the last run never moves left when its end moves right, so each
/// layer is filled by halving, in O(m log m) for m distinct values, and one pass answers all class counts.</remarks>
public static class NaturalBreaks
{
    /// <summary>The best cuts into 1, 2, … classes.</summary>
    /// <param name="sorted">n finite values in ascending order.</param>
    /// <param name="classes">The most classes, at least 1.</param>
    /// <returns>For k = 1 … min(classes, distinct values), at k − 1: the positions one past the end of each of the k runs. Equal values are never parted.</returns>
    public static IReadOnlyList<int[]> Of(ReadOnlySpan<double> sorted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        var runs = new Runs(sorted);
        var most = Math.Min(classes, runs.Count);
        var starts = new int[most][];
        var cost = new double[runs.Count + 1];
        var next = new double[runs.Count + 1];
        for (var e = 1; e <= runs.Count; e++) cost[e] = runs.SquaresWithin(0, e);
        for (var k = 1; k < most; k++)
        {
            starts[k] = new int[runs.Count + 1];
            Array.Fill(next, double.PositiveInfinity);
            Fill(runs, cost, next, starts[k], k + 1, runs.Count, k, runs.Count - 1);
            (cost, next) = (next, cost);
        }
        return [.. Enumerable.Range(1, most).Select(k => Trace(runs, starts, k))];
    }

    /// <summary>Fills ends low … high of one layer, whose best starts lie in first … last.</summary>
    private static void Fill(Runs runs, double[] cost, double[] next, int[] start, int low, int high, int first, int last)
    {
        if (low > high) return;
        var end = (low + high) / 2;
        var (best, from) = (double.PositiveInfinity, first);
        for (var s = first; s <= Math.Min(last, end - 1); s++)
        {
            var total = cost[s] + runs.SquaresWithin(s, end);
            if (total < best) (best, from) = (total, s);
        }
        (next[end], start[end]) = (best, from);
        Fill(runs, cost, next, start, low, end - 1, first, from);
        Fill(runs, cost, next, start, end + 1, high, from, last);
    }

    private static int[] Trace(Runs runs, int[][] starts, int k)
    {
        var ends = new int[k];
        var end = runs.Count;
        for (var layer = k - 1; layer >= 0; layer--)
        {
            ends[layer] = runs.EndOf(end - 1);
            if (layer > 0) end = starts[layer][end];
        }
        return ends;
    }

    /// <summary>Runs of equal values with sums of all before them.</summary>
    private sealed class Runs
    {
        private readonly List<int> ends = [];
        private readonly double[] sums;
        private readonly double[] squares;

        public Runs(ReadOnlySpan<double> sorted)
        {
            for (var i = 0; i < sorted.Length; i++)
                if (i + 1 == sorted.Length || sorted[i + 1] != sorted[i]) ends.Add(i + 1);
            var mean = 0.0;
            foreach (var value in sorted) mean += value / sorted.Length;
            (sums, squares) = (new double[ends.Count + 1], new double[ends.Count + 1]);
            for (var r = 0; r < ends.Count; r++)
            {
                var count = ends[r] - (r == 0 ? 0 : ends[r - 1]);
                var value = sorted[ends[r] - 1] - mean;
                sums[r + 1] = sums[r] + count * value;
                squares[r + 1] = squares[r] + count * value * value;
            }
        }

        public int Count => ends.Count;

        public int EndOf(int run) => ends[run];

        public double SquaresWithin(int from, int to)
        {
            var count = ends[to - 1] - (from == 0 ? 0 : ends[from - 1]);
            var sum = sums[to] - sums[from];
            return Math.Max(0, squares[to] - squares[from] - sum * sum / count);
        }
    }
}
