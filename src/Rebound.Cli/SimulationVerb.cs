using System.CommandLine;
using System.Globalization;
using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary>What the verbs that simulate a study share: its folder, replicates, seed, threads, and a folder for the tables.</summary>
internal abstract class SimulationVerb : Command
{
    private const int MostReplicates = 100_000;
    private readonly Argument<string> study = new("DIR") { Description = "The study folder" };
    private readonly Option<int?> replicates = new("--replicates") { Description = "Paired replicates, 2 to 100000; by default those of [simulation], for advise 20" };
    private readonly Option<ulong?> seed = new("--seed") { Description = "In place of the study's seed" };
    private readonly Option<int?> threads = SharedOptions.Threads();
    private readonly Option<string?> output = new("--output", "--out") { Description = "Folder for all tables as CSV and a report with figures" };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the replicates that an interrupted try to fill exactly this folder finished" };
    private readonly Terminal terminal;

    protected SimulationVerb(string name, string title, string more, Terminal terminal) : base(name, $"{title}\n\n{more.Trim()}")
    {
        this.terminal = terminal;
        Add(study);
        foreach (var option in new Option[] { replicates, seed, output, resume, threads }) Add(option);
        SharedOptions.Needs(this, resume, output);
        SharedOptions.Within(replicates, 2, MostReplicates);
        SetAction(Run);
    }

    /// <summary>Does the work and gives the tables.</summary>
    protected abstract IReadOnlyList<ResultTable> Work(Study study, int? replicates, IProgress<double> progress, Checkpoint? checkpoint, CancellationToken stop);

    /// <summary>What the report of its folder is about.</summary>
    protected abstract ReportKind Kind { get; }

    /// <summary>Says what the tables hold.</summary>
    protected abstract IEnumerable<string> Lines(Study study, IReadOnlyDictionary<string, ResultTable> tables);

    private int Run(ParseResult arguments)
    {
        if (arguments.GetValue(output) is { } folder && !arguments.GetValue(resume)) StudyFolder.RequireEmpty(folder);
        SharedOptions.UseThreads(arguments, threads);
        var loaded = Study.Load(arguments.GetRequiredValue(study));
        ProblemText.Write(loaded.Warnings, terminal);
        if (arguments.GetValue(seed) is { } other) loaded = loaded.WithSeed(other);
        var progress = new StepProgress(terminal, TimeProvider.System);
        progress.Report(Name);
        var target = arguments.GetValue(output);
        var checkpoint = target is null ? null : Checkpoint.Of(target, loaded, string.Create(CultureInfo.InvariantCulture, $"{Name} {arguments.GetValue(replicates)}"), arguments.GetValue(resume));
        try
        {
            var tables = Work(loaded, arguments.GetValue(replicates), new Share(progress, Name), checkpoint, terminal.Stop);
            progress.Finish();
            foreach (var line in Lines(loaded, tables.ToDictionary(t => t.Name, StringComparer.Ordinal))) terminal.Output.WriteLine(line);
            if (target is not null) VerbFolder.Write(target, loaded, tables, Kind, Command(arguments), terminal);
            checkpoint?.Remove();
            return ExitCode.Good;
        }
        catch (OperationCanceledException) when (target is not null)
        {
            return VerbFolder.Interrupted(Command(arguments), terminal);
        }
    }

    private string Command(ParseResult arguments)
    {
        var command = $"rebound {Name} {VerbFolder.Quoted(arguments.GetRequiredValue(study))}";
        if (arguments.GetValue(replicates) is { } count) command += string.Create(CultureInfo.InvariantCulture, $" --replicates {count}");
        if (arguments.GetValue(seed) is { } number) command += string.Create(CultureInfo.InvariantCulture, $" --seed {number}");
        return arguments.GetValue(output) is { } folder ? $"{command} --output {VerbFolder.Quoted(folder)}" : command;
    }

    /// <summary>A number with as many decimals as a reader wants, in plain characters; what rounds to nothing has no sign.</summary>
    protected static string Show(double value, string format = "0.##")
    {
        if (!double.IsFinite(value)) return "–";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text is "-0" or "-0.0" or "-0.00" or "+0.00" ? text[1..] : text;
    }

    private sealed class Share(StepProgress progress, string step) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StageProgress(step, value));
    }
}
