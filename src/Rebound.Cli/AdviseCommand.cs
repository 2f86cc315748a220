using Rebound.Reporting;
using Rebound.Studies;

namespace Rebound.Cli;

/// <summary><c>rebound advise</c>: which lever and which dimension buys most recovery, for whom, and what is worth doing under a budget.</summary>
/// <param name="terminal">What to speak to.</param>
internal sealed class AdviseCommand(Terminal terminal) : SimulationVerb("advise", "Say which lever or dimension buys most recovery", """
    Levers at three strengths and each dimension raised everywhere are simulated alone against the world as it was, then each
    dimension in single units: what it gains, what a unit of money buys, who loses by it. [advice] of study.toml holds a
    budget, costs of dimensions, the units and the step.
    """, terminal)
{
    private const int Replicates = 20;

    protected override IReadOnlyList<ResultTable> Work(Study study, int? replicates, IProgress<double> progress, Checkpoint? checkpoint, CancellationToken stop) => StudyAdvice.Run(study, replicates ?? Replicates, progress, checkpoint, stop);

    protected override ReportKind Kind => ReportKind.Advice;

    protected override IEnumerable<string> Lines(Study study, IReadOnlyDictionary<string, ResultTable> tables)
    {
        var options = tables["advice_options"];
        yield return $"Money is {options["money"].Text(0)}. Each option alone: exports gained in per cent of normal, gain for a unit of money, units that lose:";
        for (var r = 0; r < options.RowCount; r++)
            yield return $"  {options["option"].Text(r),-22} {Show(options["change_pct"].Number(r), "+0.00;-0.00;0.00"),7} %  {Show(options["gain_per_cost"].Number(r)),8}  {Show(options["losing"].Number(r), "0"),4}  {options["verdict"].Text(r)}{options["value"].Text(r) switch { "best" => ", best for its money", "tie" => ", cannot be told from the best for its money", _ => "" }}";
        if (tables.TryGetValue("advice_units", out var units))
        {
            yield return $"One {study.Settings.UnitName} alone made stronger: its own gain in per cent of its normal exports and in money, for a unit of money, and what the others gain or lose:";
            for (var r = 0; r < units.RowCount; r++)
                yield return $"  {units["city"].Text(r),-10} {units["dimension"].Text(r),-11} {Show(units["change_pct"].Number(r), "+0.00;-0.00;0.00"),7} %  own {Show(units["gain"].Number(r))}, per money {Show(units["gain_per_cost"].Number(r))}, others {Show(units["others_gain"].Number(r))}  {units["verdict"].Text(r)}";
        }
        if (!tables.TryGetValue("advice_portfolio", out var portfolio))
        {
            yield return "No portfolio: the study states no budget ([advice] budget).";
            yield break;
        }
        yield return "Under the budget:";
        for (var r = 0; r < portfolio.RowCount; r++)
            yield return $"  {portfolio["role"].Text(r),-12} {portfolio["option"].Text(r),-22} cost {Show(portfolio["cost"].Number(r))}, gain {Show(portfolio["gain_low"].Number(r))} to {Show(portfolio["gain_high"].Number(r))}  {portfolio["note"].Text(r)}";
    }
}
