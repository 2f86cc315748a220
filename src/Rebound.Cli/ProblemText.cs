using Rebound.Panels;
using Spectre.Console;

namespace Rebound.Cli;

/// <summary>Prints problems in five parts: code, place, what is wrong with which value, effect, repair.</summary>
internal static class ProblemText
{
    /// <summary>All of them; problems with the same effect and repair share those lines.</summary>
    public static void Write(IReadOnlyList<StudyProblem> problems, Terminal terminal)
    {
        foreach (var group in problems.GroupBy(p => (p.Severity, p.Code, p.Effect, p.Repair)))
        {
            foreach (var problem in group)
                terminal.Error.WriteLine($"{Mark(problem, terminal)}  {problem.Place}: {Message(problem)}");
            terminal.Error.WriteLine($"  Effect   {group.Key.Effect}");
            terminal.Error.WriteLine($"  Repair   {group.Key.Repair}");
            terminal.Error.WriteLine($"  More     rebound explain {group.Key.Code}");
        }
    }

    /// <summary>For instance "3 problems: 2 errors, 1 warning".</summary>
    public static string Count(IReadOnlyList<StudyProblem> problems)
    {
        var errors = problems.Count(p => p.Severity == ProblemSeverity.Error);
        return $"{Plural(problems.Count, "problem")}: {Plural(errors, "error")}, {Plural(problems.Count - errors, "warning")}";
    }

    private static string Plural(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static string Message(StudyProblem problem) =>
        problem.Value.Length == 0 || problem.Message.Contains(problem.Value, StringComparison.Ordinal)
            ? problem.Message
            : $"{problem.Message} (found: {problem.Value})";

    private static string Mark(StudyProblem problem, Terminal terminal)
    {
        if (!terminal.IsInteractive) return problem.Code;
        using var painted = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(painted) });
        console.Write(new Text(problem.Code, new Style(problem.Severity == ProblemSeverity.Error ? Color.Red : Color.Yellow)));
        return painted.ToString();
    }
}
