using System.CommandLine;
using Rebound.Panels;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound check</c>: every problem of a study at once, without running it.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "The study folder" };

    public CheckCommand(Terminal terminal) : base("check", "Print every problem of a study at once")
    {
        Add(folder);
        SetAction(arguments => Run(arguments.GetRequiredValue(folder), terminal));
    }

    private static int Run(string study, Terminal terminal)
    {
        var problems = Study.Check(study);
        if (!problems.Any(p => p.Severity == ProblemSeverity.Error))
        {
            ProblemText.Write(problems, terminal);
            terminal.Error.WriteLine(problems.Count == 0 ? $"No problem found. Next: rebound run {study}" : $"{ProblemText.Count(problems)}. The study runs. Next: rebound run {study}");
            return ExitCode.Good;
        }
        ProblemReport.Write(problems, study, terminal);
        return ExitCode.BadInput;
    }
}
