using System.Globalization;
using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>A result table read by column name; a column that is not there reads as missing.</summary>
internal sealed class TableView(ResultTable table)
{
    private readonly Dictionary<string, ResultColumn> columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public string Name => table.Name;

    public int Count => table.RowCount;

    /// <summary>Names of the columns, in their order.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. table.Columns.Select(c => c.Name)];

    public bool Has(string column) => columns.ContainsKey(column);

    public string Text(int row, string column) => columns.TryGetValue(column, out var found) ? found.Text(row) : "";

    public double Number(int row, string column) => !columns.TryGetValue(column, out var found) ? double.NaN
        : found.IsNumeric ? found.Number(row)
        : double.TryParse(found.Text(row), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    public bool Yes(int row, string column) => Text(row, column) is "1" or "true" or "True" or "yes";

    public IEnumerable<int> Rows => Enumerable.Range(0, Count);

    public IEnumerable<int> Where(string column, string value) => Rows.Where(row => Text(row, column) == value);

    /// <summary>The different texts of a column, in the order in which they come.</summary>
    public IReadOnlyList<string> Distinct(string column) => [.. Rows.Select(row => Text(row, column)).Distinct(StringComparer.Ordinal)];
}
