using System.CommandLine;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound explain</c>: what a problem code means.</summary>
internal sealed class ExplainCommand : Command
{
    private readonly Argument<string> code = new("CODE") { Description = "For instance RB2041" };

    public ExplainCommand(Terminal terminal) : base("explain", "Explain a problem code")
    {
        Add(code);
        SetAction(arguments => Run(arguments.GetRequiredValue(code), terminal));
    }

    private static int Run(string code, Terminal terminal)
    {
        var entry = ProblemCatalogue.Find(code) ?? throw new InputException($"there is no problem code '{code}'", "there is nothing to explain",
            $"codes run from {ProblemCatalogue.All[0].Code} to {ProblemCatalogue.All[^1].Code}; docs/problems.md lists them");
        terminal.Output.WriteLine($"{entry.Code}  {entry.Title}");
        terminal.Output.WriteLine($"  Meaning  {entry.Meaning}");
        terminal.Output.WriteLine($"  Effect   {entry.Effect}");
        terminal.Output.WriteLine($"  Repair   {entry.Repair}");
        return ExitCode.Good;
    }
}
