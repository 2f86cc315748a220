using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The model baselines, fitted to months before the shock alone.</summary>
internal static class BaselineFamily
{
    private const int Season = 12;
    private const int BackTestMonths = 12;
    private const int MostWindows = 2;

    /// <summary>Fits one baseline.</summary>
    /// <param name="baseline">One that does not use base years.</param>
    /// <param name="first">First month of the logs.</param>
    /// <param name="logs">Logs before the shock.</param>
    /// <param name="months">H.</param>
    /// <param name="calendar">Calendar effects to take out and put back.</param>
    /// <param name="donors">Logs of donors over the same months and H more.</param>
    /// <param name="pathOnly">Leaves out what the errors do not know of model and parameters, which takes most of the time.</param>
    /// <exception cref="NumericalException">The months cannot carry the baseline.</exception>
    public static SeriesForecast Fit(Baseline baseline, Period first, double[] logs, int months, CalendarEffect calendar, IReadOnlyList<double[]> donors, bool pathOnly = false)
    {
        if (Baselines.NeedsDonors(baseline)) return PanelForecasts.Forecast(logs, donors, months, baseline);
        var effects = CalendarAdjustment.Effects(first, logs, months, calendar);
        double[] y = [.. logs.Select((value, t) => value - effects[t])];
        var forecast = baseline switch
        {
            Baseline.TwoYearAverage => RuleForecasts.TwoYearAverage(y, months),
            Baseline.Decomposition => SeasonalAdjusted.Forecast(y, Season, months),
            Baseline.Smoothing when pathOnly => SmoothingChoice.Path(y, Season, months),
            Baseline.Arima when pathOnly => ArimaSearch.Find(y, Season).Forecast(months),
            Baseline.Smoothing => SmoothingChoice.Forecast(y, Season, months),
            Baseline.Arima => ArimaAverage.Forecast(y, Season, months),
            Baseline.Interrupted => RuleForecasts.TrendAndMonths(y, months),
            Baseline.Structural => StructuralSeries.Forecast(y, Season, months),
            _ => throw new ArgumentOutOfRangeException(nameof(baseline)),
        };
        for (var t = 0; t < logs.Length; t++) forecast.Fitted[t] += effects[t];
        for (var h = 0; h < months; h++) forecast.Mean[h] += effects[logs.Length + h];
        return forecast;
    }

    /// <summary>Root mean square error of a baseline over the last one or two years before the shock, forecast from the months before them.</summary>
    /// <param name="baseline">Any baseline.</param>
    /// <param name="first">First month of the logs.</param>
    /// <param name="logs">Logs before the shock.</param>
    /// <param name="calendar">Calendar effects.</param>
    /// <param name="donors">Logs of donors over the same months.</param>
    /// <returns>The error, NaN when no window leaves 36 months to fit, and the number of windows.</returns>
    public static (double Error, int Windows) BackTest(Baseline baseline, Period first, double[] logs, CalendarEffect calendar, IReadOnlyList<double[]> donors)
    {
        var (squares, windows) = (0.0, 0);
        for (var window = 1; window <= MostWindows; window++)
        {
            var end = logs.Length - window * BackTestMonths;
            if (end < 36) break;
            try
            {
                var mean = Expect(baseline, first, logs[..end], calendar, donors);
                for (var h = 0; h < BackTestMonths; h++) squares += (logs[end + h] - mean[h]) * (logs[end + h] - mean[h]);
                windows++;
            }
            catch (NumericalException)
            {
                break; // what cannot be fitted to this window is not compared on it
            }
        }
        return (windows == 0 ? double.NaN : Math.Sqrt(squares / (windows * BackTestMonths)), windows);
    }

    private static double[] Expect(Baseline baseline, Period first, double[] logs, CalendarEffect calendar, IReadOnlyList<double[]> donors)
    {
        if (!Baselines.UsesBaseYears(baseline))
            return Fit(baseline, first, logs, BackTestMonths, logs.Length < 60 ? CalendarEffect.None : calendar, [.. donors.Select(d => d[..(logs.Length + BackTestMonths)])], pathOnly: true).Mean;
        // The two years before the window, each month of the year in its place.
        var mean = new double[BackTestMonths];
        for (var h = 0; h < BackTestMonths; h++)
        {
            var (last, before) = (logs[logs.Length - 12 + h], logs[logs.Length - 24 + h]);
            mean[h] = (last + before) / 2;
        }
        if (baseline != Baseline.SameMonthGrowth) return mean;
        var growth = 0.0;
        for (var h = 0; h < 12; h++) growth += (logs[logs.Length - 12 + h] - logs[logs.Length - 24 + h]) / 12;
        for (var h = 0; h < BackTestMonths; h++) mean[h] += 1.5 * growth;
        return mean;
    }
}
