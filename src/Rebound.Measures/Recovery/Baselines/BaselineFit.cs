using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The baseline of one unit, fitted to the logs of its base years.</summary>
/// <remarks>ln Ê(y, m) = mean over base years of ln x(·, m) + g·(y − mean base year); g = 0 for the same-month baseline,
/// else the least-squares slope of the yearly mean log on the year. Every base month is observed, so the slope is the
/// same within every month.</remarks>
internal sealed class BaselineFit
{
    /// <summary>Highest autocorrelation that widens an interval; beyond it the residuals are a trend, not noise.</summary>
    private const double HighestAutocorrelation = 0.95;

    private readonly IReadOnlyList<int> baseYears;
    private readonly double[] monthMeans = new double[12];
    private readonly double meanYear;
    private readonly double yearSquares;
    private readonly int years;
    private readonly int freedom;
    private readonly double variance;
    private readonly double autocorrelation;

    /// <summary>Fits the baseline.</summary>
    /// <param name="baseline">Which one; growth needs at least two years.</param>
    /// <param name="baseYears">Ascending years.</param>
    /// <param name="logs">ln x, year by year, twelve months each.</param>
    public BaselineFit(Baseline baseline, IReadOnlyList<int> baseYears, ReadOnlySpan<double> logs)
    {
        this.baseYears = baseYears;
        years = baseYears.Count;
        foreach (var year in baseYears) meanYear += (double)year / years;
        var slope = 0.0;
        for (var y = 0; y < years; y++)
        {
            var yearMean = 0.0;
            for (var m = 0; m < 12; m++)
            {
                monthMeans[m] += logs[12 * y + m] / years;
                yearMean += logs[12 * y + m] / 12;
            }
            slope += (baseYears[y] - meanYear) * yearMean;
            yearSquares += (baseYears[y] - meanYear) * (baseYears[y] - meanYear);
        }
        var grows = baseline == Baseline.SameMonthGrowth;
        if (grows) Growth = slope / yearSquares;
        else yearSquares = double.PositiveInfinity; // no slope is estimated, so it adds no variance
        freedom = 12 * (years - 1) - (grows ? 1 : 0);
        if (years > 1) (variance, autocorrelation) = Residuals(baseYears, logs);
    }

    /// <summary>g, log growth per year.</summary>
    public double Growth { get; }

    /// <summary>ln Ê in month 1–12 of a year.</summary>
    public double Expected(int year, int month) => monthMeans[month - 1] + Growth * (year - meanYear);

    /// <summary>Prediction interval of the mean of <paramref name="count"/> gaps around the mean year <paramref name="year"/>.</summary>
    /// <returns>Null when one base year leaves no residual.</returns>
    public GapInterval? Around(double mean, int count, double year, double confidence)
    {
        if (years < 2) return null;
        var widening = (1 + autocorrelation) / (1 - autocorrelation);
        var distance = year - meanYear;
        var spread = variance * widening * (1.0 / count + 1.0 / (12 * years) + distance * distance / (12 * yearSquares));
        var half = StudentT.Quantile(0.5 + confidence / 2, freedom) * Math.Sqrt(spread);
        return new GapInterval(mean - half, mean + half, autocorrelation, freedom);
    }

    /// <summary>The joint distribution of the logs of months in a row when the level may wander, from every month before the shock.</summary>
    /// <param name="first">First month of the logs.</param>
    /// <param name="logs">Logs before the shock in a row.</param>
    /// <param name="months">H.</param>
    /// <returns>Null when they are fewer than 36, do not hold every base year, or there is one base year only.</returns>
    public SeriesForecast? Wandering(Period first, double[] logs, int months)
    {
        var n = logs.Length;
        var start = Period.OfMonth(baseYears[0], 1).Ordinal - first.Ordinal;
        if (years < 2 || n < WanderingErrors.LeastMonths || start < 0) return null;
        var rule = new double[months * n];
        for (var h = 0; h < months; h++)
        {
            var at = first.Plus(n + h);
            foreach (var year in baseYears)
                for (var m = 0; m < 12; m++)
                {
                    var share = double.IsInfinity(yearSquares) ? 0 : (at.Year - meanYear) * (year - meanYear) / (12 * yearSquares);
                    rule[h * n + start + 12 * (year - baseYears[0]) + m] = share + (m == at.Month - 1 ? 1.0 / years : 0);
                }
        }
        return RuleForecasts.Linear("", logs, rule, [], months);
    }

    /// <summary>The joint distribution of the logs of months in a row: AR(1) noise plus the uncertainty of what the base years say.</summary>
    /// <returns>Null when one base year leaves no residual.</returns>
    public SeriesForecast? Forecast(Period first, int months)
    {
        if (years < 2) return null;
        var widening = (1 + autocorrelation) / (1 - autocorrelation);
        var (mean, covariance) = (new double[months], new double[months * months]);
        for (var h = 0; h < months; h++)
        {
            var at = first.Plus(h);
            mean[h] = Expected(at.Year, at.Month);
            for (var k = 0; k <= h; k++)
            {
                var other = first.Plus(k);
                var sum = Math.Pow(autocorrelation, h - k) + widening * (at.Year - meanYear) * (other.Year - meanYear) / (12 * yearSquares);
                if (at.Month == other.Month) sum += widening / years;
                covariance[h * months + k] = covariance[k * months + h] = variance * sum;
            }
        }
        return new SeriesForecast("", [], mean, SeriesForecast.FactorOf(covariance, months)) { Freedom = freedom };
    }

    private (double Variance, double Autocorrelation) Residuals(IReadOnlyList<int> baseYears, ReadOnlySpan<double> logs)
    {
        double squares = 0, products = 0, before = 0;
        for (var k = 0; k < logs.Length; k++)
        {
            var residual = logs[k] - Expected(baseYears[k / 12], k % 12 + 1);
            squares += residual * residual;
            var follows = k > 0 && (k % 12 > 0 || baseYears[k / 12] == baseYears[k / 12 - 1] + 1);
            if (follows) products += residual * before;
            before = residual;
        }
        return (squares / freedom, squares > 0 ? Math.Clamp(products / squares, 0, HighestAutocorrelation) : 0);
    }
}
