using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound simulate</c>: the epidemic and its way to exports for a study's units, and what could have been otherwise.</summary>
/// <param name="terminal">What to speak to.</param>
internal sealed class SimulateCommand(Terminal terminal) : SimulationVerb("simulate", "Simulate a study's units and what could have been otherwise", """
    An epidemic runs through the units of the study, and through policy, production, logistics and sales into their exports.
    Told are exports by month, the loss by channel, and each [[scenario]] against the world as it was, under the same chance.
    """, terminal)
{
    protected override IReadOnlyList<ResultTable> Work(Study study, int? replicates, IProgress<double> progress, Checkpoint? checkpoint, CancellationToken stop) => StudySimulation.Run(study, replicates, progress, checkpoint, stop);

    protected override ReportKind Kind => ReportKind.Simulation;

    protected override IEnumerable<string> Lines(Study study, IReadOnlyDictionary<string, ResultTable> tables)
    {
        yield return "Exports of all units, per cent of normal (95 % band over replicates):";
        var exports = tables["simulation_exports"];
        for (var r = 0; r < exports.RowCount; r++)
            if (exports["scenario"].Text(r) == "baseline") yield return $"  {exports["time"].Text(r)}  {Show(exports["median"].Number(r), "0.0"),6}  ({Show(exports["low"].Number(r), "0.0")} to {Show(exports["high"].Number(r), "0.0")})";
        yield return "Loss by channel, per cent of normal:";
        var channels = tables["simulation_channels"];
        for (var r = 0; r < channels.RowCount; r++)
            if (channels["city"].Text(r).Length == 0) yield return $"  {channels["horizon"].Text(r),-5} run, {channels["channel"].Text(r),-10} {Show(channels["loss_pct"].Number(r)),6}";
        if (!tables.TryGetValue("scenarios", out var scenarios))
        {
            yield return "The study asks for no scenario: add a [[scenario]] to see what would have helped more.";
            yield break;
        }
        yield return "Scenarios against the world as it was, exports in per cent of normal (95 % interval of the mean over pairs):";
        for (var r = 0; r < scenarios.RowCount; r++)
            yield return $"  {scenarios["title"].Text(r)}: {Show(scenarios["exports_change_pct"].Number(r), "+0.00;-0.00;0.00")} ({Show(scenarios["low"].Number(r))} to {Show(scenarios["high"].Number(r))}), {scenarios["verdict"].Text(r)}; {Show(scenarios["gaining"].Number(r), "0")} units gain, {Show(scenarios["losing"].Number(r), "0")} lose";
    }
}
