using Rebound.Panels;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>Tells the problems that stop a study, on the terminal and as a table.</summary>
internal static class ProblemReport
{
    /// <summary>Prints all problems, and writes them to results/problems.csv in the study where that folder can be written.</summary>
    public static void Write(IReadOnlyList<StudyProblem> problems, string study, Terminal terminal)
    {
        ProblemText.Write(problems, terminal);
        var file = Path.Combine(study, "results", "problems.csv");
        terminal.Error.WriteLine(Directory.Exists(study) && TryWrite(file, problems)
            ? $"{ProblemText.Count(problems)}. As a table: {file}"
            : $"{ProblemText.Count(problems)}.");
    }

    private static bool TryWrite(string file, IReadOnlyList<StudyProblem> problems)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, ResultsFolder.ProblemsCsv(problems));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // the problems were printed: a study on a read-only disk is no fault
        {
            return false;
        }
    }
}
