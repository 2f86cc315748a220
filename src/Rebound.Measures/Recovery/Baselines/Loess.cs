namespace Rebound.Measures;

/// <summary>Local regression on equally spaced points 1…n, as the decomposition of Cleveland et al. (1990) uses it.</summary>
internal static class Loess
{
    /// <summary>Value at a position of the weighted local mean or line; false when no point has weight.</summary>
    /// <param name="y">n values; position i + 1 for y[i].</param>
    /// <param name="window">Number of neighbours that set the bandwidth; larger than n widens it.</param>
    /// <param name="degree">0 or 1.</param>
    /// <param name="at">Where, in positions.</param>
    /// <param name="left">First position used.</param>
    /// <param name="right">Last position used.</param>
    /// <param name="robustness">Weights by position, or empty.</param>
    /// <param name="weights">Room for n weights.</param>
    /// <param name="value">The value.</param>
    public static bool At(ReadOnlySpan<double> y, int window, int degree, double at, int left, int right, ReadOnlySpan<double> robustness, Span<double> weights, out double value)
    {
        var n = y.Length;
        var bandwidth = Math.Max(at - left, right - at);
        if (window > n) bandwidth += (window - n) / 2;
        var (high, low) = (0.999 * bandwidth, 0.001 * bandwidth);
        var total = 0.0;
        for (var j = left; j <= right; j++)
        {
            var distance = Math.Abs(j - at);
            var weight = 0.0;
            if (distance <= high)
            {
                weight = 1;
                if (distance > low)
                {
                    var ratio = distance / bandwidth;
                    var cube = 1 - ratio * ratio * ratio;
                    weight = cube * cube * cube;
                }
                if (!robustness.IsEmpty) weight *= robustness[j - 1];
                total += weight;
            }
            weights[j - 1] = weight;
        }
        value = 0;
        if (total <= 0) return false;
        for (var j = left; j <= right; j++) weights[j - 1] /= total;
        if (bandwidth > 0 && degree > 0) Tilt(weights, left, right, at, n - 1.0);
        for (var j = left; j <= right; j++) value += weights[j - 1] * y[j - 1];
        return true;
    }

    /// <summary>Smooths a series; values between jumps are interpolated.</summary>
    /// <param name="y">n values.</param>
    /// <param name="window">Odd number of neighbours.</param>
    /// <param name="degree">0 or 1.</param>
    /// <param name="jump">Every which position is fitted.</param>
    /// <param name="robustness">Weights by position, or empty.</param>
    /// <param name="smooth">Filled with n values.</param>
    /// <param name="weights">Room for n weights.</param>
    public static void Smooth(ReadOnlySpan<double> y, int window, int degree, int jump, ReadOnlySpan<double> robustness, Span<double> smooth, Span<double> weights)
    {
        var n = y.Length;
        if (n < 2)
        {
            smooth[0] = y[0];
            return;
        }
        var step = Math.Min(jump, n - 1);
        var half = (window + 1) / 2;
        var last = 1;
        for (var i = 1; i <= n; i += step)
        {
            Fit(y, window, degree, half, i, robustness, smooth, weights);
            last = i;
        }
        if (step == 1) return;
        for (var i = 1; i + step <= n; i += step) Bridge(smooth, i, i + step);
        if (last == n) return;
        Fit(y, window, degree, half, n, robustness, smooth, weights);
        Bridge(smooth, last, n);
    }

    private static void Fit(ReadOnlySpan<double> y, int window, int degree, int half, int i, ReadOnlySpan<double> robustness, Span<double> smooth, Span<double> weights)
    {
        var n = y.Length;
        var left = window >= n || i < half ? 1 : Math.Min(i - half + 1, n - window + 1);
        var right = window >= n ? n : left + window - 1;
        smooth[i - 1] = At(y, window, degree, i, left, right, robustness, weights, out var value) ? value : y[i - 1];
    }

    private static void Tilt(Span<double> weights, int left, int right, double at, double range)
    {
        double centre = 0, spread = 0;
        for (var j = left; j <= right; j++) centre += weights[j - 1] * j;
        for (var j = left; j <= right; j++) spread += weights[j - 1] * (j - centre) * (j - centre);
        if (Math.Sqrt(spread) <= 0.001 * range) return; // the points are too close for a slope
        var slope = (at - centre) / spread;
        for (var j = left; j <= right; j++) weights[j - 1] *= slope * (j - centre) + 1;
    }

    private static void Bridge(Span<double> smooth, int from, int to)
    {
        var slope = (smooth[to - 1] - smooth[from - 1]) / (to - from);
        for (var j = from + 1; j < to; j++) smooth[j - 1] = smooth[from - 1] + slope * (j - from);
    }
}
