using System.Diagnostics;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Runs stages one after another and keeps what became of each: done, or refused with its reason.</summary>
/// <remarks>A finished stage goes into the checkpoint with the tables that it added. Where the checkpoint has it already, its tables
/// are taken from there; what later stages need of it in memory is measured again, which is the cheap part of a stage.</remarks>
internal sealed class StageLog(List<ResultTable> tables, Checkpoint checkpoint, IProgress<StageProgress>? progress, CancellationToken cancellation)
{
    private readonly List<FinishedStage> stages = [];

    public bool AnyDone => stages.Exists(s => s.Status == "done");

    public IReadOnlyDictionary<string, double> Seconds => stages.ToDictionary(s => s.Stage, s => s.Seconds, StringComparer.Ordinal);

    /// <summary>Runs a stage, which adds its tables, unless there is a reason against; null when it was refused.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="against">Why it cannot run.</param>
    /// <param name="run">Does the whole stage, and gives what later stages need.</param>
    /// <param name="again">Measures what later stages need, without tables, when the tables are there from an interrupted run; without it the whole stage runs again.</param>
    public T? Run<T>(string stage, (string Reason, string Repair)? against, Func<T> run, Func<T>? again = null)
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        if (against is { } why)
        {
            progress?.Report(new StageProgress(stage));
            stages.Add(new FinishedStage(stage, "refused", why.Reason, why.Repair, 0, []));
            return null;
        }
        if (again is not null && checkpoint.Find(stage) is { } kept)
        {
            progress?.Report(new StageProgress(stage, IsKept: true));
            stages.Add(kept);
            tables.AddRange(kept.Tables);
            return kept.Status == "done" ? again() : null;
        }
        progress?.Report(new StageProgress(stage));
        return Do(stage, run);
    }

    /// <summary>Runs a stage of which later ones need its tables alone.</summary>
    public void Tell(string stage, (string Reason, string Repair)? against, Action run) => Run(stage, against, () =>
    {
        run();
        return tables;
    }, () => tables);

    /// <summary>Takes the share of a stage's work that is done.</summary>
    public IProgress<double>? Within(string stage) => progress is null ? null : new Shares(stage, progress);

    public ResultTable Table()
    {
        var table = new TableBuilder("stages", "stage", "status", "reason", "repair", "#seconds");
        foreach (var s in stages) table.Add(s.Stage, s.Status, s.Reason, s.Repair, s.Seconds);
        return table.Build();
    }

    private T? Do<T>(string stage, Func<T> run)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        var before = tables.Count;
        T? result = null;
        var (status, reason, repair) = ("done", "", "");
        try
        {
            result = run();
        }
        catch (NumericalException refusal)
        {
            status = "refused";
            (reason, repair) = refusal switch
            {
                NoBaselineException none => (none.Reason, none.Alternative),
                IndexRefusedException index => (string.Join(" ", index.Refusals.Select(r => r.Reason).Distinct(StringComparer.Ordinal).Take(5)), "mend or drop what is named"),
                _ => (refusal.Message, "give the data that the reason asks for"),
            };
        }
        stages.Add(new FinishedStage(stage, status, reason, repair, Math.Round(clock.Elapsed.TotalSeconds, 3), [.. tables.Skip(before)]));
        checkpoint.Keep(stages[^1]);
        return result;
    }

    private sealed class Shares(string stage, IProgress<StageProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new StageProgress(stage, value));
    }
}
