using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>A variable by unit and month while its table is read.</summary>
internal sealed class MonthTable(int units)
{
    private readonly MonthSeries?[] series = new MonthSeries?[units];

    public void Add(int unit, int month, double value) => (series[unit] ??= new MonthSeries()).Add(month, value);

    /// <summary>Ordinals of the first and last month with a value anywhere; null when there is none.</summary>
    public (int First, int Last)? Range()
    {
        (int First, int Last)? range = null;
        foreach (var one in series)
        {
            if (one is null) continue;
            for (var month = one.First; month < one.First + one.Length; month++)
                if (one.Count(month) > 0)
                    range = range is { } r ? (Math.Min(r.First, month), Math.Max(r.Last, month)) : (month, month);
        }
        return range;
    }

    public int Count(int unit, int month) => series[unit]?.Count(month) ?? 0;

    public double Sum(int unit, int month) => series[unit]!.Sum(month);

    /// <summary>The values on the panel's grid: sums, or means over the month's rows; NaN where no row was.</summary>
    public double[] OnGrid(Panel panel, bool mean)
    {
        var values = new double[panel.RowCount];
        for (var c = 0; c < panel.Cities.Count; c++)
        {
            for (var t = 0; t < panel.PeriodCount; t++)
            {
                var month = panel.First.Ordinal + t;
                var count = Count(c, month);
                values[c * panel.PeriodCount + t] = count == 0 ? double.NaN : mean ? Sum(c, month) / count : Sum(c, month);
            }
        }
        return values;
    }
}
