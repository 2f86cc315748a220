using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation;

public sealed class SyntheticWorldTests
{
    private const int ShockStart = 25;
    private const int ShortEnd = 35;

    private static readonly SyntheticWorld World = SyntheticWorld.Draw(new WorldOptions(1));

    [Fact]
    public void A_world_has_the_sizes_that_were_asked_for()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(3, Cities: 20, Months: 48, Partners: 2, Products: 3));
        Assert.Equal(20, world.Cities.Count);
        Assert.Equal("2021-12", world.Months[^1].ToString());
        Assert.Equal(20 * 48 * 2 * 3, world.Exports.Length);
        Assert.Equal(20 * 335, world.Cases.Length);
        Assert.Equal(20 * 731, world.Stringency.Length);
        Assert.Equal(4 * 20 * 48, world.ChannelValues.Length);
        Assert.Equal(20 * world.Indicators.Count * 5, world.IndicatorValues.Length);
    }

    [Theory]
    [InlineData(9, 60, 4, 5, "Cities")]
    [InlineData(60, 47, 4, 5, "Months")]
    [InlineData(60, 60, 9, 5, "Partners")]
    [InlineData(60, 60, 4, 0, "Products")]
    public void Sizes_outside_their_range_are_refused_by_name(int cities, int months, int partners, int products, string named) =>
        Assert.Equal(named, Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticWorld.Draw(new WorldOptions(1, cities, months, partners, products))).ParamName);

    [Fact]
    public void Cities_have_codes_and_names_of_their_own_even_when_there_are_many()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(5, Cities: 600, Months: 48, Partners: 1, Products: 1));
        Assert.Equal(600, world.Cities.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(600, world.Cities.Select(c => c.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_number_is_sane()
    {
        Assert.All(World.Exports, x => Assert.True(x > 0 && double.IsFinite(x)));
        Assert.All(World.Cases, x => Assert.True(x >= 0));
        Assert.All(World.Stringency, x => Assert.InRange(x, 0, 100));
        Assert.All(World.Precision, x => Assert.InRange(x, 0, 1));
        Assert.All(World.ChannelValues, x => Assert.True(x >= 0));
        Assert.All(World.IndicatorValues, x => Assert.True(double.IsNaN(x) || x > 0));
        for (var c = 0; c < World.Cities.Count; c++)
        {
            Assert.InRange(World.Cities[c].Population, 60_000, 6_000_000);
            Assert.InRange(CumulativeCases(World, c), 1, World.Cities[c].Population / 5);
        }
    }

    [Fact]
    public void Restrictions_start_at_different_times_and_are_lifted_again()
    {
        var days = World.Stringency.Length / World.Cities.Count;
        var starts = Enumerable.Range(0, World.Cities.Count).Select(c => World.Stringency.AsSpan(c * days, days).IndexOfAnyExcept(0)).ToArray();
        Assert.True(starts.Distinct().Count() > 15, "lockdowns are staggered");
        Assert.All(Enumerable.Range(0, World.Cities.Count), c => Assert.Contains(0, World.Stringency[(c * days + 400)..((c + 1) * days)]));
    }

    [Fact]
    public void True_resilience_is_standardised_and_its_dimensions_go_together()
    {
        var total = World.Cities.Select(c => c.Resilience).ToArray();
        Assert.Equal(0, total.Sum(), 1e-9);
        Assert.Equal(total.Length - 1, total.Sum(x => x * x), 1e-9);
        Assert.True(World.Truth["index_reliability"] >= 0.95);
        Assert.All(Enumerable.Range(0, 4), d => Assert.InRange(Fit(World.Cities.Select(c => c.Dimensions[d]).ToArray(), total).Slope, 0.4, 0.95));
    }

    [Fact]
    public void Some_indicator_cells_are_missing_and_some_directions_are_disputed()
    {
        Assert.InRange(World.IndicatorValues.Count(double.IsNaN), 50, 150);
        Assert.Equal(2, World.Indicators.Count(i => i.Disputed));
        Assert.All(Enumerable.Range(0, 4), d => Assert.Contains(World.Indicators, i => i.Dimension == d && i.Sign < 0));
    }

    [Fact]
    public void With_little_noise_the_slopes_of_exports_on_resilience_follow_the_true_event_path()
    {
        var quiet = SyntheticWorld.Draw(new WorldOptions(11) { Effects = new WorldEffects { ExportNoise = 0, CellNoise = 0, Windfall = 0, DemandFall = 0, GrowthSpread = 0 } });
        var path = Enumerable.Range(0, 60).Select(t => Fit([.. quiet.Cities.Select(c => c.Resilience)], TrueEffects(quiet, t)).Slope).ToArray();
        for (var t = 0; t < 60; t++) Assert.Equal(path[t] - path[24], quiet.Truth.EventPath[t], 0.02); // channels' ups and downs and small demand drift remain
    }

    [Fact]
    public void A_world_without_effects_has_no_true_resilience_effect()
    {
        var none = SyntheticWorld.Draw(new WorldOptions(2) { Effects = WorldEffects.None });
        Assert.Equal(0, none.Truth["h1_slope"]);
        Assert.Equal(0, none.Truth["h2_short"], 1e-12);
        Assert.Equal(0, none.Truth["h2_long"], 1e-12);
        Assert.Equal(0, none.Truth["stringency_short"], 1e-12);
        Assert.True(none.Truth["shock_short"] < -0.03, "the common shock stays");
    }

    [Fact]
    public void Troughs_and_recoveries_can_be_read_off_the_true_paths()
    {
        for (var c = 0; c < World.Cities.Count; c++)
        {
            var level = Enumerable.Range(0, 60).Select(t => World.Truth.NoiseFree[c * 60 + t] / World.Truth.Baseline[c * 60 + t]).ToArray();
            var city = World.Cities[c];
            var trough = city.Trough.Ordinal - World.Months[0].Ordinal;
            Assert.Equal(level[ShockStart..(ShortEnd + 1)].Min(), level[trough]);
            Assert.Equal(1 - level[trough], city.Depth, 1e-12);
            if (city.Recovery is not { } month) continue;
            var at = month.Ordinal - World.Months[0].Ordinal;
            Assert.All(level[at..(at + 3)], x => Assert.True(x >= 0.95));
            Assert.True(at == trough + 1 || level[at - 1] < 0.95);
        }
    }

    [Fact]
    public void Plain_regressions_of_many_worlds_cover_the_planted_effects_as_often_as_they_say()
    {
        const int worlds = 40;
        var covered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1UL; seed <= worlds; seed++)
        {
            var world = SyntheticWorld.Draw(new WorldOptions(seed));
            foreach (var (parameter, slope, error) in Regressions(world))
                covered[parameter] = covered.GetValueOrDefault(parameter) + (Math.Abs(slope - world.Truth[parameter]) <= 2.0017 * error ? 1 : 0);
        }
        // 95 % of 40 is 38; 34 or fewer would happen once in 35 times for one parameter if the intervals were right, and the seeds are fixed.
        Assert.All(covered, parameter => Assert.True(parameter.Value >= 35, $"{parameter.Key} was covered in {parameter.Value} of {worlds} worlds"));
    }

    [Fact]
    public void The_effects_are_found_with_room_to_spare()
    {
        foreach (var (parameter, slope, error) in Regressions(World).Where(r => r.Parameter is "h1_slope" or "h2_short" or "h2_long"))
        {
            Assert.True(Math.Abs(slope) > 2.5 * error, $"{parameter}: {slope} with standard error {error}");
            Assert.Equal(Math.Sign(World.Truth[parameter]), Math.Sign(slope));
        }
    }

    private static IEnumerable<(string Parameter, double Slope, double Error)> Regressions(SyntheticWorld world)
    {
        double[] resilience = [.. world.Cities.Select(c => c.Resilience)];
        double[] cases = [.. Enumerable.Range(0, world.Cities.Count).Select(c => Math.Log(1e5 * CumulativeCases(world, c) / world.Cities[c].Population))];
        var control = Fit(resilience, cases);
        yield return ("h1_slope", control.Slope, control.Error);
        foreach (var (name, first, last) in new[] { ("short", ShockStart, ShortEnd), ("long", ShortEnd + 1, 59) })
        {
            var gaps = Enumerable.Range(0, world.Cities.Count).Select(c => Gaps(world, c)).ToArray();
            double[] means = [.. gaps.Select(g => g[first..(last + 1)].Average())];
            var path = Fit(resilience, [.. gaps.Select((g, c) => means[c] - g[24])]);
            yield return ($"h2_{name}", path.Slope, path.Error);
            var mean = means.Average();
            yield return ($"shock_{name}", mean, Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1) / means.Length));
        }
    }

    private static double[] Gaps(SyntheticWorld world, int city)
    {
        var logs = Enumerable.Range(0, world.Months.Count).Select(t => Math.Log(Total(world, city, t))).ToArray();
        return [.. logs.Select((x, t) => x - 0.5 * (logs[t % 12] + logs[12 + t % 12]))];
    }

    private static double[] TrueEffects(SyntheticWorld world, int month) =>
        [.. Enumerable.Range(0, world.Cities.Count).Select(c => Math.Log(Total(world, c, month) / world.Truth.Baseline[c * 60 + month]))];

    private static double Total(SyntheticWorld world, int city, int month)
    {
        var pairs = world.Partners.Count * world.Products.Count;
        double sum = 0;
        foreach (var x in world.Exports.AsSpan((city * world.Months.Count + month) * pairs, pairs)) sum += x;
        return sum;
    }

    private static int CumulativeCases(SyntheticWorld world, int city)
    {
        var days = world.Cases.Length / world.Cities.Count;
        var sum = 0;
        foreach (var x in world.Cases.AsSpan(city * days, days)) sum += x;
        return sum;
    }

    /// <summary>Least squares of y on a constant and x; the error allows for unequal variances (HC1).</summary>
    private static (double Slope, double Error) Fit(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var xx = x.Sum(v => (v - mx) * (v - mx));
        var slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / xx;
        var meat = x.Zip(y, (a, b) => (a - mx) * (b - my - slope * (a - mx))).Sum(s => s * s);
        return (slope, Math.Sqrt(meat * x.Length / (x.Length - 2)) / xx);
    }
}
