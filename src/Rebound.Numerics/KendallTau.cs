namespace Rebound.Numerics;

/// <summary>Kendall's rank correlation τ-b with its normal p-value.</summary>
/// <param name="Tau">τ-b = (C − D) / √((N − T₁)(N − T₂)), C and D the concordant and discordant of N = n(n − 1)/2 pairs, T tied ones.</param>
/// <param name="Z">(C − D) / √Var with ties in the variance (Kendall, 1970, chapter 4), no continuity correction; 0 where n = 2.</param>
/// <param name="PValue">Two-sided, from the normal distribution; exact tables differ for fewer than about 10 pairs.</param>
public readonly record struct KendallTau(double Tau, double Z, double PValue)
{
    /// <summary>τ-b in O(n log n) by counting the exchanges of a merge sort (Knight, 1966). Counts are whole numbers, so no digit is lost.</summary>
    /// <param name="first">n ≥ 2 finite values.</param>
    /// <param name="second">n finite values.</param>
    /// <exception cref="NumericalException">One of the two is constant.</exception>
    public static KendallTau Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var n = first.Length;
        if (second.Length != n) throw new ArgumentException($"{n} values are set beside {second.Length}.", nameof(second));
        if (n < 2) throw new NumericalException("A rank correlation needs at least two pairs.");
        var (x, y) = (first.ToArray(), second.ToArray());
        Array.Sort(x, y);
        var both = SortRuns(x, y);
        var (tiesX, threeX, fourX) = Ties(x);
        var exchanges = Exchanges(y, new double[n], 0, n); // leaves y sorted
        var (tiesY, threeY, fourY) = Ties(y);
        var pairs = (double)n * (n - 1) / 2;
        if (tiesX == pairs || tiesY == pairs) throw new NumericalException("A rank correlation needs two values that differ on either side.");
        var score = pairs - tiesX - tiesY + both - 2 * exchanges;
        var tau = Math.Clamp(score / Math.Sqrt((pairs - tiesX) * (pairs - tiesY)), -1, 1);
        var variance = ((double)n * (n - 1) * (2.0 * n + 5) - fourX - fourY) / 18 + 2 * tiesX * tiesY / ((double)n * (n - 1));
        if (n > 2) variance += threeX * threeY / (9.0 * n * (n - 1.0) * (n - 2.0));
        var z = n > 2 && variance > 0 ? score / Math.Sqrt(variance) : 0;
        return new KendallTau(tau, z, n > 2 ? StudentT.TwoSidedP(z, double.PositiveInfinity) : 1);
    }

    /// <summary>Sorts y inside each run of equal x.</summary>
    /// <returns>The pairs tied in both.</returns>
    private static double SortRuns(double[] x, double[] y)
    {
        var ties = 0.0;
        for (var from = 0; from < x.Length;)
        {
            var to = from + 1;
            while (to < x.Length && x[to] == x[from]) to++;
            var run = y.AsSpan(from, to - from);
            run.Sort();
            ties += Ties(run).Pairs;
            from = to;
        }
        return ties;
    }

    /// <summary>Σ t(t − 1)/2, Σ t(t − 1)(t − 2) and Σ t(t − 1)(2t + 5) over runs of t equal values.</summary>
    private static (double Pairs, double Three, double Four) Ties(ReadOnlySpan<double> sorted)
    {
        double pairs = 0, three = 0, four = 0;
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from]) to++;
            double t = to - from;
            (pairs, three, four) = (pairs + t * (t - 1) / 2, three + t * (t - 1) * (t - 2), four + t * (t - 1) * (2 * t + 5));
            from = to;
        }
        return (pairs, three, four);
    }

    private static double Exchanges(double[] y, double[] scratch, int from, int to)
    {
        if (to - from < 2) return 0;
        var middle = (from + to) / 2;
        var count = Exchanges(y, scratch, from, middle) + Exchanges(y, scratch, middle, to);
        var (left, right) = (from, middle);
        for (var at = from; at < to; at++)
        {
            if (left < middle && (right == to || y[left] <= y[right])) scratch[at] = y[left++];
            else
            {
                count += middle - left;
                scratch[at] = y[right++];
            }
        }
        scratch.AsSpan(from, to - from).CopyTo(y.AsSpan(from));
        return count;
    }
}
