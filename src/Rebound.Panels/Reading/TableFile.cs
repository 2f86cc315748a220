using System.Security.Cryptography;

namespace Rebound.Panels;

/// <summary>Opens an input table by what its name says: .csv, .csv.gz, .tsv, .txt, .parquet, .xlsx (with "#sheet").</summary>
public static class TableFile
{
    /// <summary>Opens a table of a study.</summary>
    /// <param name="path">Absolute path of the file, without "#sheet".</param>
    /// <param name="sheet">Sheet of a workbook; the first when empty.</param>
    /// <param name="name">The file as the study names it, for messages.</param>
    /// <param name="encoding">How a text file is encoded.</param>
    /// <exception cref="InvalidDataException">The file cannot be read as what its name says; the message says why.</exception>
    public static TableSource Open(string path, string sheet, string name, TextEncoding encoding = TextEncoding.Auto)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)) return ParquetSource.Open(path, name);
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) return SheetSource.Open(path, sheet, name);
        return CsvSource.Open(path, name, encoding);
    }

    /// <summary>Whether the name's ending is one that is read.</summary>
    /// <param name="path">A file name.</param>
    public static bool IsKnown(string path) => Endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The endings that are read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".csv.gz", ".tsv", ".txt", ".parquet", ".xlsx"];

    /// <summary>Merged ranges of a sheet; none for other files.</summary>
    /// <param name="source">An open table.</param>
    public static IReadOnlyList<string> MergedRanges(TableSource source) => source is SheetSource sheet ? sheet.MergedRanges : [];

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    /// <param name="path">The file.</param>
    public static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
