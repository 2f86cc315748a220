using System.CommandLine;
using Rebound.Studies;
using Spectre.Console;

namespace Rebound.Cli;

/// <summary><c>rebound show</c>: prints a table of a results folder.</summary>
internal sealed class ShowCommand : Command
{
    private const int WidestCell = 60;
    private readonly Argument<string> table = new("table") { Description = "Name of the table, for instance estimates" };
    private readonly Argument<string> results = new("results") { Description = "The results folder" };
    private readonly Option<int> rows = new("--rows") { Description = "How many rows", DefaultValueFactory = _ => 40 };

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
        var grid = new Table();
        foreach (var column in found.Columns) grid.AddColumn(new TableColumn(new Text(column.Name)));
        for (var row = 0; row < Math.Min(found.RowCount, arguments.GetValue(rows)); row++)
            grid.AddRow(found.Columns.Select(c => new Text(Cell(c, row))));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) }).Write(grid);
        if (found.RowCount > arguments.GetValue(rows)) terminal.Error.WriteLine($"{found.RowCount - arguments.GetValue(rows)} more rows; --rows shows them");
        return ExitCode.Good;
    }

    private static string Cell(ResultColumn column, int row)
    {
        if (column.IsNumeric) return double.IsNaN(column.Number(row)) ? "" : column.Number(row).ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
        var text = column.Text(row);
        return text.Length <= WidestCell ? text : text[..(WidestCell - 1)] + "…";
    }
}
