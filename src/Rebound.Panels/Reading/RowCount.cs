namespace Rebound.Panels;

/// <summary>Counts the rows of a table while it is read, so that none is lost silently.</summary>
public sealed class RowCount
{
    private readonly Dictionary<string, (long Rows, string Example)> dropped = new(StringComparer.Ordinal);
    private long rowsIn;
    private long used;

    /// <summary>A row was used.</summary>
    public void Use()
    {
        rowsIn++;
        used++;
    }

    /// <summary>A row was left out.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="source">The table, at that row.</param>
    public void Drop(string reason, TableSource source)
    {
        rowsIn++;
        dropped[reason] = dropped.TryGetValue(reason, out var seen) ? (seen.Rows + 1, seen.Example) : (1, $"row {source.Row}");
    }

    /// <summary>The finished account.</summary>
    /// <param name="table">The table's role.</param>
    /// <param name="file">The file as the study names it.</param>
    /// <param name="hash">Its SHA-256.</param>
    public Provenance Close(string table, string file, string hash) => new(table, file, hash, rowsIn, used,
        [.. dropped.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => new DroppedRows(d.Key, d.Value.Rows, d.Value.Example))]);
}
