namespace Rebound.Measures;

/// <summary>Growth rates that compare months of different years.</summary>
internal static class GrowthRates
{
    /// <summary>x(t)/x(t−12) − 1 for the months from an index on.</summary>
    /// <param name="levels">Monthly levels.</param>
    /// <param name="from">First month wanted, at least 12.</param>
    public static double[] YearOnYear(ReadOnlySpan<double> levels, int from)
    {
        var rates = new double[levels.Length - from];
        for (var t = from; t < levels.Length; t++) rates[t - from] = levels[t] / levels[t - 12] - 1;
        return rates;
    }

    /// <summary>√(x(t)/x(t−24)) − 1: the mean growth a year over two years, which skips the year of the shock as a base.</summary>
    /// <param name="levels">Monthly levels.</param>
    /// <param name="from">First month wanted, at least 24.</param>
    public static double[] TwoYearAverage(ReadOnlySpan<double> levels, int from)
    {
        var rates = new double[levels.Length - from];
        for (var t = from; t < levels.Length; t++) rates[t - from] = Math.Sqrt(levels[t] / levels[t - 24]) - 1;
        return rates;
    }

    /// <summary>x(t) over the same month of the twelve months that end before an index.</summary>
    /// <param name="levels">Monthly levels.</param>
    /// <param name="from">First month wanted; the year before it is the base.</param>
    public static double[] IndexToBaseYear(ReadOnlySpan<double> levels, int from)
    {
        var ratios = new double[levels.Length - from];
        for (var t = from; t < levels.Length; t++) ratios[t - from] = levels[t] / levels[from - 12 + (t - from) % 12];
        return ratios;
    }
}
