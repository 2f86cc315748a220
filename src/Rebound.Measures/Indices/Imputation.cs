using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kernels that fill gaps (NaN). What is observed is never changed.</summary>
internal static class Imputation
{
    public static bool HasGap(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (double.IsNaN(value)) return true;
        return false;
    }

    public static int CountGaps(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
            if (double.IsNaN(value)) count++;
        return count;
    }

    /// <summary>Fills gaps from the series itself (linear, latest or constant); a series without any value stays missing.</summary>
    public static void WithinSeries(Span<double> series, ImputeMethod method)
    {
        var before = -1;
        for (var t = 0; t < series.Length; t++)
        {
            if (double.IsNaN(series[t])) continue;
            if (method == ImputeMethod.Linear) FillBetween(series, before, t);
            else if (before >= 0) series[(before + 1)..t].Fill(series[before]);
            else if (method == ImputeMethod.Constant) series[..t].Fill(series[t]);
            before = t;
        }
        if (before >= 0) series[(before + 1)..].Fill(series[before]);
    }

    /// <summary>Gives the units that miss year t the median, or the mean, of those that have it.</summary>
    /// <param name="column">Units × years.</param>
    /// <param name="year">Index of the year.</param>
    /// <param name="years">Number of years.</param>
    /// <param name="median">Median or mean.</param>
    /// <param name="groups">Group of each unit, from 0; empty when all are one.</param>
    /// <param name="group">The group filled.</param>
    /// <param name="present">Scratch space, one a unit.</param>
    /// <returns>False when a unit misses the year and none has it.</returns>
    public static bool AcrossUnits(Span<double> column, int year, int years, bool median, ReadOnlySpan<int> groups, int group, Span<double> present)
    {
        var (units, count, members) = (column.Length / years, 0, 0);
        for (var i = 0; i < units; i++)
        {
            if (!groups.IsEmpty && groups[i] != group) continue;
            members++;
            if (!double.IsNaN(column[i * years + year])) present[count++] = column[i * years + year];
        }
        if (count == members) return true;
        if (count == 0) return false;
        var fill = median ? MedianOf(present[..count]) : MeanOf(present[..count]);
        for (var i = 0; i < units; i++)
            if ((groups.IsEmpty || groups[i] == group) && double.IsNaN(column[i * years + year])) column[i * years + year] = fill;
        return true;
    }

    private static double MedianOf(Span<double> values)
    {
        values.Sort();
        return Quantile.OfSorted(values, 0.5);
    }

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static void FillBetween(Span<double> series, int before, int after)
    {
        for (var t = before + 1; t < after; t++)
            series[t] = before < 0
                ? series[after]
                : series[before] + (series[after] - series[before]) * ((double)(t - before) / (after - before));
    }
}
