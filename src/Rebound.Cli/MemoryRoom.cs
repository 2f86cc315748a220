using System.Globalization;
using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Cli;

/// <summary>How much memory a command may take; says what it will take before it takes it.</summary>
internal sealed class MemoryRoom(long bytes, Terminal terminal)
{
    private const double ShareByDefault = 0.8;

    private static readonly (string Unit, double Bytes)[] Units = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("B", 1)];

    /// <summary>What the text says, or four fifths of what the machine (or its container) has.</summary>
    /// <exception cref="InputException">The text is no size.</exception>
    public static MemoryRoom Of(string? text, Terminal terminal)
    {
        if (text is null) return new MemoryRoom((long)(ShareByDefault * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), terminal);
        var trimmed = text.Trim();
        foreach (var (unit, size) in Units)
            if (trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && double.TryParse(trimmed.AsSpan(0, trimmed.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && number * size < long.MaxValue)
                return new MemoryRoom((long)(number * size), terminal);
        throw new InputException($"--memory {text} is no size", "it is not known how much memory may be taken", "write for instance --memory 4GB or --memory 500MB");
    }

    /// <exception cref="NoRoomException">It would not fit.</exception>
    public void Take(string path, ParquetTable table, ModelParquet columns, long needed)
    {
        var files = table.FileCount == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{table.FileCount:N0} files");
        var what = string.Create(CultureInfo.InvariantCulture, $"{columns.ColumnCount} of {table.Columns.Count} columns, {table.RowCount:N0} rows of {files} ({Shown(table.Bytes)})");
        if (needed > bytes)
            throw new NoRoomException($"{path}: {what} take {Shown(columns.Bytes)} as columns and at most {Shown(needed)} with the estimation, above the limit of {Shown(bytes)}",
                string.Create(CultureInfo.InvariantCulture, $"raise --memory, absorb text or whole-number groups in place of regressors of 8 bytes a row, estimate fewer models at once, or write a smaller Parquet file of the rows and means that are needed (about {(double)needed / Math.Max(1, table.RowCount):0} bytes a row are taken)"));
        terminal.Error.WriteLine($"Reading {what}: {Shown(columns.Bytes)} as columns, at most {Shown(needed)} with the estimation; limit {Shown(bytes)}");
    }

    private static string Shown(long size)
    {
        foreach (var (unit, scale) in Units)
            if (size >= scale) return string.Create(CultureInfo.InvariantCulture, $"{size / scale:0.##} {unit}");
        return "0 B";
    }
}

/// <summary>What is asked for would not fit into the memory that may be taken.</summary>
internal sealed class NoRoomException(string message, string repair) : Exception(message)
{
    public string Repair { get; } = repair;
}
