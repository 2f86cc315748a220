using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Forecasts from a decomposition: the season of the last year, and exponential smoothing of the rest.</summary>
internal static class SeasonalAdjusted
{
    private const int SeasonWindow = 13;

    /// <summary>Decomposes, smooths the series without its season, and adds the last year's season back.</summary>
    /// <param name="y">At least two periods and one value.</param>
    /// <param name="period">Observations a season.</param>
    /// <param name="months">H.</param>
    /// <exception cref="NumericalException">The series is shorter.</exception>
    public static SeriesForecast Forecast(double[] y, int period, int months)
    {
        if (y.Length <= 2 * period) throw new NumericalException($"A decomposition needs more than {2 * period} months and has {y.Length}.");
        var parts = SeasonalTrendLoess.Of(y, period, new DecompositionOptions { SeasonWindow = SeasonWindow });
        var adjusted = new double[y.Length];
        for (var t = 0; t < y.Length; t++) adjusted[t] = y[t] - parts.Seasonal[t];
        var forecast = SmoothingAverage.Forecast(adjusted, SmoothingFit.AdditiveModels(period, seasonal: false), months);
        var (fitted, mean) = (forecast.Fitted, forecast.Mean);
        for (var t = 0; t < y.Length; t++) fitted[t] += parts.Seasonal[t];
        for (var h = 0; h < months; h++) mean[h] += parts.Seasonal[y.Length - period + h % period];
        // The season is estimated too, and takes degrees of freedom.
        var widening = Math.Sqrt(y.Length / (double)(y.Length - period));
        var factor = forecast.Factor.Select(f => widening * f).ToArray();
        return forecast with { Model = $"STL + {forecast.Model}", Factor = factor, Freedom = forecast.Freedom - period + 1 };
    }
}
