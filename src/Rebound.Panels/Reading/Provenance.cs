namespace Rebound.Panels;

/// <summary>What became of the rows of one input table: rows in = rows used + rows dropped.</summary>
/// <param name="Table">The table's role in the study.</param>
/// <param name="File">The file as the study names it.</param>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="RowsIn">Rows below the header.</param>
/// <param name="RowsUsed">Rows that entered the analysis.</param>
/// <param name="Dropped">The others, by reason.</param>
public sealed record Provenance(string Table, string File, string Hash, long RowsIn, long RowsUsed, IReadOnlyList<DroppedRows> Dropped)
{
    /// <summary>Whether the account closes.</summary>
    public bool IsClosed => RowsIn == RowsUsed + Dropped.Sum(d => d.Rows);
}
