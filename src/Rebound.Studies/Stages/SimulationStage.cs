using System.Globalization;
using Rebound.Measures;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Simulates the study's world and its scenarios: the tables simulation_*, scenarios and scenario_units.</summary>
internal sealed class SimulationStage(Study study, IndexResult? index, List<ResultTable> tables, IProgress<double>? progress, CancellationToken cancellation, Checkpoint? checkpoint = null)
{
    /// <summary>Replicates of the channel decomposition: sixteen economies each, and channels differ little between replicates.</summary>
    private const int MostDecomposed = 30;

    /// <summary>Replicates of the frontier, of which the medians are shown.</summary>
    private const int MostFrontier = 10;

    /// <summary>Shares of the stage's work: scenarios, then the decomposition, then the frontier.</summary>
    private const double ScenarioShare = 0.5, DecompositionShare = 0.3;

    private readonly SimulationSettings settings = study.Settings.Simulation!;
    private RunPlan plan = new(0, 2, 0, 0);

    public void Run()
    {
        var asked = new StudyWorld(study, index);
        plan = asked.Plan(settings.Replicates);
        var scenarios = asked.Scenarios();
        var test = new BackTest(study, asked.World, plan);
        var runs = PairedRuns.Run(asked.World, scenarios, plan with { Blocks = Blocks("worlds"), Observed = test.Of }, new Shares(progress, 0, ScenarioShare), test.Observe, cancellation);
        if (!test.IsEmpty)
        {
            tables.Add(test.Table());
            tables.Add(test.Unheld());
        }
        Paths(runs);
        if (scenarios.Count > 0) Compare(runs);
        Units(runs);
        Decompose(asked.World);
        if (settings.Frontier) Frontier(asked.World);
        SimulationTables.Inputs(study, asked, plan, tables);
        SimulationTables.Parameters(study, asked, tables);
        if (study.Data.Posterior.Count > 0) tables.Add(Identification.Of(study, asked, cancellation));
    }

    // Blocks of replicates beside the finished stages of a run that has not ended.
    private ReplicateBlocks? Blocks(string name) => checkpoint?.Blocks("simulation-" + name);

    private string TitleOf(int world) => world == 0 ? "as it was" : settings.Scenarios[world - 1].Title;

