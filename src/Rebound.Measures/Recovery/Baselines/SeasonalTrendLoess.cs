namespace Rebound.Measures;

/// <summary>How a series is decomposed.</summary>
internal sealed record DecompositionOptions
{
    /// <summary>Window of the seasonal smoothing in years, odd; null repeats one season for all years.</summary>
    public int? SeasonWindow { get; init; }

    /// <summary>Window of the trend in months, odd; null takes the next odd number of 1.5·period/(1 − 1.5/season window).</summary>
    public int? TrendWindow { get; init; }

    /// <summary>Passes of the inner loop.</summary>
    public int Inner { get; init; } = 2;

    /// <summary>Robust passes of the outer loop.</summary>
    public int Outer { get; init; }

    /// <summary>Whether robust weights take the middle residual as R's stl does rather than the median; see <see cref="PartialOrder"/>.</summary>
    public bool MiddleOfR { get; init; }

    /// <summary>Every which point is fitted; null takes a tenth of the window, rounded up.</summary>
    public int? Jump { get; init; }
}

/// <summary>Seasonal, trend and remainder by local regression (STL; Cleveland, Cleveland, McRae and Terpenning, 1990).</summary>
/// <remarks>y = seasonal + trend + remainder. Checked against R's stl and statsmodels to 1e-9.</remarks>
/// <param name="Seasonal">n values.</param>
/// <param name="Trend">n values.</param>
/// <param name="Weights">Robustness weights, 1 without robust passes.</param>
internal sealed record SeasonalTrendLoess(double[] Seasonal, double[] Trend, double[] Weights)
{
    private const int TrendDegree = 1;

    /// <summary>Decomposes a series of at least two periods.</summary>
    /// <param name="y">n finite values, n ≥ 2·period.</param>
    /// <param name="period">Observations a period, at least 2.</param>
    /// <param name="options">Windows and passes.</param>
    public static SeasonalTrendLoess Of(ReadOnlySpan<double> y, int period, DecompositionOptions options)
    {
        var n = y.Length;
        if (period < 2 || n < 2 * period) throw new ArgumentException("A decomposition needs two whole periods.", nameof(y));
        var work = new Passes(n, period, options);
        for (var pass = 0; ; pass++)
        {
            work.Inner(y, options.Inner, robust: pass > 0);
            if (pass >= options.Outer) break;
            Robustness(y, work.Seasonal, work.Trend, work.Weights, options.MiddleOfR);
        }
        if (options.Outer == 0) Array.Fill(work.Weights, 1);
        if (options.SeasonWindow is null) Repeat(work.Seasonal, period);
        return new SeasonalTrendLoess(work.Seasonal, work.Trend, work.Weights);
    }

    private static void Robustness(ReadOnlySpan<double> y, double[] seasonal, double[] trend, double[] weights, bool middleOfR)
    {
        var n = y.Length;
        for (var i = 0; i < n; i++) weights[i] = Math.Abs(y[i] - trend[i] - seasonal[i]);
        var sorted = (double[])weights.Clone();
        if (!middleOfR) Array.Sort(sorted);
        var six = 3 * (middleOfR ? PartialOrder.SumOfMiddles(sorted) : sorted[n / 2] + sorted[n - n / 2 - 1]);
        var (high, low) = (0.999 * six, 0.001 * six);
        for (var i = 0; i < n; i++)
        {
            var ratio = weights[i] / six;
            weights[i] = weights[i] <= low ? 1 : weights[i] <= high ? (1 - ratio * ratio) * (1 - ratio * ratio) : 0;
        }
    }

