using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Small scenarios.</summary>
internal static class Towns
{
    internal static readonly DateOnly Start = new(2020, 1, 1);

    internal static ParameterSet Calm { get; } = ParameterSet.Default.With(EpidemicParameters.Fear, 0).With(EpidemicParameters.DensityExponent, 0);

    internal static SimulatedCity City(string code, long people, params double[] resilience) =>
        new(code, people, 110 + code.Length, 30 + code[^1] % 5) { Resilience = resilience.Length == 4 ? resilience : [0, 0, 0, 0] };

    /// <summary>Nothing is done: nobody is tested, traced or closed in.</summary>
    internal static EpidemicSettings Untouched(int days, int stepsPerDay, params EpidemicSeed[] seeds) => new()
    {
        Start = Start,
        Days = days,
        StepsPerDay = stepsPerDay,
        Seeds = seeds,
        Control = null,
        Tracing = null,
        Hospitals = null,
        Testing = new() { Regime = TestingRegime.Symptoms, InitialShare = 0 },
        CheckEveryStep = true,
    };

    /// <summary>Everything is done, from the tenth day on.</summary>
    internal static EpidemicSettings Controlled(int days, params EpidemicSeed[] seeds) => new()
    {
        Start = Start,
        Days = days,
        Seeds = seeds,
        Control = new() { AlertDate = Start.AddDays(Math.Min(10, days - 1)) },
        CheckEveryStep = true,
    };

    /// <summary>Everything the model knows, at once.</summary>
    internal static EpidemicSettings Everything(string city, int days) => Controlled(days, new EpidemicSeed(city, Start, 20)) with
    {
        Imports = [new(city, Start.AddDays(5), Start.AddDays(90), 0.7)],
        Variants = [new(Start.AddDays(60), 1.6, 1.2, 0.3, 10)],
        Surges = [new(Start, Start.AddDays(8), 2)],
        Observed = [new(city, Start.AddDays(20), Start.AddDays(30), 0.9), new(city, Start.AddDays(70), null, 0.5)],
        Passport = new() { From = Start.AddDays(25) },
        Vaccination = new() { From = Start.AddDays(80) },
        Testing = new() { Regime = TestingRegime.Everybody },
        Control = new()
        {
            AlertCases = 30,
            HolidayFrom = Start.AddDays(12),
            HolidayTo = Start.AddDays(22),
            OriginRisk = [new(Start.AddDays(15), 1, 0.5, 10, 0.9)],
        },
    };

    internal static EpidemicSeed Seed(string city, int people) => new(city, Start, people);

    internal static EpidemicModel Alone(SimulatedCity city, EpidemicSettings settings, ParameterSet? parameters = null, LinkSlopes? slopes = null) =>
        new([city], TravelMatrix.None(1), parameters ?? Calm, slopes ?? LinkSlopes.Prior, settings);

    /// <summary>A ring of cities, each with travel to the next two.</summary>
    internal static (List<SimulatedCity> Cities, TravelMatrix Travel) Ring(int count, Func<int, double[]>? resilience = null, double travellers = 2000)
    {
        var cities = Enumerable.Range(0, count).Select(c => City($"c{c}", 200_000 + 100_000 * (c % 3), resilience?.Invoke(c) ?? [])).ToList();
        var flows = new List<TravelFlow>();
        for (var c = 0; c < count; c++)
        {
            flows.Add(new($"c{c}", $"c{(c + 1) % count}", travellers));
            if (count > 3) flows.Add(new($"c{c}", $"c{(c + 2) % count}", travellers / 2));
        }
        return (cities, TravelMatrix.FromFlows(cities, flows));
    }

    internal static EpidemicOutcome Replicate(this EpidemicModel model, ulong seed, int replicate) => model.Run(seed, replicate);

    internal static double Mean(EpidemicModel model, int replicates, Func<EpidemicOutcome, double> what, ulong seed = 1) =>
        Each(model, replicates, what, seed).Average();

    internal static double[] Each(EpidemicModel model, int replicates, Func<EpidemicOutcome, double> what, ulong seed = 1)
    {
        var values = new double[replicates];
        FixedChunks.Run(replicates, 1, (r, _) => values[r] = what(model.Run(seed, r)));
        return values;
    }

    /// <summary>Replicates on all threads.</summary>
    internal static EpidemicOutcome[] Together(EpidemicModel model, int replicates, ulong seed)
    {
        var outcomes = new EpidemicOutcome[replicates];
        FixedChunks.Run(replicates, 1, (r, _) => outcomes[r] = model.Run(seed, r));
        return outcomes;
    }
}
