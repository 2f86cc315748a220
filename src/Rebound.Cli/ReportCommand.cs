using System.CommandLine;

namespace Rebound.Cli;

/// <summary><c>rebound report</c>: writes the report of earlier results again.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> results = new("RESULTS") { Description = "The results folder" };
    private readonly Option<string?> study = new("--study") { Description = "The study folder, for the polygons of its map" };

    public ReportCommand(Terminal terminal) : base("report", "Write the report of a results folder again")
    {
        Add(results);
        Add(study);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = Results.Open(arguments.GetRequiredValue(results));
        ReportFiles.Write(folder, arguments.GetValue(study), $"rebound report {arguments.GetRequiredValue(results)}");
        terminal.Output.WriteLine(Path.Combine(folder.Path, "report", "index.en.html"));
        return ExitCode.Good;
    }
}
