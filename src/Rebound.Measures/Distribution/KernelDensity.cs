using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A Gaussian kernel density on a grid: f(x) = Σ φ((x − xᵢ)/h)/(n h).</summary>
/// <param name="Bandwidth">h, in the unit of the values; to be stated with every figure.</param>
/// <param name="Grid">m points.</param>
/// <param name="Density">m densities, per unit of the values.</param>
/// <remarks>The sum is direct, not binned; terms beyond nine bandwidths are left out, an error below 10⁻¹⁷/h. Checked against R 4.2.2
/// (bw.nrd0, bw.nrd, bw.SJ; R's own density differs by about 10⁻⁴, because it bins).</remarks>
public sealed record KernelDensity(double Bandwidth, IReadOnlyList<double> Grid, IReadOnlyList<double> Density)
{
    private const double Reach = 9; // φ(9) = 1.03e-18
    private const int PointsAChunk = 16;

    /// <summary>The density at given points.</summary>
    /// <param name="values">n ≥ 2 finite values that are not all equal.</param>
    /// <param name="grid">Points, in the unit of the values.</param>
    /// <param name="bandwidth">h &gt; 0, for instance from <see cref="Bandwidth"/>'s rules.</param>
    /// <param name="subject">Names for refusals.</param>
    public static KernelDensity Of(ReadOnlySpan<double> values, IReadOnlyList<double> grid, double bandwidth, Subject subject)
    {
        if (!(bandwidth > 0 && double.IsFinite(bandwidth))) throw new ArgumentOutOfRangeException(nameof(bandwidth), "The bandwidth must be a positive number.");
        var sorted = Sorted(values, subject);
        var density = new double[grid.Count];
        FixedChunks.Run(grid.Count, PointsAChunk, (first, end) =>
        {
            for (var g = first; g < end; g++) density[g] = At(sorted, grid[g], bandwidth);
        });
        return new KernelDensity(bandwidth, grid, density);
    }

    /// <summary>The density on an even grid from three bandwidths below the least value to three above the largest.</summary>
    /// <param name="values">n ≥ 2 finite values that are not all equal.</param>
    /// <param name="points">m ≥ 2.</param>
    /// <param name="rule">The bandwidth's rule.</param>
    /// <param name="subject">Names for refusals.</param>
    public static KernelDensity Of(ReadOnlySpan<double> values, int points, BandwidthRule rule, Subject subject)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var h = BandwidthOf(values, rule, subject);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var x in values) (low, high) = (Math.Min(low, x), Math.Max(high, x));
        (low, high) = (low - 3 * h, high + 3 * h);
        return Of(values, [.. Enumerable.Range(0, points).Select(g => low + (high - low) * g / (points - 1))], h, subject);
    }

    /// <summary>The density as R's <c>density</c> (before 4.4) approximates it, from three bandwidths below the least value to three above the largest.</summary>
    /// <param name="values">n ≥ 2 finite values that are not all equal.</param>
    /// <param name="points">m ≥ 2 points of the grid.</param>
    /// <param name="bandwidth">h &gt; 0.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <remarks>Values are shared between the two nearest of m bins, and the kernel's grid is by a share of 1/(2m) off the bins', so it differs
    /// from the exact sum by about 10⁻³. For comparisons with R alone.</remarks>
    public static KernelDensity Binned(ReadOnlySpan<double> values, int points, double bandwidth, Subject subject)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (!(bandwidth > 0 && double.IsFinite(bandwidth))) throw new ArgumentOutOfRangeException(nameof(bandwidth), "The bandwidth must be a positive number.");
        var sorted = Sorted(values, subject);
        var (from, to) = (sorted[0] - 3 * bandwidth, sorted[^1] + 3 * bandwidth);
        var (low, high) = (from - 4 * bandwidth, to + 4 * bandwidth);
        var (step, apart) = ((high - low) / (points - 1), 2 * (high - low) / (2 * points - 1));
        var (held, rough) = (new double[points], new double[points]);
        foreach (var x in sorted)
        {
            var place = (x - low) / step;
            var bin = (int)place;
            held[bin] += (bin + 1 - place) / sorted.Length;
            held[bin + 1] += (place - bin) / sorted.Length;
        }
        for (var g = 0; g < points; g++)
        {
            for (var b = 0; b < points; b++)
                if (held[b] > 0) rough[g] += held[b] * Normal.Density((g - b) * apart / bandwidth) / bandwidth;
        }
        double[] grid = [.. Enumerable.Range(0, points).Select(g => from + (to - from) * g / (points - 1))];
        return new KernelDensity(bandwidth, grid, [.. grid.Select(x => Between(rough, (x - low) / step))]);
    }

    /// <summary>The width of the kernel by a rule.</summary>
    /// <param name="values">n ≥ 2 finite values that are not all equal.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="tolerance">For Sheather and Jones: how near the root is found, as a share of the widest admissible bandwidth. R stops at 0.01.</param>
    public static double BandwidthOf(ReadOnlySpan<double> values, BandwidthRule rule, Subject subject, double tolerance = 1e-10)
    {
        var sorted = Sorted(values, subject);
        double n = sorted.Length, mean = 0, squares = 0;
        foreach (var x in sorted) mean += x;
        mean /= n;
        foreach (var x in sorted) squares += (x - mean) * (x - mean);
        var deviation = Math.Sqrt(squares / (n - 1));
        var quartiles = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        if (rule == BandwidthRule.SheatherJones)
            return SheatherJones.Bandwidth(sorted, quartiles > 0 ? Math.Min(deviation, quartiles / 1.349) : deviation, tolerance);
        var spread = quartiles > 0 ? Math.Min(deviation, quartiles / 1.34) : deviation;
        return (rule == BandwidthRule.Silverman ? 0.9 : 1.06) * spread * Math.Pow(n, -0.2);
    }

    private static double Between(double[] heights, double place)
    {
        var below = Math.Min((int)place, heights.Length - 2);
        return heights[below] + (place - below) * (heights[below + 1] - heights[below]);
    }

    private static double[] Sorted(ReadOnlySpan<double> values, Subject subject)
    {
        Require.AtLeast(values.Length, 2, subject, "units", "A density");
        Require.Finite(values, subject);
        Require.Varying(values, subject, "its density");
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static double At(double[] sorted, double point, double h)
    {
        var first = Array.BinarySearch(sorted, point - Reach * h);
        if (first < 0) first = ~first;
        var (sum, end) = (0.0, point + Reach * h);
        for (var i = first; i < sorted.Length && sorted[i] <= end; i++)
        {
            var u = (point - sorted[i]) / h;
            sum += Math.Exp(-u * u / 2);
        }
        return sum / (Math.Sqrt(2 * Math.PI) * h * sorted.Length);
    }
}
