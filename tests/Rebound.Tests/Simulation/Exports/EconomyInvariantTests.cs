using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

public sealed class EconomyInvariantTests
{
    private static readonly TradeStructure Flat = EconomyWorlds.Flat;
    private static readonly Gen<ulong> Seeds = Gen.ULong;

    [Fact]
    public void Books_close_for_every_good_no_stock_is_negative_and_nobody_gets_more_than_was_asked() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var structure = draws.Next() < 0.5 ? Flat : EconomyWorlds.Small;
        var (model, path) = Shocked(draws, structure, 3, 120, 1 + (int)(2 * draws.Next()));
        var balance = model.Run(path, (ChannelSwitches)(int)(16 * draws.Next())).Balance;
        return balance.Orders < 1e-12 && balance.Capacity < 1e-12 && balance.LeastStock >= 0 && balance.MostFill <= 1;
    }, iter: 1000);

    [Fact]
    public void Without_epidemic_and_with_flat_demand_exports_are_constant_to_the_bit() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var model = new EconomyModel(EconomyWorlds.Cities(draws, 3, Flat), Flat, AnyParameters(draws), LinkSlopes.Uniform(draws.Next()), new EconomySettings(EconomyWorlds.Start), 91);
        var result = model.Run(new EpidemicPath(3, 91));
        return result.Exports.AsSpan().SequenceEqual(result.Normal) && result.Services.AsSpan().SequenceEqual(result.NormalServices)
            && result.Series(EconomySeries.Labour).All(x => Math.Abs(x - 1) < 1e-14) && result.Series(EconomySeries.Exited).All(x => x == 0);
    }, iter: 1000);

    [Fact]
    public void Through_no_channel_exports_follow_the_normal_path_with_seasons_and_trends() => Seeds.Sample(seed =>
    {
        var (model, path) = Shocked(new Draws(seed), EconomyWorlds.Small, 2, 91, 1);
        var result = model.Run(path, ChannelSwitches.None);
        for (var i = 0; i < result.Exports.Length; i++)
        {
            if (Math.Abs(result.Exports[i] - result.Normal[i]) > 1e-12 * result.Normal[i]) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void With_all_links_at_zero_resilience_changes_no_bit() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var cities = EconomyWorlds.Cities(draws, 3, Flat);
        var path = EconomyWorlds.Shock(draws, 3, 91);
        var settings = EconomyWorlds.Abroad(draws, Flat);
        var with = new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.None, settings, 91).Run(path);
        var without = new EconomyModel([.. cities.Select(c => c with { Resilience = [0, 0, 0, 0] })], Flat, ParameterSet.Default, LinkSlopes.None, settings, 91).Run(path);
        return with.Exports.AsSpan().SequenceEqual(without.Exports);
    }, iter: 1000);

    [Fact]
    public void With_links_resilience_does_change_exports()
    {
        var draws = new Draws(1);
        var cities = EconomyWorlds.Cities(draws, 3, Flat);
        var path = EconomyWorlds.Shock(draws, 3, 91);
        var model = new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.Prior, new EconomySettings(EconomyWorlds.Start), 91);
        var without = new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.None, new EconomySettings(EconomyWorlds.Start), 91);
        Assert.NotEqual(without.Run(path).Exports, model.Run(path).Exports);
    }

    [Fact]
    public void Splitting_a_city_into_two_equal_halves_leaves_the_totals_unchanged() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var cities = EconomyWorlds.Cities(draws, 3, Flat);
        cities = [.. cities.Select(c => c with { Region = "one" })];
        var path = EconomyWorlds.Shock(draws, 3, 91);
        var settings = EconomyWorlds.Abroad(draws, Flat);
        var half = cities[0] with { Population = cities[0].Population / 2, DailyExports = [.. cities[0].DailyExports.Select(x => x / 2)] };
        SimulatedCity[] split = [half, cities[1], cities[2], half with { Code = "other half" }];
        var wide = new EpidemicPath(4, 91);
        path.Alert.CopyTo(wide.Alert, 0);
        for (var day = 0; day < 91; day++)
        {
            for (var c = 0; c < 4; c++)
            {
                var (to, from) = (day * 4 + c, day * 3 + c % 3);
                (wide.Stringency[to], wide.Confined[to], wide.Absent[to]) = (path.Stringency[from], path.Confined[from], path.Absent[from]);
            }
        }
        // The port lies in the largest city; a half of it would be smaller than another, so a port is given.
        var structure = Flat with { Ports = [new("port", cities[1].Longitude, cities[1].Latitude)] };
        var whole = new EconomyModel(cities, structure, ParameterSet.Default, LinkSlopes.Prior, settings, 91).Run(path);
        var halves = new EconomyModel(split, structure, ParameterSet.Default, LinkSlopes.Prior, settings, 91).Run(wide);
        for (var m = 0; m < whole.Months; m++)
        {
            if (Math.Abs(whole.NationalExports(m) - halves.NationalExports(m)) > 1e-10 * whole.NationalExports(m)) return false;
            if (Math.Abs(whole.Exports[m] - halves.Exports[m] - halves.Exports[3 * whole.Months + m]) > 1e-10 * whole.Exports[m]) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void Money_has_no_scale() => Seeds.Sample(seed =>
    {
        var scale = Math.Pow(2, (int)(20 * new Draws(seed).Next()) - 10);
        EconomyResult Run(double money)
        {
            var draws = new Draws(seed);
            var cities = EconomyWorlds.Cities(draws, 3, Flat, money);
            return new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.Prior, EconomyWorlds.Abroad(draws, Flat), 91).Run(EconomyWorlds.Shock(draws, 3, 91));
        }
        var (one, other) = (Run(1), Run(scale));
        for (var i = 0; i < one.Exports.Length; i++)
        {
            if (one.Exports[i] * scale != other.Exports[i]) return false;
        }
        return true;
    }, iter: 300);

    [Fact]
    public void Finer_steps_converge_with_the_first_order_of_the_method()
    {
        double[] totals = [.. new[] { 1, 2, 4, 8 }.Select(steps =>
        {
            var draws = new Draws(5);
            var cities = EconomyWorlds.Cities(draws, 4, Flat);
            var path = EconomyWorlds.Shock(draws, 4, 182);
            return new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.Prior, EconomyWorlds.Abroad(draws, Flat) with { StepsPerDay = steps }, 182).Run(path).NationalExports(2);
        })];
        var (first, second, third) = (Math.Abs(totals[1] - totals[0]), Math.Abs(totals[2] - totals[1]), Math.Abs(totals[3] - totals[2]));
        Assert.InRange(first / totals[3], 1e-6, 0.03);
        Assert.InRange(first / second, 1.6, 2.6);
        Assert.InRange(second / third, 1.6, 2.6);
    }

    [Fact]
    public void A_room_that_was_used_before_gives_the_same_bits()
    {
        var draws = new Draws(9);
        var (model, path) = Shocked(draws, TradeStructure.ChinaLike, 5, 120, 1);
        var room = model.NewRoom();
        var first = model.Run(path, ChannelSwitches.All, room);
        model.Run(EconomyWorlds.Shock(draws, 5, 120), ChannelSwitches.Sales, room);
        Assert.Equal(first.Exports, model.Run(path, ChannelSwitches.All, room).Exports);
    }

    [Fact]
    public void The_order_of_the_cities_changes_no_citys_exports_but_by_rounding()
    {
        var draws = new Draws(11);
        var cities = EconomyWorlds.Cities(draws, 5, Flat);
        var path = EconomyWorlds.Shock(draws, 5, 120);
        var turned = new EpidemicPath(5, 120);
        path.Alert.CopyTo(turned.Alert, 0);
        for (var i = 0; i < path.Stringency.Length; i++)
        {
            var to = i / 5 * 5 + 4 - i % 5;
            (turned.Stringency[to], turned.Confined[to], turned.Absent[to]) = (path.Stringency[i], path.Confined[i], path.Absent[i]);
        }
        var settings = new EconomySettings(EconomyWorlds.Start);
        var one = new EconomyModel(cities, Flat, ParameterSet.Default, LinkSlopes.Prior, settings, 120).Run(path);
        var other = new EconomyModel([.. cities.Reverse()], Flat, ParameterSet.Default, LinkSlopes.Prior, settings, 120).Run(turned);
        for (var c = 0; c < 5; c++)
        {
            for (var m = 0; m < one.Months; m++) Assert.Equal(one.Exports[c * one.Months + m], other.Exports[(4 - c) * one.Months + m], 1e-11 * one.Normal[c * one.Months + m]);
        }
    }

    internal static ParameterSet AnyParameters(Draws draws)
    {
        var set = ParameterSet.Default;
        foreach (var parameter in EconomyParameters.All) set = set.With(parameter, draws.Between(parameter.Low, parameter.High));
        return set;
    }

    private static (EconomyModel Model, EpidemicPath Path) Shocked(Draws draws, TradeStructure structure, int cities, int days, int steps)
    {
        var towns = EconomyWorlds.Cities(draws, cities, structure);
        var settings = EconomyWorlds.Abroad(draws, structure) with { StepsPerDay = steps };
        return (new EconomyModel(towns, structure, AnyParameters(draws), LinkSlopes.Uniform(1.5 * draws.Next()), settings, days), EconomyWorlds.Shock(draws, cities, days));
    }
}
