using Rebound.Measures;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Makes the world of a simulation, and its counterfactuals, from a study.</summary>
internal sealed class StudyWorld
{
    /// <summary>Without a [[seed]]: so many people, so many days before the first reported case, in the unit that reported it.</summary>
    private const int SeedPeople = 10, SeedLead = 20;

    private const double Ample = 100;
    private readonly Study study;
    private readonly SimulationSettings settings;

    public StudyWorld(Study study, IndexResult? index)
    {
        this.study = study;
        settings = study.Settings.Simulation!;
        (var scores, Dimensions) = Scores(index);
        var trade = new StudyTrade(study);
        var exports = trade.Daily;
        SimulatedCity[] cities = [.. study.Data.Cities.Select((city, c) => new SimulatedCity(city.Code, (long)Math.Round(city.Population), Coordinate(city.Longitude), Coordinate(city.Latitude))
        {
            Region = city.Group,
            Resilience = [.. scores.Select(d => d is not null && d.TryGetValue(city.Code, out var z) ? z : 0)],
            DailyExports = exports is null ? [] : exports[c],
        })];
        World = new SimulatedWorld
        {
            Cities = cities,
            Travel = settings.Travel switch
            {
                "observed" when settings.TravelRest > 0 => TravelMatrix.Completed(cities, study.Data.Travel, settings.TravelRest, new GravityTravel()),
                "observed" => TravelMatrix.FromFlows(cities, study.Data.Travel),
                "radiation" => TravelMatrix.Radiation(cities, new RadiationTravel { DailyShare = settings.TravelShare }),
                _ => TravelMatrix.Gravity(cities, new GravityTravel { DailyShare = settings.TravelShare }),
            },
            Epidemic = EpidemicRules.Apply(Epidemic(), RulesOf("")),
            Economy = Ruled(new EconomySettings(settings.FirstDay) { PartnerStringency = PartnerStringency(), Vessels = Vessels(), Money = Money() }, ""),
            Trade = trade.Structure,
            Parameters = With(ParameterSet.Default, settings.Parameters),
            Slopes = settings.Slopes == "none" ? LinkSlopes.None : LinkSlopes.Prior,
        };
        if (settings.Slopes == "estimates")
        {
            Estimated = new EstimatedSlopes(study, index is null ? null : new MeasuredIndex(index, []), World, Dimensions);
            World = World with { Slopes = Estimated.Central };
        }
        TradeNote = trade.Note;
    }

    /// <summary>The world of a study whose index is not measured yet.</summary>
    /// <exception cref="Numerics.NumericalException">The study has no simulation, or one that cannot be run.</exception>
    public static StudyWorld Of(Study study) => study.Settings.Simulation is null
        ? throw new Numerics.NumericalException("The study has no [simulation]: there is no model to ask.")
        : new StudyWorld(study, IndexOf(study));

    /// <summary>The index of a study; null where it has none.</summary>
    public static IndexResult? IndexOf(Study study) => study.Settings.Index is not null && study.Data.Indicators is not null ? IndexStage.Measure(study).Result : null;

    /// <summary>The last simulated day.</summary>
    public DateOnly LastDay => settings.FirstDay.AddDays(settings.Days - 1);

    /// <summary>The first day of the shock, or of the simulation where the study states no shock.</summary>
    public DateOnly ShockDay => study.Settings.Shock is { } shock ? new DateOnly(shock.Start.Year, shock.Start.Month, 1) : settings.FirstDay;

    /// <summary>The world as it was.</summary>
    public SimulatedWorld World { get; }

    /// <summary>Dimensions that the study's index has, and that resilience can enter by.</summary>
    public IReadOnlyList<ResilienceDimension> Dimensions { get; }

    /// <summary>Slopes from the study's own estimates; null where they are not asked for.</summary>
    public EstimatedSlopes? Estimated { get; }

    /// <summary>What the exports by sector and partner rest on.</summary>
    public string TradeNote { get; }

    /// <summary>The replicates to run, and which of their months are the short run.</summary>
    /// <param name="replicates">Their number.</param>
    public RunPlan Plan(int replicates)
    {
        var shock = study.Settings.Shock;
        var first = shock is null ? 0 : Math.Clamp(shock.Start.Ordinal - settings.First.Ordinal, 0, settings.Last.Ordinal - settings.First.Ordinal);
        var last = shock is null ? Math.Min(11, settings.Last.Ordinal - settings.First.Ordinal) : Math.Clamp(shock.End.Ordinal - settings.First.Ordinal, first, settings.Last.Ordinal - settings.First.Ordinal);
        return new RunPlan(study.Settings.Seed, replicates, first, last)
        {
            Draws = [.. study.Data.Posterior.Select(d => (IReadOnlyDictionary<Parameter, double>)d.Where(p => p.Key != EpidemicCalibration.Seeds).ToDictionary(p => Parameters.Find(p.Key)!, p => p.Value))],
            Slopes = Estimated?.Draws(replicates) ?? [],
            SeedFactors = study.Data.Posterior.Any(d => d.ContainsKey(EpidemicCalibration.Seeds)) ? [.. study.Data.Posterior.Select(d => d[EpidemicCalibration.Seeds])] : [],
        };
    }

