using System.Globalization;
using DuckDB.NET.Data;

namespace Rebound.Panels;

/// <summary>Rows of a Parquet file, read by DuckDB.</summary>
internal sealed class ParquetSource : TableSource
{
    private readonly DuckDBConnection connection;
    private readonly DuckDBCommand command;
    private readonly DuckDBDataReader reader;
    private readonly string[] cells;
    private long row = 1;

    private ParquetSource(DuckDBConnection connection, DuckDBCommand command, DuckDBDataReader reader)
    {
        (this.connection, this.command, this.reader) = (connection, command, reader);
        cells = new string[reader.FieldCount];
        Header = Enumerable.Range(0, reader.FieldCount).Select(c => reader.GetName(c).Trim()).ToArray();
    }

    public override long Row => row;

    public override int FieldCount => cells.Length;

    /// <summary>Opens the file.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet file or is cut off.</exception>
    public static ParquetSource Open(string path, string name)
    {
        if (new FileInfo(path).Length == 0) throw new InvalidDataException("the file is empty");
        var connection = new DuckDBConnection("DataSource=:memory:");
        try
        {
            connection.Open();
            var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')";
            command.UseStreamingMode = true;
            return new ParquetSource(connection, command, command.ExecuteReader()) { Name = name };
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw new InvalidDataException("the file is not a readable Parquet file", e);
        }
    }

    public override bool Next()
    {
        try
        {
            if (!reader.Read()) return false;
        }
        catch (DuckDBException e)
        {
            throw new InvalidDataException("the Parquet file is damaged", e);
        }
        row++;
        for (var c = 0; c < cells.Length; c++) cells[c] = reader.IsDBNull(c) ? "" : Text(reader.GetValue(c));
        return true;
    }

    public override ReadOnlySpan<char> Field(int column) => column < cells.Length ? cells[column] : default;

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        command.Dispose();
        connection.Dispose();
    }

    private static string Text(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
