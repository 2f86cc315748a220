using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Rebound.Panels;

/// <summary>Rows of one sheet of an XLSX workbook.</summary>
internal sealed class SheetSource : TableSource
{
    private readonly FileStream stream;
    private readonly IExcelDataReader reader;
    private readonly CellRange[] merged;
    private string[] cells = [];
    private long row;

    private SheetSource(FileStream stream, IExcelDataReader reader)
    {
        (this.stream, this.reader) = (stream, reader);
        merged = reader.MergeCells ?? [];
    }

    public override long Row => row;

    public override int FieldCount => cells.Length;

    /// <summary>Merged ranges below the header, as "A2:A5": only their first cell holds a value.</summary>
    public IReadOnlyList<string> MergedRanges => [.. merged.Select(m => $"{CellName(m.FromColumn, m.FromRow + 1)}:{CellName(m.ToColumn, m.ToRow + 1)}")];

    /// <summary>Opens a sheet by name (the first when empty) and reads its header.</summary>
    /// <exception cref="InvalidDataException">The file is no workbook, or has no such sheet.</exception>
    public static SheetSource Open(string path, string sheet, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var stream = File.OpenRead(path);
        try
        {
            var reader = ExcelReaderFactory.CreateReader(stream);
            var sheets = new List<string>();
            do
            {
                sheets.Add(reader.Name);
                if (sheet.Length > 0 && reader.Name != sheet) continue;
                var source = new SheetSource(stream, reader) { Name = name };
                if (!source.Next()) throw new InvalidDataException("the sheet is empty");
                source.Header = source.cells.Select(c => c.Trim()).ToArray();
                return source;
            }
            while (reader.NextResult());
            throw new InvalidDataException($"there is no sheet '{sheet}'; the workbook has {string.Join(", ", sheets)}");
        }
        catch (Exception e) when (e is ExcelDataReader.Exceptions.ExcelReaderException or IOException or FormatException or System.Xml.XmlException)
        {
            stream.Dispose();
            throw e as InvalidDataException ?? new InvalidDataException("the file is not a readable workbook", e);
        }
    }

    public override bool Next()
    {
        try
        {
            while (reader.Read())
            {
                row++;
                if (cells.Length != reader.FieldCount) cells = new string[reader.FieldCount];
                var blank = true;
                for (var c = 0; c < cells.Length; c++)
                {
                    cells[c] = Text(reader.GetValue(c));
                    blank &= cells[c].Length == 0;
                }
                if (!blank) return true;
            }
            return false;
        }
        catch (Exception e) when (e is ExcelDataReader.Exceptions.ExcelReaderException or IOException or FormatException or System.Xml.XmlException)
        {
            throw new InvalidDataException("the workbook is damaged", e);
        }
    }

    public override ReadOnlySpan<char> Field(int column) => column < cells.Length ? cells[column] : default;

    public override string Place(int column) => $"{Name}, cell {CellName(column, (int)row)}";

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        stream.Dispose();
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime date when date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string CellName(int column, int row)
    {
        var letters = "";
        for (var c = column + 1; c > 0; c = (c - 1) / 26) letters = (char)('A' + (c - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }
}
