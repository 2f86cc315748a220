namespace Rebound.Measures;

/// <summary>Drop and rebound against an extrapolated path (Han and Goetz, 2015).</summary>
/// <remarks>Drop = 1 − min(actual/expected); rebound = gain of that ratio a given number of months after its trough.</remarks>
/// <param name="Trough">Index of the lowest ratio.</param>
/// <param name="Drop">As a share.</param>
/// <param name="Rebound">As a share; null when the month after the trough is not observed.</param>
public sealed record DropRebound(int Trough, double Drop, double? Rebound)
{
    /// <summary>Rebound over drop; null without a rebound or without a drop.</summary>
    public double? ReboundToDrop => Drop > 0 ? Rebound / Drop : null;

    /// <summary>Measures ratios of actual to expected, NaN where a month is missing; at least one is observed.</summary>
    internal static DropRebound Of(ReadOnlySpan<double> ratios, int months)
    {
        var trough = Triangle.Lowest(ratios);
        var later = trough + months < ratios.Length ? ratios[trough + months] : double.NaN;
        return new DropRebound(trough, 1 - ratios[trough], double.IsNaN(later) ? null : later - ratios[trough]);
    }

    /// <summary>The path that repeats the last twelve months and lets each year grow as the last month did on the year before.</summary>
    /// <param name="past">Levels up to the shock, at least thirteen months, the last and the one a year before above zero.</param>
    /// <param name="months">Months to extrapolate.</param>
    internal static double[] GrowthPath(ReadOnlySpan<double> past, int months)
    {
        var factor = 1 + YearGrowth(past);
        var path = new double[months];
        var power = 1.0;
        for (var h = 0; h < months; h++)
        {
            if (h % 12 == 0) power *= factor;
            path[h] = past[past.Length - 12 + h % 12] * power;
        }
        return path;
    }

    /// <summary>Growth of the last month on the same month a year before.</summary>
    internal static double YearGrowth(ReadOnlySpan<double> past) => past[^1] / past[^13] - 1;
}