    /// <summary>The worlds of the study's scenarios, in its order.</summary>
    public IReadOnlyList<Counterfactual> Scenarios() => [.. settings.Scenarios.Select(s => new Counterfactual(s.Id, Changed(s)))];

    /// <summary>This world with a dimension moved in some cities.</summary>
    /// <param name="world">The world.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="shift">What happens to it.</param>
    /// <param name="units">Codes; empty for all.</param>
    public static SimulatedWorld Moved(SimulatedWorld world, ResilienceDimension dimension, ResilienceShift shift, IReadOnlyCollection<string> units)
    {
        var place = (int)dimension;
        var target = shift.Kind == 'p' ? Numerics.Quantile.OfSorted([.. world.Cities.Select(c => c.Resilience[place]).Order()], shift.Amount / 100) : shift.Amount;
        return world with
        {
            Cities = [.. world.Cities.Select(city =>
            {
                if (units.Count > 0 && !units.Contains(city.Code)) return city;
                double[] moved = [.. city.Resilience];
                moved[place] = shift.Kind switch { 'p' => Math.Max(moved[place], target), '+' => moved[place] + target, _ => target };
                return city with { Resilience = moved };
            })],
        };
    }

    private SimulatedWorld Changed(ScenarioSettings scenario)
    {
        var world = scenario.Stringency == 1 ? World : ControlFrontier.Strengthened(World, scenario.Stringency);
        world = world with { Epidemic = EpidemicRules.Apply(world.Epidemic, RulesOf(scenario.Id)) };
        foreach (var (name, text) in scenario.Resilience)
            if (Enum.TryParse<ResilienceDimension>(name, true, out var dimension) && ResilienceShift.TryParse(text, out var shift))
                world = Moved(world, dimension, shift, scenario.Units);
        var off = ChannelSwitches.None;
        foreach (var channel in scenario.Off)
            if (Enum.TryParse<ChannelSwitches>(channel, true, out var one)) off |= one;
        PolicyLever[] levers = [.. scenario.Levers.Select(l => new PolicyLever(SimulationReader.Levers[l.Key], l.Value, ShockDay, LastDay) { Cities = scenario.Units.Count > 0 ? scenario.Units : null })];
        var economy = Ruled(world.Economy, scenario.Id);
        if (levers.Length > 0) economy = economy with { Levers = [.. economy.Levers, .. levers] };
        return world with { Parameters = With(world.Parameters, scenario.Parameters), Channels = world.Channels & ~off, Economy = economy };
    }

    private IEnumerable<RuleSettings> RulesOf(string scenario) => settings.Rules.Where(r => r.Scenario == scenario);

    // The rules of one scenario, or of the world as it was.
    private EconomySettings Ruled(EconomySettings economy, string scenario)
    {
        foreach (var rule in RulesOf(scenario).Where(r => !RuleKind.All[r.Kind].IsEpidemic))
        {
            var units = rule.Units.Count > 0 ? rule.Units : null;
            economy = rule.Kind switch
            {
                "ban" or "tariff" => economy with
                {
                    ForeignRules = [.. economy.ForeignRules, new ForeignRule(rule.From, rule.To)
                {
                    Partner = rule.Partner.Length > 0 ? rule.Partner : null,
                    Sector = rule.Sector.Length > 0 ? rule.Sector : null,
                    Banned = rule.Kind == "ban" ? rule.Amount : 0,
                    TariffChange = rule.Kind == "tariff" ? rule.Amount : 0,
                }]
                },
                "closing" => economy with { Closings = [.. economy.Closings, new BusinessClosing(rule.From, rule.To, rule.Amount) { Cities = units }] },
                "stay" => economy with { Stays = [.. economy.Stays, new StayInPlace(rule.From, rule.To, rule.Amount)] },
                _ => economy with { Levers = [.. economy.Levers, new PolicyLever(SimulationReader.Levers[rule.Kind], rule.Amount, rule.From, rule.To) { Sector = rule.Sector.Length > 0 ? rule.Sector : null, Cities = units }] },
            };
        }
        return economy;
    }

