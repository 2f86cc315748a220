using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class EpidemicInvariantTests
{
    // The balance and the signs are checked after every step of these runs: an imbalance throws.
    [Fact]
    public void People_add_up_and_no_state_is_negative_whatever_is_done() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 40], Gen.Int[1, 3], Gen.Double[1, 6], Gen.Double[0, 1.5], Gen.ULong).Sample((cities, days, steps, r0, slope, seed) =>
        {
            var (towns, travel) = Towns.Ring(Math.Max(2, cities), c => [c - 1, 1 - c, 0.5 * c, 0]);
            var settings = Towns.Everything("c0", 120) with { StepsPerDay = steps, Days = 90 + days };
            var model = new EpidemicModel(towns, travel, Towns.Calm.With(EpidemicParameters.ReproductionNumber, r0), LinkSlopes.Uniform(slope), settings);
            var outcome = model.Replicate(seed, 0);
            foreach (var city in outcome.Cities) Assert.True(city.Deaths <= city.Infections && city.Peak <= city.Infections && city.Detected <= city.Infections);
            foreach (var share in outcome.Path.Confined.Concat(outcome.Path.Absent).Concat(outcome.Path.Stringency).Concat(outcome.Path.Alert)) Assert.InRange(share, 0, 1);
        }, iter: 1000);

    [Fact]
    public void Small_towns_die_out_without_losing_anybody() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.ULong).Sample((people, seeds, seed) =>
    {
        var model = Towns.Alone(Towns.City("a", people), Towns.Everything("a", 100) with { Seeds = [Towns.Seed("a", Math.Min(people, seeds))] });
        Assert.True(model.Replicate(seed, 0).Infections >= 1);
    }, iter: 1000);

    [Fact]
    public void Without_a_seed_nothing_happens()
    {
        var (towns, travel) = Towns.Ring(5);
        var outcome = new EpidemicModel(towns, travel, ParameterSet.Default, LinkSlopes.Prior, Towns.Untouched(200, 1) with { Control = new() }).Replicate(3, 0);
        Assert.Equal(0, outcome.Infections);
        Assert.All(outcome.Path.Stringency, level => Assert.Equal(0, level));
        Assert.All(outcome.Path.Absent, share => Assert.Equal(0, share));
        Assert.All(outcome.Path.Alert, level => Assert.Equal(0, level));
    }

    [Fact]
    public void Without_travel_a_city_lives_as_if_alone()
    {
        var (one, other) = (Towns.City("a", 300_000), Towns.City("b", 500_000));
        var settings = Towns.Everything("a", 150) with { Control = new() { AlertDate = Towns.Start.AddDays(10) }, Imports = [] };
        var alone = Towns.Alone(one, settings).Replicate(9, 4);
        var both = new EpidemicModel([one, other], TravelMatrix.None(2), Towns.Calm, LinkSlopes.Prior, settings with { Seeds = [.. settings.Seeds, Towns.Seed("b", 50)] }).Replicate(9, 4);
        Assert.True(both.Cities[1].Infections > 50);
        // the national alert sees both cities, so only its echo may differ: compare before it fades
        for (var day = 0; day < 40; day++) Assert.Equal(alone.Path.Detected[day], both.Path.Detected[2 * day]);
    }

    [Fact]
    public void No_travel_into_a_city_is_no_travel_at_all()
    {
        var (towns, travel) = Towns.Ring(3);
        var settings = Towns.Untouched(120, 1, Towns.Seed("c0", 30));
        var joined = new EpidemicModel(towns, travel, Towns.Calm, LinkSlopes.None, settings).Replicate(1, 0);
        var apart = new EpidemicModel(towns, TravelMatrix.None(3), Towns.Calm, LinkSlopes.None, settings).Replicate(1, 0);
        Assert.True(joined.Cities[1].Infections > 0);
        Assert.Equal([0, 0], apart.Cities.Skip(1).Select(c => c.Infections));
    }

    [Fact]
    public void The_null_of_the_link_is_reproduced_to_the_bit()
    {
        double[] Strong(int c) => [c - 2, 2 - c, 0.7 * c, -1];
        var settings = Towns.Everything("c0", 120);
        var (plain, travel) = Towns.Ring(5);
        var (strong, _) = Towns.Ring(5, Strong);
        var expected = new EpidemicModel(plain, travel, ParameterSet.Default, LinkSlopes.None, settings).Replicate(2, 1);
        AssertSame(expected, new EpidemicModel(strong, travel, ParameterSet.Default, LinkSlopes.None, settings).Replicate(2, 1));
        AssertSame(expected, new EpidemicModel(plain, travel, ParameterSet.Default, LinkSlopes.Prior, settings).Replicate(2, 1));
        var linked = new EpidemicModel(strong, travel, ParameterSet.Default, LinkSlopes.Prior, settings).Replicate(2, 1);
        Assert.NotEqual(expected.Path.Confined, linked.Path.Confined);
    }

    [Fact]
    public void A_replicate_is_a_function_of_its_number()
    {
        var (towns, travel) = Towns.Ring(6);
        var model = new EpidemicModel(towns, travel, ParameterSet.Default, LinkSlopes.Prior, Towns.Everything("c0", 120));
        AssertSame(model.Replicate(7, 3), model.Replicate(7, 3));
        Assert.NotEqual(model.Replicate(7, 3).Path.Detected, model.Replicate(7, 4).Path.Detected);
        Assert.NotEqual(model.Replicate(7, 3).Path.Detected, model.Replicate(8, 3).Path.Detected);
    }

    // Half a city each, mixing fully with the other half, is the whole city.
    [Fact]
    public void Splitting_a_city_leaves_the_expected_totals()
    {
        const int replicates = 24;
        SimulatedCity whole = Towns.City("w", 2_000_000), left = Towns.City("l", 1_000_000), right = Towns.City("r", 1_000_000);
        var travel = TravelMatrix.FromFlows([left, right], [new("l", "r", 250_000), new("r", "l", 250_000)]);
        Assert.Equal(0.5, travel.OutOfCity[0], 1e-12);
        var settings = Towns.Untouched(70, 1) with { Testing = new() { InitialShare = 1 } };
        var one = Towns.Alone(whole, settings with { Seeds = [Towns.Seed("w", 4000)] });
        var two = new EpidemicModel([left, right], travel, Towns.Calm, LinkSlopes.None, settings with { Seeds = [Towns.Seed("l", 2000), Towns.Seed("r", 2000)] });
        Assert.Equal(1, Towns.Mean(two, replicates, o => o.Infections) / Towns.Mean(one, replicates, o => o.Infections), 0.02);
        Assert.Equal(1, Towns.Mean(two, replicates, o => o.Detected) / Towns.Mean(one, replicates, o => o.Detected), 0.02);
    }

    internal static void AssertSame(EpidemicOutcome expected, EpidemicOutcome actual)
    {
        Assert.Equal(expected.Cities, actual.Cities);
        Assert.Equal(expected.Path.Detected, actual.Path.Detected);
        Assert.Equal(expected.Path.Stringency, actual.Path.Stringency);
        Assert.Equal(expected.Path.Confined, actual.Path.Confined);
        Assert.Equal(expected.Path.Absent, actual.Path.Absent);
        Assert.Equal(expected.Path.Alert, actual.Path.Alert);
    }
}
