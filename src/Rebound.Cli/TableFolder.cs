using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Writes the tables of a verb that makes no results folder.</summary>
internal static class TableFolder
{
    /// <summary>Every table as CSV under its name, and where they are.</summary>
    public static void Write(string folder, IEnumerable<ResultTable> tables, Terminal terminal)
    {
        Directory.CreateDirectory(folder);
        foreach (var table in tables) File.WriteAllText(Path.Combine(folder, table.Name + ".csv"), ResultsFolder.CsvOf(table));
        terminal.Error.WriteLine($"Tables: {folder}");
    }
}