    private void Paths(PairedRuns runs)
    {
        string[] columns = ["scenario", "title", "time", "#median", "#low", "#high", "#low50", "#high50"];
        var (exports, epidemic) = (new TableBuilder("simulation_exports", columns), new TableBuilder("simulation_epidemic", columns));
        void Add(TableBuilder table, int world, string time, Spread s) => table.Add(runs.Worlds[world].Id, TitleOf(world), time, s.Median, s.Low, s.High, s.Low50, s.High50);
        for (var w = 0; w < runs.Worlds.Count; w++)
        {
            for (var m = 0; m < runs.Months; m++) Add(exports, w, settings.First.Plus(m).ToString(), runs.Exports(w, m));
            for (var week = 0; week < settings.Days / 7; week++) // a last week that the run cuts would look like an end of the epidemic
                Add(epidemic, w, settings.FirstDay.AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), runs.Detected(w, week));
        }
        tables.Add(exports.Build());
        tables.Add(epidemic.Build());
    }

    private void Compare(PairedRuns runs)
    {
        var whole = new TableBuilder("scenarios", "scenario", "title", "#exports_change_pct", "#low", "#high", "verdict", "#short_change_pct", "#short_low", "#short_high", "#long_change_pct", "#long_low", "#long_high", "#infections_change_pct", "#infections_low", "#infections_high", "#gaining", "#losing", "#cost", "#replicates");
        var units = new TableBuilder("scenario_units", "scenario", "city", "#exports_change_pct", "#low", "#high", "verdict", "#infections_median");
        for (var w = 1; w < runs.Worlds.Count; w++)
        {
            var (id, gaining, losing) = (runs.Worlds[w].Id, 0, 0);
            for (var c = 0; c < runs.Cities; c++)
            {
                var change = runs.CityExportsChange(w, c);
                gaining += !change.IsTie && change.Mean > 0 ? 1 : 0;
                losing += !change.IsTie && change.Mean < 0 ? 1 : 0;
                units.Add(id, runs.Worlds[w].World.Cities[c].Code, change.Mean, change.Low, change.High, Verdict(change), runs.CityInfections(w, c).Median);
            }
            var (all, infections, before) = (runs.ExportsChange(w, true, true), runs.InfectionsChange(w), runs.Infections(0).Mean);
            var (soon, later) = (runs.ExportsChange(w, true, false), Later(runs, w));
            double? Share(double x) => before > 0 ? 100 * x / before : null;
            whole.Add(id, TitleOf(w), all.Mean, all.Low, all.High, Verdict(all), soon.Mean, soon.Low, soon.High, later?.Mean, later?.Low, later?.High, Share(infections.Mean), Share(infections.Low), Share(infections.High), gaining, losing, runs.Cost(w), settings.Replicates);
        }
        tables.Add(whole.Build());
        tables.Add(units.Build());
    }

    private PairedDifference? Later(PairedRuns runs, int world) => plan.ShortLast < runs.Months - 1 ? runs.ExportsChange(world, false, true) : null;

    private static string Verdict(PairedDifference change) => change.IsTie ? "tie" : change.Mean > 0 ? "gains" : "loses";

    private void Units(PairedRuns runs)
    {
        var table = new TableBuilder("simulation_units", "city", "#exports_pct", "#low", "#high", "#infections", "#infections_low", "#infections_high");
        for (var c = 0; c < runs.Cities; c++)
        {
            var (exports, infections) = (runs.CityExports(0, c), runs.CityInfections(0, c));
            table.Add(study.Data.Cities[c].Code, exports.Median, exports.Low, exports.High, infections.Median, infections.Low, infections.High);
        }
        tables.Add(table.Build());
    }

    // Per cent of normal exports of the same months that each channel takes: of all units (city empty) and of each.
    private void Decompose(SimulatedWorld world)
    {
        var replicates = Math.Min(MostDecomposed, settings.Replicates);
        var parts = ChannelLosses.Run(world, plan with { Replicates = replicates, Blocks = Blocks("channels") }, new Shares(progress, ScenarioShare, DecompositionShare), cancellation);
        var table = new TableBuilder("simulation_channels", "city", "horizon", "channel", "#loss_pct", "#low", "#high", "#replicates");
        for (var city = -1; city < world.Cities.Count; city++)
            foreach (var (horizon, place) in new[] { ("short", 0), ("long", 1) })
                foreach (var channel in ChannelLosses.Channels)
                    if (parts.Loss(city, place, channel) is { } loss)
                        table.Add(city < 0 ? "" : world.Cities[city].Code, horizon, channel.ToString().ToLowerInvariant(), loss.Mean, loss.Low, loss.High, replicates);
        tables.Add(table.Build());
    }

    private void Frontier(SimulatedWorld world)
    {
        var points = ControlFrontier.Run(world, plan with { Replicates = Math.Min(MostFrontier, settings.Replicates), Blocks = Blocks("frontier") }, new Shares(progress, ScenarioShare + DecompositionShare, 1 - ScenarioShare - DecompositionShare), cancellation);
        var table = new TableBuilder("simulation_frontier", "#stringency", "#precision", "#exports_loss_pct", "#exports_loss_low", "#exports_loss_high", "#infections_per_100k", "#infections_low", "#infections_high", "efficient");
        foreach (var p in points) table.Add(p.Stringency, p.Precision, p.ExportsLoss, p.ExportsLossLow, p.ExportsLossHigh, p.Infections, p.InfectionsLow, p.InfectionsHigh, p.IsEfficient ? "yes" : p.IsTie ? "tie" : "no");
        tables.Add(table.Build());
    }
}
