using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kernels that fill gaps (NaN) of yearly series.</summary>
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

    /// <summary>Fills gaps from the series itself; a series without any value stays missing.</summary>
    public static void WithinSeries(Span<double> series, ImputeMethod method)
    {
        var before = -1;
        for (var t = 0; t < series.Length; t++)
        {
            if (double.IsNaN(series[t])) continue;
            if (method == ImputeMethod.Linear) FillBetween(series, before, t);
            else if (before >= 0) series[(before + 1)..t].Fill(series[before]);
            before = t;
        }
        if (before >= 0) series[(before + 1)..].Fill(series[before]);
    }

    /// <summary>Gives the units that miss year t the median of those that have it.</summary>
    /// <returns>False when a unit misses the year and none has it.</returns>
    public static bool WithMedian(Span<double> column, int year, int years, Span<double> present)
    {
        var (units, count) = (column.Length / years, 0);
        for (var i = 0; i < units; i++)
            if (!double.IsNaN(column[i * years + year])) present[count++] = column[i * years + year];
        if (count == units) return true;
        if (count == 0) return false;
        present[..count].Sort();
        var median = Quantile.OfSorted(present[..count], 0.5);
        for (var i = 0; i < units; i++)
            if (double.IsNaN(column[i * years + year])) column[i * years + year] = median;
        return true;
    }

    private static void FillBetween(Span<double> series, int before, int after)
    {
        for (var t = before + 1; t < after; t++)
            series[t] = before < 0
                ? series[after]
                : series[before] + (series[after] - series[before]) * ((double)(t - before) / (after - before));
    }
}
