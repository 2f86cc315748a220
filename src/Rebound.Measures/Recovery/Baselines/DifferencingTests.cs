namespace Rebound.Measures;

/// <summary>How often a series is to be differenced before an ARMA model fits.</summary>
internal static class DifferencingTests
{
    private const double StrongSeason = 0.64; // Wang, Smith and Hyndman (2006)
    private const double StationaryAtFivePercent = 0.463; // Kwiatkowski, Phillips, Schmidt and Shin (1992), table 1

    /// <summary>One seasonal difference when the season of a decomposition is strong, else none.</summary>
    /// <param name="y">Finite values; fewer than two periods give none.</param>
    /// <param name="period">Observations a season.</param>
    public static int Seasonal(ReadOnlySpan<double> y, int period) => period > 1 && y.Length > 2 * period && SeasonalStrength(y, period) > StrongSeason ? 1 : 0;

    /// <summary>max(0, 1 − var(remainder)/var(season + remainder)) of a decomposition.</summary>
    public static double SeasonalStrength(ReadOnlySpan<double> y, int period)
    {
        var parts = SeasonalTrendLoess.Of(y, period, new DecompositionOptions { SeasonWindow = 11 });
        var (remainder, both) = (new double[y.Length], new double[y.Length]);
        for (var t = 0; t < y.Length; t++)
        {
            both[t] = y[t] - parts.Trend[t];
            remainder[t] = both[t] - parts.Seasonal[t];
        }
        var variance = Variance(both);
        return variance > 0 ? Math.Max(0, 1 - Variance(remainder) / variance) : 0;
    }

    /// <summary>Number of first differences, at most two, until stationarity is not rejected at 5 %.</summary>
    public static int First(ReadOnlySpan<double> y)
    {
        var values = y.ToArray();
        var differences = 0;
        while (differences < 2 && values.Length > 8 && Stationarity(values) > StationaryAtFivePercent)
        {
            var next = new double[values.Length - 1];
            for (var t = 0; t < next.Length; t++) next[t] = values[t + 1] - values[t];
            values = next;
            differences++;
        }
        return differences;
    }

    /// <summary>The KPSS statistic around a mean: Σ Sₜ² / (n² s²(l)), Bartlett weights up to lag ⌊3√n/13⌋.</summary>
    public static double Stationarity(ReadOnlySpan<double> y)
    {
        var n = y.Length;
        double mean = 0, sum = 0, squares = 0;
        foreach (var value in y) mean += value / n;
        var lags = (int)(3 * Math.Sqrt(n) / 13);
        var variance = 0.0;
        for (var lag = 0; lag <= lags; lag++)
        {
            var product = 0.0;
            for (var t = lag; t < n; t++) product += (y[t] - mean) * (y[t - lag] - mean);
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * product / n;
        }
        foreach (var value in y)
        {
            sum += value - mean;
            squares += sum * sum;
        }
        return variance > 0 ? squares / ((double)n * n * variance) : 0;
    }

    private static double Variance(double[] values)
    {
        double mean = 0, squares = 0;
        foreach (var value in values) mean += value / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return squares / values.Length;
    }
}
