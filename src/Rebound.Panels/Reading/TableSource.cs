namespace Rebound.Panels;

/// <summary>The rows of one input table, read once from first to last, whatever the file's kind.</summary>
/// <remarks>Fields are handed out as spans into the reader's buffer: nothing is kept, so memory does not grow with the file.</remarks>
public abstract class TableSource : IDisposable
{
    /// <summary>File (and sheet) as the study names it.</summary>
    public required string Name { get; init; }

    /// <summary>The column names of the header row, trimmed.</summary>
    public IReadOnlyList<string> Header { get; protected set; } = [];

    /// <summary>The row's number in the file, where the header is row 1.</summary>
    public abstract long Row { get; }

    /// <summary>Number of fields in the present row.</summary>
    public abstract int FieldCount { get; }

    /// <summary>Bytes of the file read so far; zero where the kind of file does not tell.</summary>
    public virtual long BytesRead => 0;

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The file is damaged from here on.</exception>
    public abstract bool Next();

    /// <summary>The text of a field; valid until the next row.</summary>
    /// <param name="column">Index of the column; a missing field is empty.</param>
    public abstract ReadOnlySpan<char> Field(int column);

    /// <summary>Index of a column, or −1.</summary>
    /// <param name="name">Its name, to the letter.</param>
    public int ColumnOf(string name)
    {
        for (var c = 0; c < Header.Count; c++)
            if (Header[c] == name) return c;
        return -1;
    }

    /// <summary>Where a field is, for a message: "data/x.csv, row 12, column value".</summary>
    /// <param name="column">Index of the column.</param>
    public virtual string Place(int column) => $"{Name}, row {Row}, column {(column < Header.Count ? Header[column] : (column + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))}";

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
