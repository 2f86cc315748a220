using CsCheck;
using Rebound.Simulation;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class EpidemicInvariantTests
{
    // The balance and the signs are checked after every step of these runs: an imbalance throws.
    [Fact]
    public void People_add_up_and_no_state_is_negative_whatever_is_drawn() => Gen.ULong.Sample(seed =>
    {
        var epidemic = AnyEpidemic.Draw(new Draws(seed));
        var outcome = epidemic.Model.Replicate(seed, 0);
        var path = outcome.Path;
        for (var c = 0; c < outcome.Cities.Count; c++)
        {
            var (city, people) = (outcome.Cities[c], epidemic.Cities[c].Population);
            var detected = Enumerable.Range(0, path.Days).Sum(day => path.Detected[day * path.Cities + c]);
            Assert.True(city.Deaths <= people && city.Peak <= people && city.Detected == detected && detected <= city.Infections && city.MostBeds <= people && city.Infections >= city.Deaths);
            Assert.True(path.Detected.All(x => x >= 0) && city.QuarantineDays >= 0 && city.ConfinedDays >= 0 && city.ConfinedDays <= (double)people * path.Days && city.QuarantineDays <= (double)people * path.Days);
            Assert.True(city.FirstCaseDay < 0 == (city.Detected == 0) && (city.Vaccinated == 0 || epidemic.Settings.Vaccination is not null) && (city.EmergencyBeds == 0 || epidemic.Settings.Hospitals is not null));
        }
        foreach (var shares in new[] { path.Confined, path.Absent, path.Stringency, path.Alert }) Assert.All(shares, share => Assert.InRange(share, 0, 1));
    }, iter: 1000);

    [Fact]
    public void With_slopes_of_zero_resilience_changes_no_bit_whatever_is_drawn() => Gen.ULong.Sample(seed =>
    {
        var epidemic = AnyEpidemic.Draw(new Draws(seed), 4, 80) with { Slopes = LinkSlopes.None };
        var without = epidemic with { Cities = [.. epidemic.Cities.Select(c => c with { Resilience = [0, 0, 0, 0] })] };
        AssertSame(without.Model.Replicate(seed, 1), epidemic.Model.Replicate(seed, 1));
        AssertSame(without.Model.Replicate(seed, 1), (without with { Slopes = LinkSlopes.Uniform(1.5) }).Model.Replicate(seed, 1));
    }, iter: 1000);

    // Rules of the whole network see all cities, so here they are not; what is observed, traced, tested, vaccinated is.
    [Fact]
    public void Without_travel_a_city_does_not_see_the_others_whatever_is_drawn() => Gen.ULong.Sample(seed =>
    {
        var drawn = AnyEpidemic.Draw(new Draws(seed), 4, 80);
        var epidemic = drawn with { Travel = TravelMatrix.None(drawn.Cities.Count), Settings = drawn.Settings with { Control = null }, Cities = [.. drawn.Cities.Select(c => c with { Density = 0 })] };
        var code = epidemic.Cities[0].Code;
        var settings = epidemic.Settings;
        var alone = epidemic with
        {
            Cities = [epidemic.Cities[0]],
            Travel = TravelMatrix.None(1),
            Settings = settings with { Seeds = [.. settings.Seeds.Where(s => s.City == code)], Imports = [.. settings.Imports.Where(i => i.City == code)], Observed = [.. settings.Observed.Where(o => o.City == code)], Testing = settings.Testing with { Surges = [.. settings.Testing.Surges.Where(u => u.Cities is null || u.Cities.Contains(code))] } },
        };
        var (together, single) = (epidemic.Model.Replicate(seed, 2), alone.Model.Replicate(seed, 2));
        Assert.Equal(single.Cities[0], together.Cities[0]);
        for (var day = 0; day < settings.Days; day++)
        {
            var at = day * epidemic.Cities.Count;
            Assert.Equal((single.Path.Detected[day], single.Path.Absent[day], single.Path.Confined[day], single.Path.Stringency[day]), (together.Path.Detected[at], together.Path.Absent[at], together.Path.Confined[at], together.Path.Stringency[at]));
        }
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
    public void With_slopes_above_zero_resilience_does_change_the_epidemic()
    {
        var (towns, travel) = Towns.Ring(5, c => [c - 2, 2 - c, 0.7 * c, -1]);
        EpidemicPath Path(LinkSlopes slopes) => new EpidemicModel(towns, travel, ParameterSet.Default, slopes, Towns.Everything("c0", 120)).Replicate(2, 1).Path;
        Assert.NotEqual(Path(LinkSlopes.None).Confined, Path(LinkSlopes.Prior).Confined);
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

    // The same with control: rules, closings, tracing, rounds, passport, vaccination go by heads, and heads are halved.
    [Fact]
    public void Splitting_a_city_under_control_leaves_the_expected_totals()
    {
        const int replicates = 40;
        SimulatedCity whole = Towns.City("w", 2_000_000), left = Towns.City("l", 1_000_000), right = Towns.City("r", 1_000_000);
        var travel = TravelMatrix.FromFlows([left, right], [new("l", "r", 250_000), new("r", "l", 250_000)]);
        // travel between the halves is contacts within the whole, so nothing may cut it
        var settings = Towns.Everything("w", 110) with { Control = new() { AlertDate = Towns.Start.AddDays(10), AlertTravelCut = 0, ClosingTravelCut = 0 }, Passport = null, Observed = [], Surges = [], Imports = [], Seeds = [Towns.Seed("w", 4000)] };
        var one = Towns.Alone(whole, settings, Towns.Calm, LinkSlopes.None);
        var two = new EpidemicModel([left, right], travel, Towns.Calm, LinkSlopes.None, settings with { Seeds = [Towns.Seed("l", 2000), Towns.Seed("r", 2000)] });
        foreach (var what in new Func<EpidemicOutcome, double>[] { o => o.Infections, o => o.Detected, o => o.Deaths, o => o.Cities.Sum(c => c.QuarantineDays), o => o.Cities.Sum(c => c.ConfinedDays), o => o.Cities.Sum(c => (double)c.Vaccinated) })
            Assert.Equal(1, Towns.Mean(two, replicates, what) / Towns.Mean(one, replicates, what), 0.03);
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
