namespace Rebound.Measures;

/// <summary>How a score moved over the years.</summary>
/// <param name="Slope">Least squares slope, score a year; 0 for one year.</param>
/// <param name="PercentChange">100 × slope / fitted value of the first year: per cent a year of where the line starts; null where it does not start above zero, or with fewer than three values.</param>
/// <param name="CompoundGrowth">(last/first)^(1/years) − 1, a fraction a year; null where an end is not positive or there is one year only.</param>
/// <remarks>The percentage is taken on the fitted line, not between the end points. Checked against COINr 1.1.14.</remarks>
public readonly record struct ScoreTrend(double Slope, double? PercentChange, double? CompoundGrowth)
{
    /// <summary>The trend of a series.</summary>
    /// <param name="years">n increasing years.</param>
    /// <param name="values">n finite values.</param>
    /// <exception cref="ArgumentException">The lengths differ or are nil.</exception>
    public static ScoreTrend Of(ReadOnlySpan<double> years, ReadOnlySpan<double> values)
    {
        if (years.Length != values.Length || years.IsEmpty) throw new ArgumentException($"{values.Length} values are set beside {years.Length} years.", nameof(values));
        double meanYear = 0, mean = 0, product = 0, square = 0;
        for (var t = 0; t < years.Length; t++) (meanYear, mean) = (meanYear + years[t], mean + values[t]);
        (meanYear, mean) = (meanYear / years.Length, mean / years.Length);
        for (var t = 0; t < years.Length; t++)
        {
            product += (years[t] - meanYear) * (values[t] - mean);
            square += (years[t] - meanYear) * (years[t] - meanYear);
        }
        if (!(square > 0)) return new ScoreTrend(0, null, null);
        var slope = product / square;
        var start = mean + slope * (years[0] - meanYear);
        return new ScoreTrend(
            slope,
            years.Length >= 3 && start > 0 ? 100 * slope / start : null,
            values[0] > 0 && values[^1] > 0 ? Math.Pow(values[^1] / values[0], 1 / (years[^1] - years[0])) - 1 : null);
    }
}
