using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The interval of the recovery month and the chance to be back, from draws of the counterfactual path.</summary>
/// <remarks>Each draw moves the expected path by an error of the forecast's joint distribution. The drawn gap is smoothed by the
/// best-fitting path that never falls after its trough (isotonic regression), so that the noise of single months does not count as
/// losing or regaining the level; the month is where that path reaches the level.</remarks>
internal static class RecoveryDraws
{
    /// <summary>Draws recovery months.</summary>
    /// <param name="gaps">ln(actual / expected) by month of the shock, NaN is missing.</param>
    /// <param name="trough">Index of the trough.</param>
    /// <param name="until">Index at which the next fall begins, or the number of months: what comes later is not this recovery.</param>
    /// <param name="level">Share of the expected level that counts as recovered.</param>
    /// <param name="forecast">The forecast from the first month of the shock on.</param>
    /// <param name="draws">Number of draws.</param>
    /// <param name="stream">Chance.</param>
    /// <returns>Ascending indices of recovery; the number of months where it lies beyond the data.</returns>
    public static int[] Months(ReadOnlySpan<double> gaps, int trough, int until, double level, SeriesForecast forecast, int draws, RandomStream stream)
    {
        var h = gaps.Length;
        var r = forecast.Factor.Length / forecast.Mean.Length;
        var months = new int[draws];
        var (normals, path, weights, means) = (new double[r], new double[h], new double[h], new double[h]);
        var threshold = Math.Log(level);
        for (var d = 0; d < draws; d++)
        {
            for (var c = 0; c < r; c++) normals[c] = stream.NextNormal();
            var scale = Scale(forecast.Freedom, stream);
            for (var t = trough; t < until; t++)
            {
                var error = 0.0;
                var row = forecast.Factor.AsSpan(t * r, r);
                for (var c = 0; c < r; c++) error += row[c] * normals[c];
                path[t] = gaps[t] - scale * error;
            }
            var reached = Reached(path.AsSpan(0, until), trough, threshold, means, weights);
            months[d] = reached < until ? reached : h;
        }
        Array.Sort(months);
        return months;
    }

    /// <summary>First and last month of an interval, counted from one; null where it lies beyond the data.</summary>
    /// <remarks>Months are whole, so that a quantile of the draws holds more than its share. A month is left out when the chance of what lies
    /// beyond it and half its own are below half of the share missed (mid-p; Lancaster, 1961).</remarks>
    /// <param name="months">Of <see cref="Months"/>, ascending.</param>
    /// <param name="beyond">The number that stands for later than the data.</param>
    /// <param name="missed">Share of the draws outside, for instance 0.05.</param>
    public static (int? Earliest, int? Latest) Ends(ReadOnlySpan<int> months, int beyond, double missed)
    {
        var least = missed / 2 * months.Length;
        int low = 0, high = months.Length;
        while (true)
        {
            var next = low;
            while (next < high && months[next] == months[low]) next++;
            if (next == high || 0.5 * (low + next) >= least) break;
            low = next;
        }
        while (true)
        {
            var next = high;
            while (next > low && months[next - 1] == months[high - 1]) next--;
            if (next == low || months.Length - 0.5 * (next + high) >= least) break;
            high = next;
        }
        int? Month(int month) => month < beyond ? month + 1 : null;
        return (Month(months[low]), Month(months[high - 1]));
    }

    // √(ν/χ²), which makes normal errors those of Student's t: the variance is estimated, too (cube root of Wilson and Hilferty, 1931).
    private static double Scale(double freedom, RandomStream stream)
    {
        if (!(freedom < 1e6)) return 1;
        var spread = 2 / (9 * freedom);
        var root = Math.Max(0.1, 1 - spread + Math.Sqrt(spread) * stream.NextNormal());
        return 1 / Math.Sqrt(root * root * root);
    }

    /// <summary>Index at which the isotonic path from the trough on reaches a threshold; the length when it does not.</summary>
    public static int Reached(ReadOnlySpan<double> path, int trough, double threshold, double[] means, double[] weights)
    {
        var blocks = 0;
        for (var t = trough; t < path.Length; t++)
        {
            if (double.IsNaN(path[t]))
            {
                if (blocks > 0) weights[blocks - 1] += 1e-9; // keeps count of the month without weight
                continue;
            }
            (means[blocks], weights[blocks]) = (path[t], 1);
            blocks++;
            while (blocks > 1 && means[blocks - 2] >= means[blocks - 1])
            {
                var total = weights[blocks - 2] + weights[blocks - 1];
                means[blocks - 2] = (means[blocks - 2] * weights[blocks - 2] + means[blocks - 1] * weights[blocks - 1]) / total;
                weights[blocks - 2] = total;
                blocks--;
            }
        }
        var at = (double)trough;
        for (var b = 0; b < blocks; b++)
        {
            if (means[b] >= threshold) return (int)Math.Round(at);
            var missing = Math.Round((weights[b] - Math.Floor(weights[b])) * 1e9);
            at += Math.Floor(weights[b]) + missing;
        }
        return path.Length;
    }
}
