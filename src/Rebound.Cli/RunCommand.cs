using System.CommandLine;
using System.Text.Json;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound run</c>: from a study folder to its results and report.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string> study = new("study") { Description = "The folder that holds study.toml" };
    private readonly Option<string?> output = new("--output") { Description = "The results folder; by default results/<run-id> in the study" };
    private readonly Option<ulong?> seed = new("--seed") { Description = "In place of the study's seed" };

    public RunCommand(Terminal terminal) : base("run", "Run a study and write its results and report")
    {
        Add(study);
        Add(output);
        Add(seed);
        SetAction(arguments => Run(arguments, terminal));
    }

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var folder = arguments.GetRequiredValue(study);
        var loaded = Study.Load(folder);
        if (arguments.GetValue(seed) is { } other) loaded = loaded.WithSeed(other);
        ProblemText.Write(loaded.Warnings, terminal);
        var target = arguments.GetValue(output) ?? StudyRun.DefaultFolder(loaded);
        RequireOwn(target);
        var results = StudyRun.Execute(loaded, target, new StageProgress(terminal), terminal.Stop);
        ReportFiles.Write(results, loaded.Folder, $"rebound run {folder}");
        terminal.Output.WriteLine(Path.Combine(results.Path, "report", "index.en.html"));
        return results.Manifest.Status == "refused" ? ExitCode.NotEstimable : ExitCode.Good;
    }

    // Only an earlier result may be replaced: any other folder keeps its files.
    private static void RequireOwn(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "run.json"))) StudyFolder.RequireEmpty(folder);
    }

    /// <summary>A line a stage: plain for a person, JSON for a program.</summary>
    private sealed class StageProgress(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Error.WriteLine(terminal.IsInteractive ? $"  {value} …" : JsonSerializer.Serialize(new { stage = value }));
    }
}
