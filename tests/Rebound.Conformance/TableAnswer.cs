using System.Globalization;

namespace Rebound.Conformance;

/// <summary>A table, where a case's expected values stand in a file: columns by name, matched by the case's key columns.</summary>
internal sealed class TableAnswer : Answer
{
    private readonly Dictionary<string, string[]> columns = new(StringComparer.Ordinal);

    public int RowCount { get; private set; } = -1;

    public TableAnswer With(string name, IEnumerable<string> cells)
    {
        string[] column = [.. cells];
        if (RowCount >= 0 && column.Length != RowCount) throw new InvalidOperationException($"Column '{name}' has {column.Length} cells where others have {RowCount}.");
        (columns[name], RowCount) = (column, column.Length);
        return this;
    }

    /// <summary>Adds a column of numbers; NaN becomes an empty cell.</summary>
    public TableAnswer With(string name, IEnumerable<double> values) => With(name, values.Select(Text));

    public TableAnswer With(string name, IEnumerable<int> values) => With(name, values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    public TableAnswer With(string name, IEnumerable<bool> values) => With(name, values.Select(value => value ? "TRUE" : "FALSE"));

    public string[]? Column(string name) => columns.GetValueOrDefault(name);

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
