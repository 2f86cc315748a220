namespace Rebound.Panels;

/// <summary>A small table read whole, as text: settings tables, facts, claims, city lists.</summary>
/// <param name="Name">The file as the study names it.</param>
/// <param name="Header">Column names.</param>
/// <param name="Rows">The rows; each as long as the header.</param>
/// <param name="Lines">The row number of each in the file, where the header is row 1.</param>
public sealed record TextTable(string Name, IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows, IReadOnlyList<long> Lines)
{
    /// <summary>A field, or an empty text when the table has no such column.</summary>
    /// <param name="row">Index of the row.</param>
    /// <param name="column">Name of the column.</param>
    public string Field(int row, string column)
    {
        for (var c = 0; c < Header.Count; c++)
            if (Header[c] == column) return Rows[row][c];
        return "";
    }

    /// <summary>Where a field is, for a message.</summary>
    /// <param name="row">Index of the row.</param>
    /// <param name="column">Name of the column.</param>
    public string Place(int row, string column) => $"{Name}, row {Lines[row]}, column {column}";

    /// <summary>Reads all rows of a source; a ragged row is a problem and is left out.</summary>
    /// <param name="source">An open table.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static TextTable Read(TableSource source, ProblemLog problems)
    {
        var rows = new List<string[]>();
        var lines = new List<long>();
        while (source.Next())
        {
            if (source.FieldCount != source.Header.Count)
            {
                problems.Add(ReadingProblems.Ragged(source));
                continue;
            }
            var row = new string[source.FieldCount];
            for (var c = 0; c < row.Length; c++) row[c] = source.Field(c).Trim().ToString();
            rows.Add(row);
            lines.Add(source.Row);
        }
        return new TextTable(source.Name, source.Header, rows, lines);
    }
}