    private EpidemicSettings Epidemic() => new()
    {
        Start = settings.FirstDay,
        Days = settings.Days,
        Seeds = settings.Seeds.Count > 0 ? [.. settings.Seeds.Select(s => new EpidemicSeed(s.Unit, s.Day, s.Infections))] : [FirstReported()],
        Observed = settings.Policy == "observed" ? Observed() : [],
        Control = new ControlRules { AlertDate = settings.Alert },
    };

    private EpidemicSeed FirstReported()
    {
        var cases = study.Data.DailyCases!;
        for (var day = 0; day < cases.Days; day++)
            for (var unit = 0; unit < study.Data.Cities.Count; unit++)
                if (cases.Of(unit)[day] > 0) return new EpidemicSeed(study.Data.Cities[unit].Code, settings.FirstDay.AddDays(Math.Max(0, day - SeedLead)), SeedPeople);
        throw new Numerics.NumericalException("No unit reports a case in the simulated months, and there is no [[seed]]: the epidemic has no beginning.");
    }

    // Days of equal stringency in a row are one interval.
    private List<StringencyInterval> Observed()
    {
        var intervals = new List<StringencyInterval>();
        var policy = study.Data.DailyStringency!;
        for (var unit = 0; unit < study.Data.Cities.Count; unit++)
        {
            var days = policy.Of(unit);
            for (var from = 0; from < days.Length;)
            {
                var to = from;
                while (to + 1 < days.Length && (days[to + 1] == days[from] || float.IsNaN(days[to + 1]) && float.IsNaN(days[from]))) to++;
                if (!float.IsNaN(days[from])) intervals.Add(new StringencyInterval(study.Data.Cities[unit].Code, settings.FirstDay.AddDays(from), settings.FirstDay.AddDays(to), days[from] / 100.0));
                from = to + 1;
            }
        }
        return intervals;
    }

    // Capacity of vessels by partner and month; a partner that the table leaves out has ample room, a month that it leaves out the room of the month before.
    private IReadOnlyList<IReadOnlyList<double>> Vessels() => study.Data.PartnerVessels.Count == 0 ? []
        : [.. TradeStructure.ChinaLike.Partners.Select(partner => study.Data.PartnerVessels.TryGetValue(partner.Name, out var given) ? ByMonth(given, 1) : (IReadOnlyList<double>)[Ample])];

    // Worth of goods by month in the money of the exports; a month left out has the worth of the month before.
    private double[] Money() => study.Data.Prices.TryGetValue("", out var given) ? ByMonth(given, 1) : [];

    private double[] ByMonth(SortedDictionary<int, double> given, double last)
    {
        var path = new double[settings.Last.Ordinal - settings.First.Ordinal + 1];
        for (var m = 0; m < path.Length; m++) path[m] = last = given.GetValueOrDefault(settings.First.Ordinal + m, last);
        return path;
    }

    private IReadOnlyList<IReadOnlyList<double>> PartnerStringency()
    {
        var given = study.Data.PartnerStringency;
        if (given.Count == 0) return [];
        var months = settings.Last.Ordinal - settings.First.Ordinal + 1;
        return [.. TradeStructure.ChinaLike.Partners.Select(partner =>
        {
            var path = new double[months];
            var last = 0.0;
            for (var m = 0; m < months; m++)
                path[m] = last = given.TryGetValue(partner.Name, out var values) && values.TryGetValue(settings.First.Ordinal + m, out var value) ? value / 100 : last;
            return (IReadOnlyList<double>)path;
        })];
    }

    private static (Dictionary<string, double>?[] Scores, ResilienceDimension[] Known) Scores(IndexResult? index)
    {
        var all = Enum.GetValues<ResilienceDimension>();
        var scores = new Dictionary<string, double>?[all.Length];
        foreach (var dimension in all)
        {
            var node = index is null ? -1 : index.Nodes.ToList().FindIndex(n => n.Depth == 1 && n.Path.Equals(dimension.ToString(), StringComparison.OrdinalIgnoreCase));
            if (node >= 0) scores[(int)dimension] = MechanismPanel.Standardised(index!, node);
        }
        return (scores, [.. all.Where(d => scores[(int)d] is not null)]);
    }

    private static ParameterSet With(ParameterSet parameters, IReadOnlyDictionary<string, double> changes)
    {
        foreach (var (symbol, value) in changes) parameters = parameters.With(Parameters.Find(symbol)!, value);
        return parameters;
    }

    private static double Coordinate(double degrees) => double.IsFinite(degrees) ? degrees : 0;
}
