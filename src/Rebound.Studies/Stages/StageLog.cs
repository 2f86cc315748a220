using System.Diagnostics;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Runs stages one after another and keeps what became of each: done, or refused with its reason.</summary>
internal sealed class StageLog(IProgress<string>? progress, CancellationToken cancellation)
{
    private readonly List<(string Stage, string Status, string Reason, string Repair, double Seconds)> stages = [];

    public bool AnyDone => stages.Exists(s => s.Status == "done");

    public IReadOnlyDictionary<string, double> Seconds => stages.ToDictionary(s => s.Stage, s => s.Seconds, StringComparer.Ordinal);

    /// <summary>Runs a stage unless there is a reason against; null when it was refused.</summary>
    public T? Run<T>(string stage, (string Reason, string Repair)? against, Func<T> run)
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(stage);
        var clock = Stopwatch.StartNew();
        if (against is { } why)
        {
            stages.Add((stage, "refused", why.Reason, why.Repair, 0));
            return null;
        }
        try
        {
            var result = run();
            stages.Add((stage, "done", "", "", Math.Round(clock.Elapsed.TotalSeconds, 3)));
            return result;
        }
        catch (NumericalException refusal)
        {
            var (reason, repair) = refusal switch
            {
                NoBaselineException none => (none.Reason, none.Alternative),
                IndexRefusedException index => (string.Join(" ", index.Refusals.Select(r => r.Reason).Distinct(StringComparer.Ordinal).Take(5)), "mend or drop what is named"),
                _ => (refusal.Message, "give the data that the reason asks for"),
            };
            stages.Add((stage, "refused", reason, repair, Math.Round(clock.Elapsed.TotalSeconds, 3)));
            return null;
        }
    }

    public ResultTable Table()
    {
        var table = new TableBuilder("stages", "stage", "status", "reason", "repair", "#seconds");
        foreach (var s in stages) table.Add(s.Stage, s.Status, s.Reason, s.Repair, s.Seconds);
        return table.Build();
    }
}
