using System.CommandLine;
using Rebound.Studies;
using Spectre.Console;

namespace Rebound.Cli;

/// <summary><c>rebound show</c>: prints a table of a results folder: a grid for a person, CSV for a program.</summary>
internal sealed class ShowCommand : Command
{
    private const int WidestCell = 60;
    private readonly Argument<string> table = new("TABLE") { Description = "Name of the table, for instance estimates" };
    private readonly Argument<string> results = new("RESULTS") { Description = "The results folder" };
    private readonly Option<int> rows = new("--rows") { Description = "How many rows a terminal shows", DefaultValueFactory = _ => 40 };

    public ShowCommand(Terminal terminal) : base("show", "Print a table of a results folder")
    {
        Add(table);
        Add(results);
        Add(rows);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = Results.Open(arguments.GetRequiredValue(results));
        var name = arguments.GetRequiredValue(table);
        if (!folder.Tables.TryGetValue(name, out var found))
            throw new InputException($"there is no table '{name}'", "there is nothing to show", $"the tables are {string.Join(", ", folder.Tables.Keys.Order(StringComparer.Ordinal))}");
        if (terminal.IsInteractive) Print(found, arguments.GetValue(rows), terminal);
        else terminal.Output.Write(File.ReadAllText(Path.Combine(folder.Path, "tables", name + ".csv")));
        return ExitCode.Good;
    }

    private static void Print(ResultTable found, int most, Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) });
        var shown = Math.Min(found.RowCount, most);
        ResultColumn[] filled = [.. found.Columns.Where(c => Enumerable.Range(0, shown).Any(row => Cell(c, row).Length > 0))];
        var width = filled.Sum(c => 3 + Enumerable.Range(0, shown).Select(row => Cell(c, row).Length).Append(c.Name.Length).Max());
        if (width < console.Profile.Width) console.Write(Grid(filled, shown));
        else foreach (var row in Enumerable.Range(0, shown)) console.Write(Record(filled, row));
        if (found.RowCount > shown) terminal.Error.WriteLine($"{found.RowCount - shown} more rows; --rows shows them");
    }

    private static Table Grid(ResultColumn[] columns, int rows)
    {
        var grid = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) grid.AddColumn(new TableColumn(new Text(column.Name)) { Alignment = column.IsNumeric ? Justify.Right : Justify.Left });
        for (var row = 0; row < rows; row++) grid.AddRow(columns.Select(c => new Text(Cell(c, row))));
        return grid;
    }

    // A row too wide for the terminal: a line a column.
    private static Grid Record(ResultColumn[] columns, int row)
    {
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var column in columns.Where(c => Cell(c, row).Length > 0)) grid.AddRow(new Text(column.Name), new Text(Cell(column, row, int.MaxValue)));
        return grid.AddRow(Text.Empty, Text.Empty);
    }

    private static string Cell(ResultColumn column, int row, int widest = WidestCell)
    {
        if (column.IsNumeric) return double.IsNaN(column.Number(row)) ? "" : column.Number(row).ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
        var text = column.Text(row);
        return text.Length <= widest ? text : text[..(widest - 1)] + "…";
    }
}
