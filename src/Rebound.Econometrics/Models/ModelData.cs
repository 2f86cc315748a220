using System.Globalization;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>The table a model is estimated on: named numeric columns and named groupings of equal length; never changed after construction.</summary>
/// <remarks>NaN in a column and −1 in a grouping mean missing; <see cref="Sample"/> drops such rows once, and counts them.</remarks>
public sealed class ModelData
{
    private readonly Dictionary<string, double[]> columns;
    private readonly Dictionary<string, Factor> factors;

    private ModelData(int rowCount, Dictionary<string, double[]> columns, Dictionary<string, Factor> factors, PanelIndex? panel = null)
    {
        RowCount = rowCount;
        (this.columns, this.factors, PanelOf) = (columns, factors, panel);
    }

    /// <summary>Columns that the table has and that were not read, for messages.</summary>
    private IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Every name that the table knows.</summary>
    internal IEnumerable<string> Known => Names.Concat(Others).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Unit and period of each row, where they were declared.</summary>
    internal PanelIndex? PanelOf { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Names of the columns and groupings, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. columns.Keys.Concat(factors.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A table without columns yet.</summary>
    /// <param name="rowCount">Number of rows every column will have.</param>
    public static ModelData Of(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        return new ModelData(rowCount, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
    }

    /// <summary>A table without columns yet, of a file that has these.</summary>
    internal static ModelData Of(int rowCount, IReadOnlyList<string> header) => new(rowCount, new(StringComparer.Ordinal), new(StringComparer.Ordinal)) { Others = header };

    /// <summary>A panel's variables with the groupings <c>unit</c>, <c>year</c> and, for a monthly panel, <c>month</c> (the period) and <c>calendar_month</c>.</summary>
    /// <param name="panel">Any panel.</param>
    /// <param name="first">First period to take; the panel's first when null.</param>
    /// <param name="last">Last period to take; the panel's last when null.</param>
    public static ModelData From(Panel panel, Period? first = null, Period? last = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        int periods = panel.PeriodCount, n = panel.RowCount;
        var data = Of(n);
        foreach (var variable in panel.Variables) data = data.With(variable.Name, variable.Values);
        int[] Codes(Func<int, int> code) => [.. Enumerable.Range(0, n).Select(code)];
        string[] labels = [.. Enumerable.Range(0, periods).Select(t => panel.PeriodAt(t).ToString())];
        var firstYear = panel.First.Year;
        var years = panel.PeriodAt(periods - 1).Year - firstYear + 1;
        data = data.WithFactor("unit", new Factor(Codes(r => r / periods), panel.Cities))
            .WithFactor("year", new Factor(Codes(r => panel.PeriodAt(r % periods).Year - firstYear), [.. Enumerable.Range(firstYear, years).Select(y => y.ToString(CultureInfo.InvariantCulture))]));
        if (panel.First.Frequency == Frequency.Month)
            data = data.WithFactor("month", new Factor(Codes(r => r % periods), labels))
                .WithFactor("calendar_month", new Factor(Codes(r => panel.PeriodAt(r % periods).Month - 1), [.. Enumerable.Range(1, 12).Select(m => m.ToString(CultureInfo.InvariantCulture))]));
        else if (panel.First.Frequency == Frequency.Day)
            data = data.WithFactor("day", new Factor(Codes(r => r % periods), labels));
        data = new ModelData(n, data.columns, data.factors, new PanelIndex("unit,period", data.factors["unit"].Codes, panel.Cities.Count, [.. Enumerable.Range(0, n).Select(r => r % periods)]));
        if (first is null && last is null) return data;
        return data.Where(r => (first is null || panel.PeriodAt(r % periods).CompareTo(first.Value) >= 0) && (last is null || panel.PeriodAt(r % periods).CompareTo(last.Value) <= 0));
    }

    /// <summary>This table and one numeric column more (or in place of one of that name); arrays are shared.</summary>
    /// <param name="name">Its name in formulas.</param>
    /// <param name="values">One value a row; NaN means missing. Not to be changed.</param>
    public ModelData With(string name, double[] values)
    {
        CheckLength(name, values.Length);
        return new ModelData(RowCount, new(columns, StringComparer.Ordinal) { [name] = values }, factors, PanelOf) { Others = Others };
    }

    /// <summary>This table and one grouping more (or in place of one of that name).</summary>
    /// <param name="name">Its name in formulas.</param>
    /// <param name="factor">The grouping.</param>
    public ModelData WithFactor(string name, Factor factor)
    {
        CheckLength(name, factor.Codes.Length);
        return new ModelData(RowCount, columns, new(factors, StringComparer.Ordinal) { [name] = factor }, PanelOf) { Others = Others };
    }

    /// <summary>This table as a panel, so that <c>l() f() d()</c> and the covariances over time know which row came before which.</summary>
    /// <param name="unit">Column or grouping of the unit, or several joined by <c>^</c>; null when the rows are one series.</param>
    /// <param name="time">Whole numbers, or texts such as 2020, 2020-03, 2020-03-12.</param>
    /// <exception cref="FormulaException">A column is not there, a period is none, or a unit has two rows in a period.</exception>
    public ModelData WithPanel(string? unit, string time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new ModelData(RowCount, columns, factors, PanelIndex.Of(this, unit, time)) { Others = Others };
    }

    /// <summary>The rows for which <paramref name="keep"/> holds, in their order.</summary>
    /// <param name="keep">Asked for each row index.</param>
    public ModelData Where(Func<int, bool> keep)
    {
        int[] rows = [.. Enumerable.Range(0, RowCount).Where(keep)];
        var taken = columns.ToDictionary(c => c.Key, c => Take(c.Value, rows), StringComparer.Ordinal);
        return new ModelData(rows.Length, taken, factors.ToDictionary(f => f.Key, f => f.Value.Take(rows), StringComparer.Ordinal), PanelOf?.Take(rows)) { Others = Others };
    }

    /// <summary>Whether there is a numeric column of this name.</summary>
    /// <param name="name">A name.</param>
    public bool HasColumn(string name) => columns.ContainsKey(name);

    /// <summary>Whether there is a grouping of this name; a numeric column groups by its values.</summary>
    /// <param name="name">A name.</param>
    public bool HasFactor(string name) => factors.ContainsKey(name);

    /// <summary>A numeric column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public double[] Column(string name) => columns.TryGetValue(name, out var found) ? found : throw new KeyNotFoundException($"There is no numeric column '{name}'; there are {string.Join(", ", Names)}.");

    /// <summary>A grouping by name; a numeric column groups by its values.</summary>
    /// <param name="name">Its name, or several joined by <c>^</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Factor FactorOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (factors.TryGetValue(name, out var found)) return found;
        if (columns.TryGetValue(name, out var values)) return Factor.Of(values);
        var parts = name.Split('^', StringSplitOptions.TrimEntries);
        if (parts.Length > 1) return parts.Select(FactorOf).Aggregate(Factor.Cross);
        throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", Names)}.");
    }

    private static double[] Take(double[] values, int[] rows)
    {
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }

    private void CheckLength(string name, int length)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (length != RowCount) throw new ArgumentException($"'{name}' has {length} values where the table has {RowCount} rows.", nameof(name));
    }
}
