using Rebound.Simulation;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>An economy drawn from everything that is allowed: structure, parameters, slopes, world, rules, levers, epidemic; the ends of ranges are drawn often.</summary>
internal sealed record AnyEconomy
{
    public required IReadOnlyList<SimulatedCity> Cities { get; init; }

    public required TradeStructure Structure { get; init; }

    public required ParameterSet Parameters { get; init; }

    public required LinkSlopes Slopes { get; init; }

    public required EconomySettings Settings { get; init; }

    public required EpidemicPath Path { get; init; }

    public EconomyModel Model => new(Cities, Structure, Parameters, Slopes, Settings, Path.Days);

    public static AnyEconomy Draw(Draws draws, int mostCities = 10, int mostDays = 130)
    {
        int count = 1 + (int)(mostCities * draws.Next()), days = 1 + (int)(mostDays * draws.Next());
        var structure = AnyStructure(draws);
        return new AnyEconomy
        {
            Cities = [.. EconomyWorlds.Cities(draws, count, structure).Select(c => c with
            {
                Resilience = [.. c.Resilience.Select(_ => draws.Between(-3, 3))],
                DailyExports = draws.Next() < 0.3 ? [] : c.DailyExports,
            })],
            Structure = structure,
            Parameters = AnyParameters(draws),
            Slopes = LinkSlopes.Uniform(End(draws, 0, 1.5)),
            Settings = AnySettings(draws, structure, count, days),
            Path = AnyPath(draws, count, days),
        };
    }

    /// <summary>A number of a range; one in four is one of its ends.</summary>
    public static double End(Draws draws, double low, double high) => draws.Next() switch
    {
        < 0.125 => low,
        < 0.25 => high,
        _ => draws.Between(low, high),
    };

    public static ParameterSet AnyParameters(Draws draws)
    {
        var set = ParameterSet.Default;
        foreach (var parameter in EconomyParameters.All) set = set.With(parameter, End(draws, parameter.Low, parameter.High));
        return set;
    }

    private static TradeStructure AnyStructure(Draws draws)
    {
        var own = End(draws, 0, 1);
        return EconomyWorlds.Small with
        {
            OwnCityShare = own,
            RegionShare = (1 - own) * draws.Next(),
            Ports = draws.Next() < 0.5 ? [] : [new("north", 110, 40), new("south", 112, 22)],
            Calendar = new TradeCalendar
            {
                MonthFactors = draws.Next() < 0.3 ? [] : [.. Enumerable.Range(0, 12).Select(_ => End(draws, 0.05, 3))],
                NewYears = draws.Next() < 0.3 ? [] : [EconomyWorlds.Start.AddDays((int)(90 * draws.Next()))],
                HolidayDepth = End(draws, 0, 0.95),
                HolidayFade = draws.Between(0.1, 30),
            },
            Sectors = [.. EconomyWorlds.Small.Sectors.Select(s => s with
            {
                HomeWork = End(draws, 0, 0.9),
                Essential = End(draws, 0, 1),
                Trend = draws.Between(-0.4, 0.4),
                FixedOutlays = draws.Between(0.1, 2),
                Diversion = draws.Between(0, 5),
                PanicResponse = End(draws, 0, 5),
                StringencyResponse = draws.Between(-1.5, 1.5),
                Critical = draws.Next() < 0.2 ? [] : [.. s.Inputs.Select(_ => End(draws, 0, 1))],
                Inputs = draws.Next() < 0.2 ? [] : [.. s.Inputs.Select(_ => draws.Next() < 0.3 ? 0 : 0.24 * draws.Next())],
            })],
            Partners = [.. EconomyWorlds.Small.Partners.Select(p => p with { SeaShare = End(draws, 0, 1), Trend = draws.Between(-0.4, 0.4), StringencyResponse = draws.Between(0, 2), WorldWeight = draws.Next() })],
        };
    }

    private static EconomySettings AnySettings(Draws draws, TradeStructure structure, int cities, int days)
    {
        var last = EconomyWorlds.Start.AddDays(days - 1);
        (DateOnly From, DateOnly To) Period()
        {
            var from = EconomyWorlds.Start.AddDays((int)(days * draws.Next()) - (draws.Next() < 0.2 ? days : 0));
            var to = from.AddDays((int)(2 * days * draws.Next()));
            return to < EconomyWorlds.Start ? (from, EconomyWorlds.Start) : (from, to);
        }
        string? Sector() => draws.Next() < 0.5 ? null : structure.Sectors[(int)(structure.Sectors.Count * draws.Next())].Name;
        string? Partner() => draws.Next() < 0.5 ? null : structure.Partners[(int)(structure.Partners.Count * draws.Next())].Name;
        IReadOnlyList<string>? Towns() => draws.Next() < 0.5 ? null : [$"C{(int)(cities * draws.Next())}"];
        IReadOnlyList<IReadOnlyList<double>> Months(double low, double high) =>
            draws.Next() < 0.3 ? [] : [.. structure.Partners.Select(_ => (IReadOnlyList<double>)[.. Enumerable.Range(0, 1 + (int)(6 * draws.Next())).Select(_ => End(draws, low, high))])];
        var from = End(draws, 0, 0.99);
        return new EconomySettings(EconomyWorlds.Start)
        {
            PartnerStringency = Months(0, 1),
            Vessels = draws.Next() < 0.5 ? Months(0.01, 10) : Months(0.5, 1.2),
            Money = draws.Next() < 0.5 ? [] : [draws.Between(0.01, 100), draws.Between(0.5, 2)],
            ForeignRules = [.. Enumerable.Range(0, (int)(3 * draws.Next())).Select(_ => Period() is var p ? new ForeignRule(p.From, p.To) { Partner = Partner(), Sector = Sector(), Banned = End(draws, 0, 1), TariffChange = draws.Between(-0.4, 5) } : null!)],
            Closings = [.. Enumerable.Range(0, (int)(3 * draws.Next())).Select(_ => Period() is var p ? new BusinessClosing(p.From, p.To, End(draws, 0, 1)) { Cities = Towns() } : null!)],
            Stays = [.. Enumerable.Range(0, (int)(2 * draws.Next())).Select(_ => Period() is var p ? new StayInPlace(p.From, p.To, End(draws, 0, 1)) : null!)],
            Levers = [.. Enum.GetValues<LeverKind>().Where(_ => draws.Next() < 0.4).Select(kind => Period() is var p ? new PolicyLever(kind, End(draws, 0, PolicyLever.Most(kind)), p.From, p.To) { Sector = Sector(), Cities = Towns() } : null!)],
            StepsPerDay = 1 + (int)(3 * draws.Next()),
            TradeElasticity = End(draws, 0, 4) * (draws.Next() < 0.5 ? 0.25 : 1),
            ClosingFrom = from,
            ClosingFull = from + (1 - from) * draws.Between(0.01, 1),
            KeptOpen = End(draws, 0, 1),
            SegregatedHandling = End(draws, 0, 0.9),
        };
    }

    // Days apart from each other: no course of an epidemic is as rough as this.
    private static EpidemicPath AnyPath(Draws draws, int cities, int days)
    {
        if (draws.Next() < 0.3) return EconomyWorlds.Shock(draws, cities, days);
        var path = new EpidemicPath(cities, days);
        for (var day = 0; day < days; day++) path.Alert[day] = (float)End(draws, 0, 1);
        for (var i = 0; i < path.Stringency.Length; i++) (path.Stringency[i], path.Confined[i], path.Absent[i]) = ((float)End(draws, 0, 1), (float)End(draws, 0, 1), (float)End(draws, 0, 1));
        return path;
    }
}