    private static void Repeat(double[] seasonal, int period)
    {
        for (var phase = 0; phase < period; phase++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = phase; i < seasonal.Length; i += period)
            {
                sum += seasonal[i];
                count++;
            }
            for (var i = phase; i < seasonal.Length; i += period) seasonal[i] = sum / count;
        }
    }

    /// <summary>The room and windows of the inner loop.</summary>
    private sealed class Passes
    {
        private readonly int n;
        private readonly int period;
        private readonly (int Window, int Degree, int Jump) season;
        private readonly (int Window, int Degree, int Jump) trend;
        private readonly (int Window, int Degree, int Jump) low;
        private readonly double[] first;
        private readonly double[] second;
        private readonly double[] third;
        private readonly double[] cycle;
        private readonly double[] cycleWeights;
        private readonly double[] cycleSmooth;
        private readonly double[] room;

        public Passes(int n, int period, DecompositionOptions options)
        {
            (this.n, this.period) = (n, period);
            var seasonWindow = options.SeasonWindow ?? 10 * n + 1;
            var trendWindow = options.TrendWindow ?? NextOdd(Math.Ceiling(1.5 * period / (1 - 1.5 / seasonWindow)));
            var lowWindow = NextOdd(period);
            season = (seasonWindow, options.SeasonWindow is null ? 0 : SeasonDegree, options.Jump ?? Tenth(seasonWindow));
            trend = (trendWindow, TrendDegree, options.Jump ?? Tenth(trendWindow));
            low = (lowWindow, TrendDegree, options.Jump ?? Tenth(lowWindow));
            (Seasonal, Trend, Weights) = (new double[n], new double[n], new double[n]);
            (first, second, third) = (new double[n + 2 * period], new double[n + 2 * period], new double[n + 2 * period]);
            var years = (n - 1) / period + 1;
            (cycle, cycleWeights, cycleSmooth, room) = (new double[years], new double[years], new double[years + 2], new double[n + 2 * period]);
        }

        private const int SeasonDegree = 0;

        public double[] Seasonal { get; }

        public double[] Trend { get; }

        public double[] Weights { get; }

        public void Inner(ReadOnlySpan<double> y, int passes, bool robust)
        {
            for (var pass = 0; pass < passes; pass++)
            {
                for (var i = 0; i < n; i++) first[i] = y[i] - Trend[i];
                SmoothCycles(robust);
                Averages();
                Loess.Smooth(third.AsSpan(0, n), low.Window, low.Degree, low.Jump, [], first.AsSpan(0, n), room);
                for (var i = 0; i < n; i++) Seasonal[i] = second[period + i] - first[i];
                for (var i = 0; i < n; i++) first[i] = y[i] - Seasonal[i];
                Loess.Smooth(first.AsSpan(0, n), trend.Window, trend.Degree, trend.Jump, robust ? Weights : [], Trend, room);
            }
        }

        // Each month's own series is smoothed and extended by one year at both ends: first → second.
        private void SmoothCycles(bool robust)
        {
            for (var phase = 0; phase < period; phase++)
            {
                var k = (n - phase - 1) / period + 1;
                var values = cycle.AsSpan(0, k);
                var weights = cycleWeights.AsSpan(0, k);
                var smooth = cycleSmooth.AsSpan(0, k + 2);
                for (var i = 0; i < k; i++)
                {
                    values[i] = first[i * period + phase];
                    if (robust) weights[i] = Weights[i * period + phase];
                }
                ReadOnlySpan<double> used = robust ? weights : [];
                Loess.Smooth(values, season.Window, season.Degree, season.Jump, used, smooth[1..^1], room);
                var right = Math.Min(season.Window, k);
                smooth[0] = Loess.At(values, season.Window, season.Degree, 0, 1, right, used, room, out var before) ? before : smooth[1];
                var left = Math.Max(1, k - season.Window + 1);
                smooth[k + 1] = Loess.At(values, season.Window, season.Degree, k + 1, left, k, used, room, out var after) ? after : smooth[k];
                for (var i = 0; i < k + 2; i++) second[i * period + phase] = smooth[i];
            }
        }

        // Moving averages over a period, a period and three: second → third, of length n.
        private void Averages()
        {
            Average(second.AsSpan(0, n + 2 * period), period, first);
            Average(first.AsSpan(0, n + period + 1), period, room);
            Average(room.AsSpan(0, n + 2), 3, third);
        }

        private static void Average(ReadOnlySpan<double> values, int length, double[] means)
        {
            var sum = 0.0;
            for (var i = 0; i < length; i++) sum += values[i];
            means[0] = sum / length;
            for (var i = length; i < values.Length; i++)
            {
                sum = sum - values[i - length] + values[i];
                means[i - length + 1] = sum / length;
            }
        }

        private static int Tenth(int window) => (window + 9) / 10;

        private static int NextOdd(double value)
        {
            var rounded = (int)Math.Round(value, MidpointRounding.ToEven);
            return rounded % 2 == 0 ? rounded + 1 : rounded;
        }
    }
}
