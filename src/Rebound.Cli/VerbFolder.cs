using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>The folder of a verb that works on a study without running all of it: its tables, and a report of them.</summary>
internal static class VerbFolder
{
    /// <summary>Writes the tables and the report, and says where they are.</summary>
    public static void Write(string folder, Study study, IReadOnlyList<ResultTable> tables, ReportKind kind, string command, Terminal terminal)
    {
        TableFolder.Write(folder, tables, terminal);
        ReportFiles.Write(study, tables, kind, command, folder);
        terminal.Error.WriteLine($"Report: {Path.Combine(folder, "report", "index.en.html")}");
    }

    /// <summary>Says that the verb was stopped, and how it goes on.</summary>
    public static int Interrupted(string command, Terminal terminal)
    {
        terminal.Error.WriteLine();
        terminal.Error.WriteLine("rebound: interrupted; finished replicates are kept");
        terminal.Error.WriteLine("  Effect   nothing was written yet, and no half of it");
        terminal.Error.WriteLine($"  Go on    {command} --resume");
        return ExitCode.Interrupted;
    }

    /// <summary>A path as a shell takes it.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
