namespace Rebound.Studies;

/// <summary>Fills a result table row by row. A column is declared by its name, with "#" in front when it holds numbers.</summary>
internal sealed class TableBuilder(string name, params string[] columns)
{
    private readonly List<object?[]> rows = [];

    public TableBuilder Add(params object?[] row)
    {
        if (row.Length != columns.Length) throw new ArgumentException($"A row of '{name}' has {row.Length} cells where {columns.Length} are declared.", nameof(row));
        rows.Add(row);
        return this;
    }

    public int Count => rows.Count;

    public ResultTable Build() => new(name, [.. columns.Select((c, k) => c[0] == '#'
        ? new ResultColumn(c[1..], rows.Select(r => r[k] switch { null => double.NaN, double d => double.IsFinite(d) ? d : double.NaN, int i => i, long l => l, bool b => b ? 1 : 0, _ => throw new InvalidOperationException($"'{c}' holds a number, not {r[k]!.GetType().Name}.") }))
        : new ResultColumn(c, rows.Select(r => r[k] switch { null => "", string s => s, int i => i.ToString(System.Globalization.CultureInfo.InvariantCulture), var other => other.ToString() ?? "" })))]);
}
