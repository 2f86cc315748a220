using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Makes the simulated world of a synthetic study: its cities with their exports, an epidemic in waves, control, and the world abroad.</summary>
/// <param name="World">What is simulated.</param>
/// <param name="Favour">The unseen favour of each city: a standard normal number times the strength of confounding.</param>
internal sealed record WorldScenario(SimulatedWorld World, double[] Favour)
{
    /// <summary>Share of the people in another city on a normal day.</summary>
    internal const double TravelShare = 0.01;

    /// <summary>People infected on the first day of the shock in the largest city.</summary>
    private const int FirstInfected = 100;

    /// <summary>Points of rebate for a unit of favour.</summary>
    private const double RebatePerFavour = 3;

    /// <summary>Expected infections that arrive in a city from abroad on a day, per million people: in the shock's first months, and later.</summary>
    private const double EarlyImports = 0.6, LaterImports = 0.015;

    internal static WorldScenario Draw(WorldOptions options, Places places, Resilience resilience)
    {
        var favour = new double[options.Cities];
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Favour);
        for (var c = 0; c < favour.Length; c++) favour[c] = options.Confounding * random.NextNormal();
        var cities = Cities(options, places, resilience);
        return new WorldScenario(new SimulatedWorld
        {
            Cities = cities,
            Travel = TravelMatrix.Gravity(cities, new GravityTravel { DailyShare = TravelShare }),
            Epidemic = Epidemic(options, places, favour),
            Economy = new EconomySettings(WorldCalendar.FirstPolicyDay) { PartnerStringency = ArchipelagoTrade.Stringency(options), Levers = Support(places, favour, WorldCalendar.FirstPolicyDay.AddDays(WorldCalendar.Days(options.Months) - 1)) },
            Trade = ArchipelagoTrade.Build(options, options.Windfall),
            Slopes = options.Counting(),
        }, favour);
    }

    private static SimulatedCity[] Cities(WorldOptions options, Places places, Resilience resilience)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Levels);
        var cities = new SimulatedCity[options.Cities];
        for (var c = 0; c < cities.Length; c++)
        {
            cities[c] = new SimulatedCity(places.Codes[c], places.Populations[c], places.Longitudes[c], places.Latitudes[c])
            {
                Region = places.Islands[c],
                Resilience = [.. resilience.Dimensions.Select(d => d[c])],
                DailyExports = DrawExports(random, options, places.Populations[c]),
            };
        }
        return cities;
    }

    // Thousand USD a day, product × partner, services last.
    private static double[] DrawExports(RandomStream random, WorldOptions options, int population)
    {
        var level = population * 0.002 * Math.Exp(0.4 * random.NextNormal());
        double[] partners = [.. Enumerable.Range(0, options.Partners).Select(k => ArchipelagoTrade.PartnerWeight(k) * Math.Exp(0.4 * random.NextNormal()))];
        double[] products = [.. Enumerable.Range(0, options.Products).Select(s => WorldCatalogue.ProductWeights[s] * Math.Exp((s == 0 ? options.WindfallSpread : 0.4) * random.NextNormal()))];
        double whole = 0;
        foreach (var s in products) foreach (var k in partners) whole += s * k;
        return [.. products.Append(ArchipelagoTrade.ServicesPerGood * products.Sum()).SelectMany(s => partners.Select(k => level * s * k / whole))];
    }

    // A favoured city gets points of rebate that nobody writes down.
    private static PolicyLever[] Support(Places places, double[] favour, DateOnly last) =>
    [
        .. Enumerable.Range(0, favour.Length).Where(c => favour[c] > 0).Select(c =>
            new PolicyLever(LeverKind.Rebate, Math.Min(RebatePerFavour * favour[c], PolicyLever.Most(LeverKind.Rebate)), WorldCalendar.FirstCaseDay, last) { Cities = [places.Codes[c]] }),
    ];

    private static EpidemicSettings Epidemic(WorldOptions options, Places places, double[] favour)
    {
        var days = WorldCalendar.Days(options.Months);
        var last = WorldCalendar.FirstPolicyDay.AddDays(days - 1);
        var first = Array.IndexOf(places.Populations, places.Populations.Max());
        double Expected(int city, double rate) => rate * places.Populations[city] / 1e6 * Math.Exp(-favour[city]);
        return new EpidemicSettings
        {
            Start = WorldCalendar.FirstPolicyDay,
            Days = days,
            Seeds = [new EpidemicSeed(places.Codes[first], WorldCalendar.FirstCaseDay, FirstInfected)],
            Imports =
            [
                .. places.Codes.Select((code, c) => new ImportedCases(code, WorldCalendar.FirstCaseDay, new DateOnly(2020, 4, 30), Expected(c, EarlyImports))),
                .. places.Codes.Select((code, c) => new ImportedCases(code, new DateOnly(2020, 5, 1), last, Expected(c, LaterImports))),
            ],
            Variants = [new VariantArrival(new DateOnly(2021, 3, 1), 1.4), new VariantArrival(new DateOnly(2021, 12, 1), 2, 0.5, 0.3)],
            Vaccination = new VaccinationProgram { From = new DateOnly(2021, 1, 15), DailyShare = 0.003 },
            Observed = options.Lockdowns.Rule == LockdownRule.Cases ? [] : Fixed(options, places, last),
            Control = Control(options.Lockdowns),
        };
    }

    private static ControlRules Control(WorldLockdowns lockdowns) => new()
    {
        AlertCases = 100,
        OriginRisk = lockdowns.OriginRisk ? [new OriginRiskRegime(new DateOnly(2020, 5, 1), 1, 0.3, 10, 0.7), new OriginRiskRegime(new DateOnly(2021, 1, 1), 0.5, 0.5, 5, 0.9)] : [],
    };

    // Stringency that no rule moves: none, or what the lots say.
    private static List<StringencyInterval> Fixed(WorldOptions options, Places places, DateOnly last)
    {
        var (random, rules) = (new RandomStream(options.Seed, (ulong)WorldStream.Lots), options.Lockdowns);
        var intervals = new List<StringencyInterval>();
        for (var c = 0; c < places.Codes.Length; c++)
        {
            intervals.Add(new StringencyInterval(places.Codes[c], WorldCalendar.FirstCaseDay, last, 0));
            for (var wave = 0; rules.Rule == LockdownRule.Lot && wave < rules.Waves; wave++)
            {
                var (closes, wait) = (random.NextUniform() < rules.Share, random.NextBelow(rules.Stagger + 1));
                var from = WorldCalendar.FirstCaseDay.AddDays(15 + 122 * wave + wait);
                if (closes && from <= last) intervals.Add(new StringencyInterval(places.Codes[c], from, rules.Reversible && from.AddDays(rules.Days - 1) < last ? from.AddDays(rules.Days - 1) : last, rules.Level));
            }
        }
        return intervals;
    }
}
