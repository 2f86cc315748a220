using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

public sealed class EconomyInvariantTests
{
    private static readonly TradeStructure Flat = EconomyWorlds.Flat;
    private static readonly Gen<ulong> Seeds = Gen.ULong;

    // Orders, freight, port, inputs, pools, ports and capacity are balanced after every step of these runs, city by city: an imbalance throws.
    [Fact]
    public void Books_close_for_every_good_pool_queue_and_port_at_every_step_whatever_is_drawn() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var economy = AnyEconomy.Draw(draws, 9, 100);
        economy = economy with { Settings = economy.Settings with { CheckEveryStep = true } };
        var balance = economy.Model.Run(economy.Path, (ChannelSwitches)(int)(draws.Next() < 0.5 ? 15 : 16 * draws.Next())).Balance;
        Assert.True(balance.Orders < 1e-12 && balance.Capacity < 1e-12 && balance.LeastStock >= 0 && balance.MostFill <= 1, $"{balance}");
    }, iter: 1000);

    [Fact]
    public void Without_epidemic_and_with_flat_demand_exports_are_constant_to_the_bit_whatever_is_drawn() => Seeds.Sample(seed =>
    {
        var draws = new Draws(seed);
        var drawn = AnyEconomy.Draw(draws);
        var flat = drawn with
        {
            Structure = drawn.Structure with { Calendar = TradeCalendar.Flat, Sectors = [.. drawn.Structure.Sectors.Select(s => s with { Trend = 0 })], Partners = [.. drawn.Structure.Partners.Select(p => p with { Trend = 0 })] },
            Settings = new EconomySettings(EconomyWorlds.Start) { StepsPerDay = 1 << (int)(3 * draws.Next()) },
            Path = new EpidemicPath(drawn.Cities.Count, drawn.Path.Days),
        };
        var result = flat.Model.Run(flat.Path);
        return result.Exports.AsSpan().SequenceEqual(result.Normal) && result.Services.AsSpan().SequenceEqual(result.NormalServices)
            && result.Series(EconomySeries.Labour).All(x => Math.Abs(x - 1) < 1e-13) && result.Series(EconomySeries.Exited).All(x => x == 0);
    }, iter: 1000);

    [Fact]
    public void Through_no_channel_exports_follow_the_normal_path_whatever_is_drawn_and_levers_cost_nothing() => Seeds.Sample(seed =>
    {
        var economy = AnyEconomy.Draw(new Draws(seed));
        var result = economy.Model.Run(economy.Path, ChannelSwitches.None);
        for (var i = 0; i < result.Exports.Length; i++)
        {
            if (Math.Abs(result.Exports[i] - result.Normal[i]) > 1e-11 * result.Normal[i] || Math.Abs(result.Services[i] - result.NormalServices[i]) > 1e-11 * result.NormalServices[i]) return false;
        }
        return result.LeverCosts.All(cost => cost == 0);
    }, iter: 1000);

    [Fact]
    public void With_all_links_at_zero_resilience_changes_no_bit_whatever_is_drawn() => Seeds.Sample(seed =>
    {
        var economy = AnyEconomy.Draw(new Draws(seed), 6, 60) with { Slopes = LinkSlopes.None };
        var without = economy with { Cities = [.. economy.Cities.Select(c => c with { Resilience = [0, 0, 0, 0] })] };
        EconomyResult[] runs = [economy.Model.Run(economy.Path), without.Model.Run(economy.Path), (without with { Slopes = LinkSlopes.Uniform(1.5) }).Model.Run(economy.Path)];
        return runs.Skip(1).All(run => Bits(run).SequenceEqual(Bits(runs[0])));
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
    public void Splitting_a_city_into_two_equal_halves_leaves_the_totals_unchanged_whatever_is_drawn() => Seeds.Sample(seed =>
    {
        var drawn = AnyEconomy.Draw(new Draws(seed), 4, 80);
        int n = drawn.Cities.Count, days = drawn.Path.Days;
        // the port lies in the largest city; a half of it may be smaller than another, so a port is given
        var whole = drawn with
        {
            Structure = drawn.Structure with { Ports = [new("port", drawn.Cities[n - 1].Longitude, drawn.Cities[n - 1].Latitude)] },
            Cities = [.. drawn.Cities.Select(c => c with { Population = c.Population / 2 * 2 })],
            Settings = drawn.Settings with { Levers = [.. drawn.Settings.Levers.Select(l => l with { Cities = null })], Closings = [.. drawn.Settings.Closings.Select(l => l with { Cities = null })] },
        };
        var half = whole.Cities[0] with { Population = whole.Cities[0].Population / 2, DailyExports = [.. whole.Cities[0].DailyExports.Select(x => x / 2)] };
        var wide = new EpidemicPath(n + 1, days);
        drawn.Path.Alert.CopyTo(wide.Alert, 0);
        for (var day = 0; day < days; day++)
        {
            for (var c = 0; c <= n; c++)
            {
                var (to, from) = (day * (n + 1) + c, day * n + c % n);
                (wide.Stringency[to], wide.Confined[to], wide.Absent[to]) = (drawn.Path.Stringency[from], drawn.Path.Confined[from], drawn.Path.Absent[from]);
            }
        }
        var halves = whole with { Cities = [half, .. whole.Cities.Skip(1), half with { Code = "other half" }], Path = wide };
        var (one, two) = (whole.Model.Run(whole.Path), halves.Model.Run(wide));
        for (var m = 0; m < one.Months; m++)
        {
            if (Math.Abs(one.NationalExports(m) - two.NationalExports(m)) > 1e-9 * one.NationalExports(m)) return false;
            if (Math.Abs(one.Exports[m] - two.Exports[m] - two.Exports[n * one.Months + m]) > 1e-9 * one.Exports[m]) return false;
        }
        return true;
    }, iter: 1000);

    [Fact]
    public void Money_has_no_scale_whatever_is_drawn() => Seeds.Sample(seed =>
    {
        var economy = AnyEconomy.Draw(new Draws(seed), 6, 60);
        var scale = Math.Pow(2, (int)(20 * new Draws(seed).Next()) - 10);
        // where no city has figures the whole is 1 by convention, so all get theirs
        var one = economy with { Cities = [.. economy.Cities.Select(c => c.DailyExports.Count > 0 ? c : c with { DailyExports = [.. economy.Structure.Shares.Select(x => 3 * x)] })] };
        var other = one with { Cities = [.. one.Cities.Select(c => c with { DailyExports = [.. c.DailyExports.Select(x => x * scale)] })] };
        var (a, b) = (one.Model.Run(one.Path), other.Model.Run(other.Path));
        return a.Exports.Select(x => x * scale).SequenceEqual(b.Exports) && a.Services.Select(x => x * scale).SequenceEqual(b.Services) && a.LeverCosts.Select(x => x * scale).SequenceEqual(b.LeverCosts)
            && a.Series(EconomySeries.Buyers).SequenceEqual(b.Series(EconomySeries.Buyers));
    }, iter: 1000);

    [Fact]
    public void Finer_steps_converge_with_the_first_order_of_the_method()
    {
        List<double> ratios = [];
        for (ulong seed = 0; seed < 24; seed++)
        {
            double[] totals = [.. new[] { 1, 2, 4, 8 }.Select(steps =>
            {
                var draws = new Draws(seed);
                var cities = EconomyWorlds.Cities(draws, 4, EconomyWorlds.Small);
                var path = EconomyWorlds.Shock(draws, 4, 152);
                return new EconomyModel(cities, EconomyWorlds.Small, ParameterSet.Default, LinkSlopes.Prior, EconomyWorlds.Abroad(draws, Flat) with { StepsPerDay = steps }, 152).Run(path).NationalExports(2);
            })];
            var (first, second, third) = (Math.Abs(totals[1] - totals[0]), Math.Abs(totals[2] - totals[1]), Math.Abs(totals[3] - totals[2]));
            Assert.InRange(first / totals[3], 1e-7, 0.03);
            Assert.True(third < second && second < first, $"{seed}: {first} {second} {third}");
            ratios.AddRange([first / second, second / third]);
        }
        ratios.Sort();
        Assert.InRange(ratios[ratios.Count / 2], 1.9, 2.2);
        Assert.InRange(ratios[2], 1.5, 2.1);
        Assert.InRange(ratios[^3], 1.9, 3);
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

    private static IEnumerable<double> Bits(EconomyResult result) =>
        [.. result.Exports, .. result.Services, .. result.LeverCosts, .. Enum.GetValues<EconomySeries>().SelectMany(result.Series)];

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
