using System.CommandLine;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound run</c>: from a study folder to its results and report.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string> study = new("DIR") { Description = "The study folder" };
    private readonly Option<string?> output = new("--output", "--out") { Description = "The results folder; by default results/<run-id> in the study" };
    private readonly Option<ulong?> seed = new("--seed") { Description = "In place of the study's seed" };
    private readonly Option<int?> threads = SharedOptions.Threads();
    private readonly Option<bool> resume = new("--resume") { Description = "Go on after the last stage that an interrupted run of exactly this study, seed and program finished" };

    public RunCommand(Terminal terminal) : base("run", "Run a study and write its results and report")
    {
        Add(study);
        Add(output);
        Add(seed);
        Add(resume);
        Add(threads);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = arguments.GetRequiredValue(study);
        SharedOptions.UseThreads(arguments, threads);
        try
        {
            return Run(arguments, folder, terminal);
        }
        catch (StudyException refused)
        {
            ProblemReport.Write(refused.Problems, folder, terminal);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) // while the tables were read: nothing is there to keep
        {
            return Interrupted(arguments, [], terminal);
        }
    }

    private int Run(ParseResult arguments, string folder, Terminal terminal)
    {
        var progress = new StepProgress(terminal, TimeProvider.System);
        progress.Report("read");
        var loaded = Study.Load(folder, new ReadShare(progress, terminal.Stop));
        progress.Finish();
        if (arguments.GetValue(seed) is { } other) loaded = loaded.WithSeed(other);
        ProblemText.Write(loaded.Warnings, terminal);
        var target = arguments.GetValue(output) ?? StudyRun.DefaultFolder(loaded);
        progress.Expect(EarlierRun.Seconds(target));
        try
        {
            var results = (arguments.GetValue(resume) ? Kept(loaded, target) : null) ?? Execute(loaded, target, progress, arguments.GetValue(resume), terminal);
            terminal.Stop.ThrowIfCancellationRequested();
            progress.Report("report");
            ReportFiles.Write(results, loaded.Folder, Command(arguments));
            progress.Finish();
            if (IsRefused(results, "index")) ProblemText.Write(IndexRefusalProblems.Of(loaded), terminal);
            terminal.Error.WriteLine($"Report: {Path.Combine(results.Path, "report", "index.en.html")}");
            terminal.Output.WriteLine(results.Path);
            return results.Manifest.Status == "refused" ? ExitCode.NotEstimable : ExitCode.Good;
        }
        catch (OperationCanceledException)
        {
            return Interrupted(arguments, StudyRun.KeptStages(target), terminal);
        }
    }

    private static bool IsRefused(ResultsFolder results, string stage)
    {
        var stages = results.Tables["stages"];
        return Enumerable.Range(0, stages.RowCount).Any(row => stages["stage"].Text(row) == stage && stages["status"].Text(row) == "refused");
    }

    private int Interrupted(ParseResult arguments, IReadOnlyList<string> kept, Terminal terminal)
    {
        terminal.Error.WriteLine();
        terminal.Error.WriteLine($"rebound: interrupted; {(kept.Count == 0 ? "no stage was finished" : $"finished stages are kept: {string.Join(", ", kept)}")}");
        terminal.Error.WriteLine("  Effect   there are no results yet, and no half of them");
        terminal.Error.WriteLine($"  Go on    {Command(arguments)} --resume");
        return ExitCode.Interrupted;
    }

    private static ResultsFolder Execute(Study study, string target, StepProgress progress, bool resume, Terminal terminal)
    {
        // Only an earlier result may be replaced: any other folder keeps its files.
        if (!File.Exists(Path.Combine(target, "run.json"))) StudyFolder.RequireEmpty(target);
        var results = StudyRun.Execute(study, target, progress, resume, terminal.Stop);
        progress.Finish();
        return results;
    }

    // Results of exactly this study, seed and version, or null.
    private static ResultsFolder? Kept(Study study, string target)
    {
        if (!File.Exists(Path.Combine(target, "run.json"))) return null;
        var found = Results.Open(target);
        return found.Manifest.RunId == StudyRun.RunId(study) && found.Manifest.TablesHash == ResultsFolder.HashOf(found.Tables.Values) ? found : null;
    }

    private string Command(ParseResult arguments)
    {
        var command = $"rebound run {Quoted(arguments.GetRequiredValue(study))}";
        if (arguments.GetValue(output) is { } folder) command += $" --output {Quoted(folder)}";
        if (arguments.GetValue(seed) is { } number) command += $" --seed {number}";
        return command;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    private sealed class ReadShare(StepProgress progress, CancellationToken stop) : IProgress<double>
    {
        public void Report(double value)
        {
            stop.ThrowIfCancellationRequested();
            progress.Report(new StageProgress("read", value));
        }
    }
}
