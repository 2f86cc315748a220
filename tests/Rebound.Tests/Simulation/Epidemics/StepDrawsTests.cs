using CsCheck;
using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class StepDrawsTests
{
    private static readonly EpidemicModel Model = Towns.Alone(Towns.City("a", 2_000_000_000), Towns.Everything("a", 120), ParameterSet.Default);

    private static readonly Gen<int> People = Gen.OneOf(Gen.Const(0), Gen.Int[0, 100], Gen.Double[1, 7].Select(x => (int)Math.Pow(10, x)));

    // Few people one after the other, many in lanes: the draw of an event is the quantile at the event's own number.
    [Fact]
    public void Every_draw_of_a_step_is_the_quantile_at_its_own_number() => Gen.Select(People.Array[8], Gen.Double[-8, 0], Gen.Double[-4, 0], Gen.ULong, Gen.Int[0, 119]).Sample((people, force, detection, seed, day) =>
    {
        var start = new CityState
        {
            Susceptible = people[0] * 50,
            Exposed = people[1],
            Presymptomatic = people[2],
            Asymptomatic = people[3],
            Symptomatic = people[4],
            QuarantinedInfected = people[5],
            Isolated = people[6],
            Critical = people[7],
        };
        var met = Model.ConditionsOf(day, day, true, day, new KeyedRandom(seed, 2)) with { City = 7, Force = Math.Pow(10, force), Detection = Math.Pow(10, detection) };
        var (strain, numbers) = (Model.Strain, new StepNumbers(start, met));
        var left = new StepLeavers(start, strain, met, numbers);
        var (infection, illness, quarantine, hospital) = (met.Block(0), met.Block(1), met.Block(2), met.Block(3));
        Assert.Equal(Draw(start.Susceptible, Chance.OfHazard(met.Force), infection.First), left.Infected);
        Assert.Equal(Draw(start.Exposed, strain.EndOfLatency.Chance, infection.Second), left.Infectious);
        Assert.Equal(Draw(start.Presymptomatic, strain.Onset.Chance, infection.Fourth), left.Ill);
        Assert.Equal(Draw(start.Asymptomatic, strain.AsymptomaticRecovery.Chance, illness.First), left.WellWithoutSymptoms);
        Assert.Equal(Draw(start.Symptomatic, Chance.OfHazard(strain.RecoveryHazard + met.Detection), illness.Second), left.EndedSymptoms);
        Assert.Equal(Draw(start.QuarantinedInfected, strain.QuarantineEnd.Chance, quarantine.First), left.EndedQuarantine);
        Assert.Equal(Draw(start.Isolated, strain.HospitalEnd.Chance, hospital.First), left.LeftIsolation);
        Assert.Equal(Draw(start.Critical, strain.CriticalEnd.Chance, hospital.Third), left.LeftCritical);

        var rates = Model.Rates[0] with { Beds = start.InBeds };
        var split = new StepSplits(left, start, rates, strain, met, numbers);
        Assert.Equal(Draw(left.Infectious, strain.Asymptomatic.Chance, infection.Third), split.Silent);
        Assert.Equal(Draw(left.EndedSymptoms, Chance.Of(met.Detection / (strain.RecoveryHazard + met.Detection)), illness.Third), split.Reported);
        Assert.Equal(Draw(left.EndedQuarantine, strain.Asymptomatic.Chance, quarantine.Second), split.SilentInQuarantine);
        Assert.Equal(Draw(left.LeftIsolation, StepSplits.Severity(rates, met), hospital.Second), split.CriticalFromIsolation);
        Assert.Equal(Draw(left.LeftCritical, Chance.Of(strain.CriticalFatality), hospital.Fourth), split.Deaths);
    }, iter: 2000);

    private static int Draw(int people, in Chance chance, double uniform) => people == 0 ? 0 : CountQuantile.Binomial(people, chance, uniform);
}
