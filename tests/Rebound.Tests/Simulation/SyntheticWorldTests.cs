using System.Reflection;
using CsCheck;
using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation;

public sealed class SyntheticWorldTests
{
    private const int ShockStart = 25;
    private const int ShortEnd = 35;

    private static readonly SyntheticWorld World = SyntheticWorld.Draw(new WorldOptions(1, Cities: 60));

    [Fact]
    public void A_world_has_the_sizes_that_were_asked_for()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(3, Cities: 20, Months: 48, Partners: 2, Products: 3));
        Assert.Equal(20, world.Cities.Count);
        Assert.Equal("2021-12", world.Months[^1].ToString());
        Assert.Equal(20 * 48 * 2 * 3, world.Exports.Length);
        Assert.Equal(20 * 700, world.Cases.Length);
        Assert.Equal(20 * 731, world.Stringency.Length);
        Assert.Equal(4 * 20 * 48, world.ChannelValues.Length);
        Assert.Equal(20 * world.Indicators.Count * 5, world.IndicatorValues.Length);
        Assert.Equal(20 * 48, world.Truth.Baseline.Length);
    }

    [Theory]
    [InlineData(9, 60, 4, 5, "Cities")]
    [InlineData(60, 47, 4, 5, "Months")]
    [InlineData(60, 60, 9, 5, "Partners")]
    [InlineData(60, 60, 4, 0, "Products")]
    public void Sizes_outside_their_range_are_refused_by_name(int cities, int months, int partners, int products, string named) =>
        Assert.Equal(named, Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticWorld.Draw(new WorldOptions(1, cities, months, partners, products))).ParamName);

    [Fact]
    public void Nine_hundred_cities_have_codes_names_and_room_of_their_own()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(5, Cities: 900, Months: 48, Partners: 1, Products: 1));
        Assert.Equal(900, world.Cities.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(900, world.Cities.Select(c => c.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_number_is_sane()
    {
        Assert.All(World.Exports, x => Assert.True(x > 0 && double.IsFinite(x)));
        Assert.All(World.Cases, x => Assert.True(x >= 0));
        Assert.All(World.Stringency, x => Assert.InRange(x, 0, 100));
        Assert.All(World.Precision, x => Assert.InRange(x, 0, 1));
        Assert.All(World.ChannelValues, x => Assert.InRange(x, 0, 200));
        Assert.All(World.IndicatorValues, x => Assert.True(double.IsNaN(x) || x > 0));
        Assert.All(World.Cities, c => Assert.InRange(c.Population, 60_000, 6_000_000));
        Assert.InRange(Enumerable.Range(0, World.Cities.Count).Count(c => ShortCases(World, c) > 0), 57, 60);
    }

    [Fact]
    public void Restrictions_start_at_different_times_and_are_lifted_again()
    {
        var days = World.Stringency.Length / World.Cities.Count;
        int[] starts = [.. Enumerable.Range(0, World.Cities.Count).Select(c => World.Stringency[(c * days)..((c + 1) * days)].ToList().FindIndex(s => s >= 35)).Where(d => d >= 0)];
        Assert.True(starts.Length > 30 && starts.Distinct().Count() > 15, $"{starts.Length} cities close on {starts.Distinct().Count()} days");
        double[] least = [.. Enumerable.Range(0, World.Cities.Count).Select(c => (double)World.Stringency[(c * days + 150)..((c + 1) * days)].Min())];
        Assert.All(least, s => Assert.True(s < 35));
        Assert.InRange(least.Count(s => s <= 5), 57, 60); // a city where cases never end stays a little closed
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
    public void A_world_in_which_resilience_matters_nowhere_has_no_true_effect_of_it_to_the_bit()
    {
        var none = SyntheticWorld.Draw(new WorldOptions(2, Cities: 20, Months: 48) { Effect = WorldEffect.None, Replicates = 2 });
        Assert.All(none.Truth.Parameters.Where(p => new[] { "h1_", "h2_", "link_", "slope_" }.Any(name => p.Parameter.StartsWith(name, StringComparison.Ordinal))), p => Assert.Equal(0, p.Value));
        Assert.All(none.Truth.EventPath, x => Assert.Equal(0, x));
        Assert.Equal(none.Truth.NoiseFree, none.Truth.WithoutResilience);
        Assert.True(none.Truth["shock_short"] < -0.03, "the shock stays");
        Assert.True(none.Truth["stringency_short"] < -0.1, "and so does what closings cost");
    }

    /// <summary>Each setting of a world with what moves it, and the truths that must feel it: a setting that comes without such a line fails.</summary>
    private static readonly SortedDictionary<string, (Func<WorldOptions, WorldOptions> Change, string[] Truths)> Planted = new(StringComparer.Ordinal)
    {
        ["Effect"] = (o => o with { Effect = WorldEffect.None }, ["slope_control_society", "h1_slope", "h2_short", "link_logistics_space"]),
        ["Slopes"] = (o => o with { Slopes = LinkSlopes.Uniform(0.2) }, ["slope_control_technology", "slope_production_economy", "slope_logistics_space", "slope_sales_economy", "link_logistics_space"]),
        ["Windfall"] = (o => o with { Windfall = 0 }, ["windfall_short_pct"]),
        ["WindfallSpread"] = (o => o with { WindfallSpread = 0 }, ["windfall_short_sd_pct"]),
        ["Confounding"] = (o => o with { Confounding = 1 }, ["confounder_cases", "confounder_exports_short"]),
        ["Lockdowns.Rule"] = (o => Lots(o, l => l with { Rule = LockdownRule.None }), ["lockdown_cities_share", "stringency_short_switches"]),
        ["Lockdowns.Stagger"] = (o => Lots(o, l => l with { Stagger = 10 }), ["lockdown_stagger_days", "stringency_short_switches"]),
        ["Lockdowns.Share"] = (o => Lots(o, l => l with { Share = 0.3 }), ["lockdown_cities_share"]),
        ["Lockdowns.Level"] = (o => Lots(o, l => l with { Level = 0.3 }), ["lockdown_mean_level"]),
        ["Lockdowns.Days"] = (o => Lots(o, l => l with { Days = 20 }), ["lockdown_mean_days", "stringency_short"]),
        ["Lockdowns.Waves"] = (o => Lots(o, l => l with { Waves = 1 }), ["lockdown_spells"]),
        ["Lockdowns.Reversible"] = (o => Lots(o, l => l with { Reversible = false }), ["lockdown_reversed_share", "lockdown_mean_days"]),
        ["Lockdowns.OriginRisk"] = (o => Lots(o, l => l with { OriginRisk = false }), ["h1_slope", "loss_home_epidemic_long_pct"]),
        ["Noise.Exports"] = (o => o with { Noise = o.Noise with { Exports = 0.2 } }, ["noise_exports"]),
        ["Noise.Cells"] = (o => o with { Noise = o.Noise with { Cells = 0.2 } }, ["noise_cells"]),
        ["Noise.Indicators"] = (o => o with { Noise = o.Noise with { Indicators = 2 } }, ["noise_indicators", "index_correlation"]),
        ["Noise.Channels"] = (o => o with { Noise = o.Noise with { Channels = 3 } }, ["noise_channels"]),
        ["Noise.MissingIndicators"] = (o => o with { Noise = o.Noise with { MissingIndicators = 0.3 } }, ["missing_indicators_share"]),
        ["Noise.MissingExports"] = (o => o with { Noise = o.Noise with { MissingExports = 0.3 } }, ["missing_exports_share"]),
    };

    [Fact]
    public void Whatever_a_world_file_can_plant_has_truth_rows_that_feel_it()
    {
        static IEnumerable<string> Settings(Type type, string prefix) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.CanWrite && p.Name is not ("Seed" or "Cities" or "Months" or "Partners" or "Products" or "Replicates"))
            .SelectMany(p => p.PropertyType == typeof(WorldLockdowns) || p.PropertyType == typeof(WorldNoise) ? Settings(p.PropertyType, p.Name + ".") : [prefix + p.Name]);
        Assert.Equal(Settings(typeof(WorldOptions), "").Order(StringComparer.Ordinal), Planted.Keys);
        var usual = new WorldOptions(3, Cities: 14, Months: 48, Partners: 1, Products: 2) { Replicates = 1, Lockdowns = new WorldLockdowns { Rule = LockdownRule.Lot, Stagger = 60 } };
        var before = SyntheticWorld.Draw(usual).Truth;
        foreach (var (setting, (change, truths)) in Planted)
        {
            var after = SyntheticWorld.Draw(change(usual)).Truth;
            Assert.All(truths, truth => Assert.True(before[truth] != after[truth], $"{setting} does not move {truth}, {after[truth]}"));
        }
    }

    private static WorldOptions Lots(WorldOptions options, Func<WorldLockdowns, WorldLockdowns> change) => options with { Lockdowns = change(options.Lockdowns) };

    [Fact]
    public void Closings_of_a_city_are_told_with_their_first_day_and_the_first_day_after()
    {
        var lots = new WorldLockdowns { Rule = LockdownRule.Lot, Stagger = 40, Share = 0.7, Level = 0.6, Days = 25, Waves = 2 };
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 20, Months: 48, Partners: 1, Products: 1) { Replicates = 1, Lockdowns = lots });
        var days = world.Stringency.Length / 20;
        var written = new int[world.Stringency.Length];
        Assert.All(world.Truth.Closings, s => Assert.Equal((25, 60, 60.0), (s.Days, s.Highest, s.Mean)));
        foreach (var spell in world.Truth.Closings) Array.Fill(written, 60, spell.City * days + spell.On, spell.Days);
        Assert.Equal(world.Stringency, written);
        Assert.Equal(world.Truth["lockdown_spells"], world.Truth.Closings.Count);
        Assert.Equal(1, world.Truth["lockdown_reversed_share"]);
        var never = SyntheticWorld.Draw(world.Options with { Lockdowns = lots with { Reversible = false } }).Truth;
        Assert.All(never.Closings, s => Assert.Null(s.Off));
        Assert.Equal(0, never["lockdown_reversed_share"]);
    }

    [Fact]
    public void Resilience_matters_only_where_the_world_lets_it()
    {
        var options = new WorldOptions(6, Cities: 40, Months: 48) { Replicates = 2 };
        var control = SyntheticWorld.Draw(options with { Effect = WorldEffect.Control }).Truth;
        var channels = SyntheticWorld.Draw(options with { Effect = WorldEffect.Channels }).Truth;
        Assert.True(control["h1_slope"] < -0.1 && control["h2_short"] > 0.01);
        Assert.Equal(0, control["h2_given_epidemic_short"]);
        Assert.Equal(0, channels["h1_slope"]);
        Assert.True(channels["h2_given_epidemic_short"] > 0.01);
        Assert.Equal(channels["h2_given_epidemic_short"], channels["h2_short"], 0.01); // the former is of the written replicate, the latter a mean
        Assert.Equal(0, channels["h1_own_economy"]);
    }

    [Fact]
    public void The_channels_parts_add_up_to_the_loss_and_nothing_happens_before_the_shock()
    {
        var truth = World.Truth;
        for (var i = 0; i < truth.Baseline.Length; i++)
        {
            var loss = truth.Baseline[i] - truth.NoiseFree[i];
            Assert.Equal(loss, truth.ChannelLosses.Sum(part => part[i]), 1e-9 * truth.Baseline[i]);
            if (i % 60 >= ShockStart) continue;
            Assert.Equal(truth.Baseline[i], truth.NoiseFree[i], 1e-12 * truth.Baseline[i]);
            Assert.Equal(truth.Baseline[i], truth.WithoutResilience[i], 1e-12 * truth.Baseline[i]);
            Assert.Equal(truth.Baseline[i], truth.WithoutEpidemic[i], 1e-12 * truth.Baseline[i]);
        }
        foreach (var run in new[] { "short", "long" })
            Assert.Equal(truth[$"loss_{run}_pct"], new[] { "policy", "production", "logistics", "sales" }.Sum(c => truth[$"loss_{c}_{run}_pct"]), 1e-4); // each is written with six digits
    }

    [Fact]
    public void Without_a_windfall_nothing_comes_of_it_and_with_one_the_medical_cities_gain_whatever_their_resilience()
    {
        Assert.Equal(0, SyntheticWorld.Draw(new WorldOptions(2, Cities: 12, Months: 48) { Windfall = 0, Replicates = 1 }).Truth["windfall_short_pct"]);
        double[] medical = [.. Enumerable.Range(0, 60).Select(MedicalShare)];
        double[] gain = [.. Enumerable.Range(0, 60).Select(c => Enumerable.Range(c * 60 + ShockStart, 11).Sum(i => World.Truth.NoiseFree[i] - World.Truth.WithoutWindfall[i]) / Enumerable.Range(c * 60 + ShockStart, 11).Sum(i => World.Truth.Baseline[i]))];
        Assert.True(Correlation.Pearson(medical, gain) > 0.9);
        Assert.InRange(Correlation.Pearson([.. World.Cities.Select(c => c.Resilience)], gain), -0.3, 0.3);
    }

    [Fact]
    public void Favour_keeps_infections_away_and_exports_up_and_has_nothing_to_do_with_resilience()
    {
        var favoured = SyntheticWorld.Draw(new WorldOptions(3, Cities: 60, Months: 48) { Confounding = 1, Replicates = 1 });
        Assert.True(favoured.Truth["confounder_cases"] < -0.1, $"{favoured.Truth["confounder_cases"]}");
        Assert.True(favoured.Truth["confounder_exports_short"] > 0.02, $"{favoured.Truth["confounder_exports_short"]}");
        Assert.InRange(Correlation.Pearson([.. favoured.Cities.Select(c => c.Resilience)], [.. favoured.Cities.Select(c => c.Favour)]), -0.3, 0.3);
        Assert.All(World.Cities, c => Assert.Equal(0, c.Favour));
        Assert.Equal(0, World.Truth["confounder_cases"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lots_close_their_share_of_the_cities_on_the_days_they_say(bool reversible)
    {
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 100, Months: 48, Partners: 1, Products: 1)
        {
            Lockdowns = new WorldLockdowns { Rule = LockdownRule.Lot, Stagger = 30, Share = 0.5, Level = 0.6, Days = 20, Waves = 1, Reversible = reversible },
        });
        var days = world.Stringency.Length / 100;
        var closed = 0;
        for (var c = 0; c < 100; c++)
        {
            var city = world.Stringency[(c * days)..((c + 1) * days)];
            Assert.All(city, s => Assert.True(s is 0 or 60));
            if (city.Max() == 0) continue;
            closed++;
            var first = Array.IndexOf(city, 60);
            Assert.InRange(first, 31 + 15, 31 + 15 + 30);
            Assert.Equal(reversible ? 20 : days - first, city.Count(s => s == 60));
        }
        Assert.InRange(closed, 35, 65);
    }

    [Fact]
    public void Nobody_closes_where_there_is_no_rule_and_months_are_missing_where_they_are_to_be()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 20, Months: 48) { Lockdowns = new WorldLockdowns { Rule = LockdownRule.None }, Noise = new WorldNoise { MissingExports = 0.1, MissingIndicators = 0 } });
        Assert.All(world.Stringency, s => Assert.Equal(0, s));
        Assert.DoesNotContain(world.IndicatorValues, double.IsNaN);
        Assert.InRange(world.Exports.Count(double.IsNaN) / (double)world.Exports.Length, 0.06, 0.14);
        for (var row = 0; row < 20 * 48; row++) Assert.Single(world.Exports[(row * 20)..((row + 1) * 20)].Select(double.IsNaN).Distinct());
    }

    [Fact]
    public void Every_world_that_a_file_may_ask_for_can_be_drawn() => Gen.Select(Gen.Int[10, 14], Gen.Int[1, 3], Gen.Int[1, 8], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Enum<LockdownRule>(), Gen.Bool).Sample((cities, partners, products, confounded, lifted, linked, rule, noisy) =>
    {
        var (windfall, extreme) = (lifted ? 2.0 : 0, noisy ? 1.0 : 0);
        var world = SyntheticWorld.Draw(new WorldOptions((ulong)(cities * products), cities, 48, partners, products)
        {
            Confounding = confounded ? 3 : 0,
            Windfall = windfall,
            WindfallSpread = windfall,
            Slopes = LinkSlopes.Uniform(linked ? 1.5 : 0),
            Lockdowns = new WorldLockdowns { Rule = rule, Stagger = (int)(365 * extreme), Share = extreme, Level = extreme, Days = 1 + (int)(364 * extreme), Waves = 9 },
            Noise = new WorldNoise { Exports = extreme, Cells = extreme, Indicators = 10 * extreme, Channels = 20 * extreme, MissingExports = extreme / 2, MissingIndicators = extreme / 2 },
            Replicates = 1,
        });
        Assert.All(world.Exports, x => Assert.True(double.IsNaN(x) || (x > 0 && double.IsFinite(x))));
        Assert.All(world.Truth.Parameters, p => Assert.True(double.IsFinite(p.Value), p.Parameter));
        var truth = world.Truth;
        for (var i = 0; i < truth.Baseline.Length; i++) Assert.Equal(truth.Baseline[i] - truth.NoiseFree[i], truth.ChannelLosses.Sum(part => part[i]), 1e-9 * truth.Baseline[i]);
    }, iter: 24, threads: 1);

    [Fact]
    public void Threads_change_no_bit_of_tables_or_truth()
    {
        var options = new WorldOptions(9, Cities: 15, Months: 48) { Confounding = 0.5, Replicates = 2 };
        var most = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1;
            var one = SyntheticWorld.Draw(options);
            var alone = one.Truth;
            FixedChunks.MostThreads = 4;
            var four = SyntheticWorld.Draw(options);
            Assert.Equal(one.Exports, four.Exports);
            Assert.Equal(alone.Parameters, four.Truth.Parameters);
            Assert.Equal(alone.WithoutResilience, four.Truth.WithoutResilience);
        }
        finally
        {
            FixedChunks.MostThreads = most;
        }
    }

    [Fact]
    public void Troughs_and_recoveries_can_be_read_off_the_true_paths()
    {
        for (var c = 0; c < World.Cities.Count; c++)
        {
            var level = Enumerable.Range(0, 60).Select(t => World.Truth.NoiseFree[c * 60 + t] / World.Truth.Baseline[c * 60 + t]).ToArray();
            var city = World.Cities[c];
            var trough = city.Trough.Ordinal - World.Months[0].Ordinal;
            Assert.Equal(level[ShockStart..(ShortEnd + 1)].Min(), level[trough], 1e-12);
            Assert.Equal(1 - level[trough], city.Depth, 1e-12);
            if (city.Recovery is not { } month) continue;
            var at = month.Ordinal - World.Months[0].Ordinal;
            Assert.All(level[at..(at + 3)], x => Assert.True(x >= 0.95 - 1e-12));
            Assert.True(at == trough + 1 || level[at - 1] < 0.95 + 1e-12);
        }
        Assert.InRange(World.Cities.Count(c => c.Recovery is not null), 40, 60);
    }

    [Fact]
    public void Plain_regressions_of_many_worlds_cover_the_true_effects_as_often_as_they_say()
    {
        const int worlds = 24;
        var covered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1UL; seed <= worlds; seed++)
        {
            var world = SyntheticWorld.Draw(new WorldOptions(seed, Cities: 30, Months: 48, Partners: 2, Products: 2) { Replicates = 2 });
            foreach (var (parameter, slope, error) in Regressions(world))
                covered[parameter] = covered.GetValueOrDefault(parameter) + (Math.Abs(slope - world.Truth[parameter]) <= 2.05 * error ? 1 : 0);
        }
        // 95 % of 24 is 22.8; 19 or fewer would happen once in 130 times for one parameter if the intervals were right, and the seeds are fixed.
        Assert.All(covered, parameter => Assert.True(parameter.Value >= 20, $"{parameter.Key} was covered in {parameter.Value} of {worlds} worlds"));
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

    private static double MedicalShare(int city)
    {
        double medical = 0, all = 0;
        for (var i = city * 60 * 20; i < (city * 60 + 24) * 20; i++) (medical, all) = (medical + (i % 5 == 0 ? World.Exports[i] : 0), all + World.Exports[i]);
        return medical / all;
    }

    private static IEnumerable<(string Parameter, double Slope, double Error)> Regressions(SyntheticWorld world)
    {
        int[] seen = [.. Enumerable.Range(0, world.Cities.Count).Where(c => ShortCases(world, c) > 0)];
        var control = Fit([.. seen.Select(c => world.Cities[c].Resilience)], [.. seen.Select(c => Math.Log(1e5 * ShortCases(world, c) / world.Cities[c].Population))]);
        yield return ("h1_slope", control.Slope, control.Error);
        double[] resilience = [.. world.Cities.Select(c => c.Resilience)];
        foreach (var (name, first, last) in new[] { ("short", ShockStart, ShortEnd), ("long", ShortEnd + 1, world.Months.Count - 1) })
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

    private static double Total(SyntheticWorld world, int city, int month)
    {
        var pairs = world.Partners.Count * world.Products.Count;
        double sum = 0;
        foreach (var x in world.Exports.AsSpan((city * world.Months.Count + month) * pairs, pairs)) sum += x;
        return sum;
    }

    private static int ShortCases(SyntheticWorld world, int city)
    {
        var days = world.Cases.Length / world.Cities.Count;
        var sum = 0;
        foreach (var x in world.Cases.AsSpan(city * days, 335)) sum += x;
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
