using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Holds the simulated world as it was against the known numbers of the study, and against published effects of the same shock.</summary>
/// <remarks>A number is inside when the band of the replicates, widened by the rounding of the number, holds it. What of the model a fact is held against: <see cref="FactNumbers"/>.</remarks>
internal sealed class BackTest
{
    private readonly List<KnownNumber> items = [];
    private readonly List<(RecordedFact Fact, string Reason)> unheld = [];
    private readonly double[][] values; // replicate × item

    public BackTest(Study study, SimulatedWorld world, RunPlan plan)
    {
        values = new double[plan.Replicates][];
        if (study.Settings.Simulation is { Whole.Length: > 0 } settings) Find(study, world, settings);
        for (var r = 0; r < values.Length; r++) values[r] = new double[items.Count];
    }

    /// <summary>Whether there is anything to hold against.</summary>
    public bool IsEmpty => items.Count == 0;

    /// <summary>Takes a replicate of the world as it was; any thread, any order.</summary>
    public void Observe(int replicate, EpidemicOutcome epidemic, EconomyResult economy)
    {
        for (var k = 0; k < items.Count; k++) values[replicate][k] = items[k].Number(epidemic, economy);
    }

    /// <summary>The numbers of a replicate, to be kept and read back.</summary>
    public double[] Of(int replicate) => values[replicate];

    /// <summary>The table simulation_backtest.</summary>
    public ResultTable Table()
    {
        var table = new TableBuilder("simulation_backtest", "id", "what", "period", "#observed", "#median", "#low", "#high", "unit", "inside", "source");
        for (var k = 0; k < items.Count; k++)
        {
            var (known, place) = (items[k], k);
            var s = Spread.Of([.. values.Select(v => v[place])]);
            table.Add(known.Id, known.What, known.Period, known.Observed, s.Median, s.Low, s.High, known.Unit, s.Low <= known.High && s.High >= known.Low ? "inside" : s.Median < known.Observed ? "too low" : "too high", known.Source);
        }
        return table.Build();
    }

    /// <summary>The table simulation_backtest_unheld: facts that the model cannot be held against, and why.</summary>
    public ResultTable Unheld()
    {
        var table = new TableBuilder("simulation_backtest_unheld", "id", "what", "period", "value", "reason", "source");
        foreach (var (fact, reason) in unheld) table.Add(fact.Id, $"{fact.Variable}, {fact.Scope}", fact.Period.Text, fact.ValueText, reason, fact.Source);
        return table.Build();
    }

    /// <summary>The facts of growth of the whole's exports, which the economy alone answers.</summary>
    public static IReadOnlyList<GrowthFact> GrowthFacts(Study study, SimulatedWorld world, RunPlan plan) =>
        [.. new BackTest(study, world, plan).items.Where(i => i.Growth is not null).Select(i => new GrowthFact(i.What, i.Period, i.Observed, i.Growth!))];

    private void Find(Study study, SimulatedWorld world, SimulationSettings settings)
    {
        var (numbers, reasons) = (new FactNumbers(study, world), new UnheldFacts(study, world));
        foreach (var fact in study.Data.Facts)
            if (numbers.Of(fact) is { } known) items.Add(known);
            else unheld.Add((fact, reasons.Of(fact)));
        if (settings.Whole == "China" && numbers.Covers(PublishedEffects.First, PublishedEffects.Last))
            foreach (var known in new PublishedEffects(settings, numbers.Growth).All()) items.Add(known);
    }
}
