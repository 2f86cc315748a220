using System.CommandLine;
using System.Globalization;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>What the verbs that simulate a study share: its folder, replicates, seed, threads, and a folder for the tables.</summary>
internal abstract class SimulationVerb : Command
{
    private const int MostReplicates = 100_000;
    private readonly Argument<string> study = new("DIR") { Description = "The study folder" };
    private readonly Option<int?> replicates = new("--replicates") { Description = "Paired replicates, 2 to 100000" };
    private readonly Option<ulong?> seed = new("--seed") { Description = "In place of the study's seed" };
    private readonly Option<int?> threads = SharedOptions.Threads();
    private readonly Option<string?> output = new("--output", "--out") { Description = "Folder for all tables as CSV" };
    private readonly Terminal terminal;

    protected SimulationVerb(string name, string description, Terminal terminal) : base(name, description)
    {
        this.terminal = terminal;
        Add(study);
        foreach (var option in new Option[] { replicates, seed, threads, output }) Add(option);
        SharedOptions.Within(replicates, 2, MostReplicates);
        SetAction(Run);
    }

    /// <summary>Does the work and gives the tables.</summary>
    protected abstract IReadOnlyList<ResultTable> Work(Study study, int? replicates, IProgress<double> progress, CancellationToken stop);

    /// <summary>Says what the tables hold.</summary>
    protected abstract IEnumerable<string> Lines(Study study, IReadOnlyDictionary<string, ResultTable> tables);

    private int Run(ParseResult arguments)
    {
        if (arguments.GetValue(output) is { } folder) StudyFolder.RequireEmpty(folder);
        SharedOptions.UseThreads(arguments, threads);
        var loaded = Study.Load(arguments.GetRequiredValue(study));
        ProblemText.Write(loaded.Warnings, terminal);
        if (arguments.GetValue(seed) is { } other) loaded = loaded.WithSeed(other);
        var progress = new StepProgress(terminal, TimeProvider.System);
        progress.Report(Name);
        var tables = Work(loaded, arguments.GetValue(replicates), new Share(progress, Name), terminal.Stop);
        progress.Finish();
        foreach (var line in Lines(loaded, tables.ToDictionary(t => t.Name, StringComparer.Ordinal))) terminal.Output.WriteLine(line);
        if (arguments.GetValue(output) is { } target) TableFolder.Write(target, tables, terminal);
        return ExitCode.Good;
    }

    /// <summary>A number with as many decimals as a reader wants, in plain characters.</summary>
    protected static string Show(double value, string format = "0.##") => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    private sealed class Share(StepProgress progress, string step) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StageProgress(step, value));
    }
}
