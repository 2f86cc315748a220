using CsCheck;
using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class VaccinationDayTests
{
    [Fact]
    public void Cities_vaccinated_together_are_vaccinated_as_if_alone() =>
        Gen.Select(Gen.Double[0, 8].Array[1, 40], Gen.Double[-6, 1.5], Gen.ULong, Gen.ULong[0, 1000]).Sample((sizes, power, seed, step) =>
        {
            var (random, hazard) = (new KeyedRandom(seed, 3), Math.Pow(10, power));
            CityState[] states = [.. sizes.Select(x => new CityState { Susceptible = (int)Math.Pow(10, x) - 1, Recovered = 5 })];
            CityState[] before = [.. states];
            VaccinationDay.Protect(states, random, step, hazard);
            for (var c = 0; c < states.Length; c++)
            {
                var uniform = random.Block(step, (ulong)c, EpidemicStep.EventsGroup, EpidemicStep.Purpose).First;
                var immune = CountQuantile.Binomial(before[c].Susceptible, Chance.OfHazard(hazard), uniform);
                Assert.Equal((before[c].Susceptible - immune, 5 + immune, immune), (states[c].Susceptible, states[c].Recovered, states[c].Vaccinated));
            }
        }, iter: 1000);
}
