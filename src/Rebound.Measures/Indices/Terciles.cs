namespace Rebound.Measures;

/// <summary>Kernel that splits units into thirds.</summary>
internal static class Terciles
{
    /// <summary>By b, the number of units that score strictly lower: low when 3b &lt; n, middle when 3b &lt; 2n, else high. Ties share b, so they share a tercile.</summary>
    public static void Of(ReadOnlySpan<double> scores, Span<Tercile> terciles)
    {
        var n = scores.Length;
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        for (var i = 0; i < n; i++)
        {
            var (low, high) = (0, n);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] < scores[i]) low = middle + 1;
                else high = middle;
            }
            terciles[i] = 3 * low < n ? Tercile.Low : 3 * low < 2 * n ? Tercile.Middle : Tercile.High;
        }
    }
}
