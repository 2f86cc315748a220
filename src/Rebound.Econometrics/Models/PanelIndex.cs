using System.Globalization;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Which unit and which period each row of a table belongs to, so that lags follow the calendar and not the order of rows.</summary>
internal sealed record PanelIndex(string Name, int[] Units, int UnitCount, int[] Times)
{
    /// <summary>No unit or no period.</summary>
    public const int Missing = int.MinValue;

    private readonly Lazy<Dictionary<long, int>> rows = new(() => Index(Units, Times));

    public static PanelIndex Of(ModelData data, string? unit, string time)
    {
        var name = unit is null ? time : $"{unit},{time}";
        foreach (var column in unit is null ? [time] : unit.Split('^', StringSplitOptions.TrimEntries).Append(time))
            if (!data.HasFactor(column) && !data.HasColumn(column)) throw new FormulaException(name, name.IndexOf(column, StringComparison.Ordinal), NameExpression.Unknown(column, data));
        var units = unit is null ? null : data.FactorOf(unit);
        var times = data.HasColumn(time) ? Numbers(data.Column(time), name, time) : Labels(data.FactorOf(time), name, time);
        var codes = units?.Codes ?? new int[data.RowCount];
        var index = new PanelIndex(name, codes, units?.Labels.Count ?? 1, times);
        index.CheckOnce(units, data.RowCount);
        return index;
    }

    public bool Has(int row) => Units[row] >= 0 && Times[row] != Missing;

    /// <summary>The row of the same unit some periods earlier; −1 where there is none.</summary>
    public int Earlier(int row, int periods) => Has(row) && rows.Value.TryGetValue(Key(Units[row], Times[row] - periods), out var found) ? found : -1;

    public PanelIndex Take(ReadOnlySpan<int> kept)
    {
        int[] units = new int[kept.Length], times = new int[kept.Length];
        for (var i = 0; i < kept.Length; i++) (units[i], times[i]) = (Units[kept[i]], Times[kept[i]]);
        return new PanelIndex(Name, units, UnitCount, times);
    }

    private void CheckOnce(Factor? units, int count)
    {
        var seen = new HashSet<long>(count);
        for (var i = 0; i < count; i++)
            if (Has(i) && !seen.Add(Key(Units[i], Times[i])))
                throw new FormulaException(Name, 0, $"Row {i + 1} has the same unit and period as an earlier row{(units is null ? "" : $" of '{units.Labels[Units[i]]}'")}: a panel has one row a unit and period");
    }

    private static int[] Numbers(double[] values, string name, string time)
    {
        var times = new int[values.Length];
        for (var i = 0; i < times.Length; i++)
        {
            if (double.IsNaN(values[i])) times[i] = Missing;
            else if (values[i] == Math.Floor(values[i]) && Math.Abs(values[i]) < int.MaxValue / 2) times[i] = (int)values[i];
            else throw new FormulaException(name, name.Length - time.Length, string.Create(CultureInfo.InvariantCulture, $"'{time}' is {values[i]} in row {i + 1}: periods are whole numbers or dates"));
        }
        return times;
    }

    private static int[] Labels(Factor factor, string name, string time)
    {
        var ordinals = new int[factor.Labels.Count];
        Frequency? frequency = null;
        for (var l = 0; l < ordinals.Length; l++)
        {
            if (!Period.TryParse(factor.Labels[l], out var period) || (frequency ??= period.Frequency) != period.Frequency)
                throw new FormulaException(name, name.Length - time.Length, $"'{factor.Labels[l]}' in '{time}' is no period like the others: write all as 2020, as 2020-03 or as 2020-03-12");
            ordinals[l] = period.Ordinal;
        }
        return [.. factor.Codes.Select(c => c < 0 ? Missing : ordinals[c])];
    }

    private static Dictionary<long, int> Index(int[] units, int[] times)
    {
        var index = new Dictionary<long, int>(units.Length);
        for (var i = 0; i < units.Length; i++)
            if (units[i] >= 0 && times[i] != Missing) index.TryAdd(Key(units[i], times[i]), i);
        return index;
    }

    private static long Key(int unit, int time) => ((long)unit << 32) | (uint)time;
}

/// <summary>Unit and period of each row of a sample.</summary>
internal sealed record SamplePanel(int[] Units, int UnitCount, int[] Times)
{
    private readonly Lazy<(int[] Codes, int[] Values)> periods = new(() => Number(Times));

    /// <summary>Number of periods that occur.</summary>
    public int PeriodCount => periods.Value.Values.Length;

    /// <summary>The periods that occur, ascending.</summary>
    public int[] Periods => periods.Value.Values;

    /// <summary>For each row, which of them it is.</summary>
    public int[] PeriodCodes => periods.Value.Codes;

    private static (int[] Codes, int[] Values) Number(int[] times)
    {
        int low = times.Min(), high = times.Max();
        int[] values;
        var codes = new int[times.Length];
        if ((long)high - low > 4L * times.Length + 1024)
        {
            values = [.. times.Distinct().Order()];
            for (var i = 0; i < codes.Length; i++) codes[i] = Array.BinarySearch(values, times[i]);
            return (codes, values);
        }
        var place = new int[high - low + 1];
        foreach (var t in times) place[t - low] = 1;
        values = [.. Enumerable.Range(0, place.Length).Where(p => place[p] == 1).Select(p => low + p)];
        for (var v = 0; v < values.Length; v++) place[values[v] - low] = v;
        for (var i = 0; i < codes.Length; i++) codes[i] = place[times[i] - low];
        return (codes, values);
    }
}

/// <summary>Coordinates of each row of a sample, in degrees.</summary>
internal sealed record SamplePlaces(double[] Latitude, double[] Longitude);
