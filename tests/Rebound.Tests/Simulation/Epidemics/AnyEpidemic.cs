using Rebound.Simulation;
using Rebound.Tests.Simulation.Exports;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>An epidemic drawn from everything that is allowed: cities, travel, parameters, slopes, and every rule there is; the ends of ranges are drawn often.</summary>
internal sealed record AnyEpidemic
{
    public required IReadOnlyList<SimulatedCity> Cities { get; init; }

    public required TravelMatrix Travel { get; init; }

    public required ParameterSet Parameters { get; init; }

    public required LinkSlopes Slopes { get; init; }

    public required EpidemicSettings Settings { get; init; }

    public EpidemicModel Model => new(Cities, Travel, Parameters, Slopes, Settings);

    public static AnyEpidemic Draw(Draws draws, int mostCities = 5, int mostDays = 150)
    {
        int count = 1 + (int)(mostCities * draws.Next()), days = 1 + (int)(mostDays * draws.Next());
        // towns of one person and giants side by side
        SimulatedCity[] cities = [.. Enumerable.Range(0, count).Select(c => new SimulatedCity($"c{c}", (long)Math.Pow(10, AnyEconomy.End(draws, 0, 7)), 100 + 20 * draws.Next(), 20 + 20 * draws.Next())
        {
            Resilience = [draws.Between(-3, 3), draws.Between(-3, 3), draws.Between(-3, 3), draws.Between(-3, 3)],
            Density = draws.Next() < 0.3 ? 0 : Math.Pow(10, draws.Between(2, 4.5)),
        })];
        return new AnyEpidemic
        {
            Cities = cities,
            Travel = AnyTravel(draws, cities),
            Parameters = AnyParameters(draws),
            Slopes = LinkSlopes.Uniform(AnyEconomy.End(draws, 0, 1.5)),
            Settings = AnySettings(draws, cities, days),
        };
    }

    public static ParameterSet AnyParameters(Draws draws)
    {
        var set = ParameterSet.Default;
        foreach (var parameter in EpidemicParameters.All) set = set.With(parameter, AnyEconomy.End(draws, parameter.Low, parameter.High));
        return set;
    }

    // Flows up to all contacts of the smaller end.
    private static TravelMatrix AnyTravel(Draws draws, SimulatedCity[] cities)
    {
        if (cities.Length == 1 || draws.Next() < 0.1) return TravelMatrix.None(cities.Length);
        var share = AnyEconomy.End(draws, 0, 0.99) / (2 * cities.Length);
        return TravelMatrix.FromFlows(cities, [.. from a in cities from b in cities where a.Code != b.Code && draws.Next() < 0.8 select new TravelFlow(a.Code, b.Code, draws.Next() * share * Math.Min(a.Population, b.Population))], Disconnection.Keep);
    }

    private static EpidemicSettings AnySettings(Draws draws, SimulatedCity[] cities, int days)
    {
        bool Is(double chance) => draws.Next() < chance;
        double End(double low, double high) => AnyEconomy.End(draws, low, high);
        DateOnly Day() => Towns.Start.AddDays((int)(days * draws.Next()));
        DateOnly Early() => Is(0.3) ? Towns.Start.AddDays(-20) : Day();
        SimulatedCity City() => cities[(int)(cities.Length * draws.Next())];
        T[] Some<T>(int most, Func<T> one) => [.. Enumerable.Range(0, (int)((most + 1) * draws.Next())).Select(_ => one())];
        DateOnly After(DateOnly from) => from.AddDays((int)(days * draws.Next()));
        EpidemicSeed Seed() => City() is var c ? new(c.Code, Day(), (int)Math.Max(1, c.Population * Math.Pow(10, -End(0, 6)))) : null!;
        return new EpidemicSettings
        {
            Start = Towns.Start,
            Days = days,
            StepsPerDay = 1 + (int)(3 * draws.Next()),
            CheckEveryStep = true,
            Seeds = [Seed() with { Date = Towns.Start }, .. Some(3, Seed)],
            Imports = Some(3, () => Day() is var from ? new ImportedCases(City().Code, from, After(from), Math.Pow(10, End(-3, 4))) : null!),
            Variants = Some(3, () => new VariantArrival(Day(), End(0, 5), End(0, 20), End(0, 1), 1 + (int)(40 * draws.Next()))),
            Surges = Some(2, () => Day() is var from ? new TravelSurge(from, After(from), End(0, 20)) : null!),
            Observed = Some(4, () => Day() is var from ? new StringencyInterval(City().Code, from, Is(0.4) ? null : After(from), End(0, 1)) : null!),
            Control = Is(0.15) ? null : new ControlRules
            {
                AlertDate = Is(0.5) ? Day() : null,
                AlertCases = 1 + (int)(1000 * draws.Next()),
                AlertTravelCut = End(0, 1),
                ClosingTravelCut = End(0, 1),
                HolidayFrom = Towns.Start.AddDays(days / 3),
                HolidayTo = Towns.Start.AddDays(days / 2),
                HolidayLevel = End(0, 1),
                ClosingRate = Math.Pow(10, draws.Between(-3, 4)),
                ClosingLevel = End(0, 1),
                QuietDays = (int)(30 * draws.Next()),
                OriginRisk = Some(2, () => draws.Between(0, 10) is var medium ? new OriginRiskRegime(Early(), medium, End(0, 1), medium + draws.Between(0, 20), End(0, 1)) : null!),
            },
            Testing = new TestingRules
            {
                Regime = (TestingRegime)(int)(3 * draws.Next()),
                InitialShare = End(0, 1),
                RampDays = (int)(30 * draws.Next()),
                DailyRoundShare = End(0, 1),
                Sensitivity = End(0, 1),
                Surges = Some(2, () => Day() is var from ? new TestingSurge(from, After(from), End(0, 20)) { Cities = Is(0.5) ? null : [City().Code] } : null!),
            },
            Tracing = Is(0.2) ? null : new TracingRules { From = Is(0.5) ? Early() : null, QuarantineDays = 1 + (int)(30 * draws.Next()) },
            Passport = Is(0.4) ? null : new PassportRules { From = Early(), Adoption = End(0, 1), Release = End(0, 1) },
            Hospitals = Is(0.3) ? null : new EmergencyHospitals { Trigger = End(0, 1), BedsPerThousand = End(0, 100), MostRounds = (int)(6 * draws.Next()) },
            Vaccination = Is(0.4) ? null : new VaccinationProgram { From = Early(), DailyShare = End(0, 1), Efficacy = End(0, 1), Days = (int)(200 * draws.Next()) },
        };
    }
}
