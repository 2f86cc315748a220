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
        if (!test.IsEmpty) tables.Add(test.Table());
        Paths(runs);
        if (scenarios.Count > 0) Compare(runs);
        Units(runs);
        Decompose(asked.World);
        if (settings.Frontier) Frontier(asked.World);
        Inputs(asked);
        Describe(asked);
        if (study.Data.Posterior.Count > 0) tables.Add(Identification.Of(study, asked, cancellation));
    }

    // Blocks of replicates beside the finished stages of a run that has not ended.
    private ReplicateBlocks? Blocks(string name) => checkpoint is null ? null : new ReplicateBlocks("simulation-" + name, checkpoint.FindBlock, checkpoint.KeepBlock);

    private string TitleOf(int world) => world == 0 ? "as it was" : settings.Scenarios[world - 1].Title;

    private void Paths(PairedRuns runs)
    {
        string[] columns = ["scenario", "title", "time", "#median", "#low", "#high", "#low50", "#high50"];
        var (exports, epidemic) = (new TableBuilder("simulation_exports", columns), new TableBuilder("simulation_epidemic", columns));
        void Add(TableBuilder table, int world, string time, Spread s) => table.Add(runs.Worlds[world].Id, TitleOf(world), time, s.Median, s.Low, s.High, s.Low50, s.High50);
        for (var w = 0; w < runs.Worlds.Count; w++)
        {
            for (var m = 0; m < runs.Months; m++) Add(exports, w, settings.First.Plus(m).ToString(), runs.Exports(w, m));
            for (var week = 0; week < runs.Weeks; week++) Add(epidemic, w, settings.FirstDay.AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), runs.Detected(w, week));
        }
        tables.Add(exports.Build());
        tables.Add(epidemic.Build());
    }

    private void Compare(PairedRuns runs)
    {
        var whole = new TableBuilder("scenarios", "scenario", "title", "#exports_change_pct", "#low", "#high", "verdict", "#short_change_pct", "#long_change_pct", "#infections_change_pct", "#infections_low", "#infections_high", "#gaining", "#losing", "#cost", "#replicates");
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
            double? Share(double x) => before > 0 ? 100 * x / before : null;
            whole.Add(id, TitleOf(w), all.Mean, all.Low, all.High, Verdict(all), runs.ExportsChange(w, true, false).Mean, Later(runs, w), Share(infections.Mean), Share(infections.Low), Share(infections.High), gaining, losing, runs.Cost(w), settings.Replicates);
        }
        tables.Add(whole.Build());
        tables.Add(units.Build());
    }

    private double? Later(PairedRuns runs, int world) => plan.ShortLast < runs.Months - 1 ? runs.ExportsChange(world, false, true).Mean : null;

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
        var table = new TableBuilder("simulation_frontier", "#stringency", "#precision", "#exports_loss_pct", "#infections_per_100k", "efficient");
        foreach (var p in points) table.Add(p.Stringency, p.Precision, p.ExportsLoss, p.Infections, p.IsEfficient ? "yes" : "no");
        tables.Add(table.Build());
    }

    // What went into the model, and how much each dimension matters.
    private void Inputs(StudyWorld asked)
    {
        var (table, data) = (new TableBuilder("simulation_inputs", "input", "source"), study.Data);
        table.Add("travel", settings.Travel == "observed" ? "observed, [data.travel]" : string.Create(CultureInfo.InvariantCulture, $"{settings.Travel}, {100 * settings.TravelShare:0.##} % of people in another unit on a day"))
            .Add("control", settings.Policy == "observed" ? "observed stringency, [data.policy]; rules of the model on days without it" : "rules of the model")
            .Add("exports", asked.TradeNote)
            .Add("partners' stringency", data.PartnerStringency.Count == 0 ? "none: buyers abroad are not disturbed" : $"[data.partners]: {string.Join(", ", data.PartnerStringency.Keys)}")
            .Add("vessels", data.PartnerVessels.Count == 0 ? "ample: the study tells none" : $"[data.partners]: {string.Join(", ", data.PartnerVessels.Keys)}; ample to others")
            .Add("prices", data.Prices.ContainsKey("") ? "[data.prices]" : "normal all along: the study tells none")
            .Add("parameters", data.Posterior.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{data.Posterior.Count} draws of {settings.Posterior}") : "priors, and what [simulation] sets");
        tables.Add(table.Build());
        var slopes = new TableBuilder("simulation_slopes", "dimension", "channel", "#slope", "#low", "#high", "source");
        foreach (var dimension in asked.Dimensions)
            foreach (var channel in Enum.GetValues<ShockChannel>())
            {
                var values = plan.Slopes.Count == 0 ? default : Spread.Of([.. plan.Slopes.Select(s => s[dimension, channel])]);
                var drawn = plan.Slopes.Count > 0 && values.High > values.Low;
                slopes.Add(dimension.ToString().ToLowerInvariant(), channel.ToString().ToLowerInvariant(), asked.World.Slopes[dimension, channel], drawn ? values.Low : null, drawn ? values.High : null,
                    settings.Slopes == "none" ? "none" : asked.Estimated is not { } estimated ? "prior" : estimated.Reasons[(dimension, channel)]);
            }
        if (slopes.Count > 0) tables.Add(slopes.Build());
    }

    private void Describe(StudyWorld asked)
    {
        var table = new TableBuilder("simulation_parameters", "symbol", "channel", "meaning", "#value", "#low", "#high", "resilience", "status", "identified_by", "source");
        var calibrated = study.Data.Posterior.SelectMany(d => d.Keys).ToHashSet(StringComparer.Ordinal);
        double? Middle(string symbol) => calibrated.Contains(symbol) ? Spread.Of([.. study.Data.Posterior.Where(d => d.ContainsKey(symbol)).Select(d => d[symbol])]).Median : null;
        foreach (var p in Parameters.All)
        {
            var links = p.Links.Where(l => asked.Dimensions.Contains(l.Dimension) && asked.World.Slopes[l.Dimension, p.Channel] > 0).Select(l => $"{l.Dimension.ToString().ToLowerInvariant()} ({(l.Sign > 0 ? "+" : "−")})");
            table.Add(p.Symbol, p.Channel.ToString().ToLowerInvariant(), p.Meaning, Middle(p.Symbol) ?? asked.World.Parameters[p], p.Low, p.High, string.Join(", ", links),
                calibrated.Contains(p.Symbol) ? "calibrated" : settings.Parameters.ContainsKey(p.Symbol) ? "set by the study" : "at its prior", p.IdentifiedBy, p.Source);
        }
        tables.Add(table.Build());
    }
}
