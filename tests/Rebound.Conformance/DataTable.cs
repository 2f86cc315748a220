using System.Globalization;
using System.Text;

namespace Rebound.Conformance;

/// <summary>A CSV file: header, cells, column by name. An empty cell and NA are missing.</summary>
internal sealed class DataTable
{
    private readonly List<string[]> rows;

    private DataTable(string[] columns, List<string[]> rows) => (Columns, this.rows) = (columns, rows);

    public IReadOnlyList<string> Columns { get; }

    public int RowCount => rows.Count;

    public static DataTable Read(string path)
    {
        var rows = File.ReadLines(path, Encoding.UTF8).Where(line => line.Length > 0).Select(Cells).ToList();
        if (rows.Count == 0) throw new InvalidDataException($"'{path}' is empty.");
        return new DataTable(rows[0], rows[1..]);
    }

    public bool Has(string column) => Columns.Contains(column, StringComparer.Ordinal);

    public string[] Text(string column)
    {
        var c = Columns.ToList().IndexOf(column);
        if (c < 0) throw new InvalidDataException($"There is no column '{column}' among {string.Join(", ", Columns)}.");
        return [.. rows.Select(row => c < row.Length ? row[c] : "")];
    }

    /// <summary>Numbers of a column; NaN where a cell is empty or NA.</summary>
    public double[] Numbers(string column) => [.. Text(column).Select(Number)];

    /// <summary>Numbers of several columns, column by column.</summary>
    public double[] Block(IEnumerable<string> columns) => [.. columns.SelectMany(Numbers)];

    /// <summary>A number in R's and JSON's spelling; NaN for anything else.</summary>
    public static double Number(string cell) => cell switch
    {
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN,
    };

    private static string[] Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter != '\r') cell.Append(letter);
        }
        cells.Add(cell.ToString());
        return [.. cells];
    }
}
