using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Vaccination of all cities in a step: the same chance for everybody, eight cities at once.</summary>
internal static class VaccinationDay
{
    private const int Lanes = 8;

    /// <summary>Protects susceptible people.</summary>
    /// <param name="states">All cities.</param>
    /// <param name="random">The replicate.</param>
    /// <param name="step">The step.</param>
    /// <param name="hazard">Hazard of protection of one person, above 0.</param>
    internal static void Protect(Span<CityState> states, KeyedRandom random, ulong step, double hazard)
    {
        var success = Vector512.Create(Chance.OfHazard(hazard).Success);
        var lanes = new KeyedRandomLanes(random.Seed, Vector512.Create(random.Replicate));
        Span<double> susceptible = stackalloc double[Lanes], immune = stackalloc double[Lanes];
        for (var first = 0; first < states.Length; first += Lanes)
        {
            var cities = states[first..Math.Min(first + Lanes, states.Length)];
            for (var c = 0; c < cities.Length; c++) susceptible[c] = cities[c].Susceptible;
            var uniform = lanes.Block(step, Vector512.CreateSequence((ulong)first, 1UL), EpidemicStep.EventsGroup, EpidemicStep.Purpose).First;
            BinomialLanes.Quantile(Vector512.Create<double>(susceptible), success, Vector512.Create(hazard), uniform).CopyTo(immune);
            for (var c = 0; c < cities.Length; c++) Protect(ref cities[c], (int)immune[c]);
        }
    }

    private static void Protect(ref CityState state, int people)
    {
        state.Susceptible -= people;
        state.Recovered += people;
        state.Vaccinated += people;
    }
}
