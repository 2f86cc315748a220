using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Works out the true answers of a world from its paired runs.</summary>
internal sealed class TruthAccount
{
    private static readonly (int First, int Last) Short = (WorldCalendar.ShockStart, WorldCalendar.ShortEnd);
    private static readonly string[] Channels = ["policy", "production", "logistics", "sales"];

    private readonly WorldOptions options;
    private readonly Resilience resilience;
    private readonly WorldScenario scenario;
    private readonly Observed seen;
    private readonly WrittenRun written;
    private readonly TrueRuns runs;
    private readonly Projection projection;
    private readonly double[] growth;
    private readonly double[] baseline;
    private readonly double[] noiseFree;
    private readonly List<TruthParameter> parameters = [];

    internal TruthAccount(WorldOptions options, Resilience resilience, WorldScenario scenario, Observed seen, WrittenRun written, TrueRuns runs, double[] growth)
    {
        (this.options, this.resilience, this.scenario, this.seen, this.written, this.runs, this.growth) = (options, resilience, scenario, seen, written, runs, growth);
        projection = new Projection(options.Cities, options.Months);
        (baseline, noiseFree) = (Grown(written.Normal), Grown(written.Exports));
    }

    private (int First, int Last) Long => (WorldCalendar.ShortEnd + 1, options.Months - 1);

    private (string Name, (int First, int Last) Window)[] Windows => [("short", Short), ("long", Long)];

    internal WorldTruth Settle()
    {
        var path = EventPath();
        AddControl();
        AddResilience(path);
        AddShock();
        AddStringency();
        AddChannels();
        AddWindfall();
        AddFavour();
        AddMeasurement();
        parameters.AddRange(LinkTruth.Slopes(options));
        parameters.AddRange(LinkTruth.Levels(options, resilience, runs));
        var spells = LockdownTruth.Spells(options.Cities, seen.Stringency);
        parameters.AddRange(LockdownTruth.Summary(options.Cities, spells));
        AddNoise();
        return new WorldTruth(parameters, path, baseline, noiseFree)
        {
            WithoutResilience = Grown(runs.Without(0, null).Exports),
            WithoutWindfall = Grown(runs.WithoutWindfall),
            WithoutEpidemic = Grown(runs.WithoutEpidemic),
            ChannelLosses = [.. runs.Parts.Select(Grown)],
            Closings = spells,
        };
    }

    private double[] Grown(double[] table)
    {
        var grown = new double[table.Length];
        for (var i = 0; i < grown.Length; i++) grown[i] = table[i] * growth[i];
        return grown;
    }

    private void Add(string parameter, double value, string estimate, string description) =>
        parameters.Add(new TruthParameter(parameter, Digits.Significant(value, 6), estimate, description));

    /// <summary>Mean over replicates of ln(exports as they are / exports without the resilience of a dimension, or of all), city × month.</summary>
    private double[] Gain(int? dimension)
    {
        var gain = new double[options.Cities * options.Months];
        for (var r = 0; r < options.Replicates; r++)
        {
            var (with, without) = (runs.AsIs(r).Exports, runs.Without(r, dimension).Exports);
            for (var i = 0; i < gain.Length; i++) gain[i] += Math.Log(with[i] / without[i]) / options.Replicates;
        }
        return gain;
    }

    /// <summary>Mean over replicates of ln(cases as they are / cases without), by city; replicates in which the city has none in either are left out.</summary>
    private double[] CaseChange(int? dimension)
    {
        var change = new double[options.Cities];
        for (var c = 0; c < change.Length; c++)
        {
            var counted = 0;
            for (var r = 0; r < options.Replicates; r++)
            {
                var (with, without) = (runs.AsIs(r).Cases[c], runs.Without(r, dimension).Cases[c]);
                if (with == 0 || without == 0) continue;
                change[c] += Math.Log(with / without);
                counted++;
            }
            change[c] /= Math.Max(1, counted);
        }
        return change;
    }

    private double[] EventPath()
    {
        var gain = Gain(null);
        return [.. Enumerable.Range(0, options.Months).Select(t => Digits.Significant(Projection.Slope(resilience.Total, projection.Month(gain, t)), 6))];
    }

    private void AddControl()
    {
        var change = CaseChange(null);
        Add("h1_slope", Projection.Slope(resilience.Total, change), "h1", "log cumulative cases of the short run per sd of resilience: with resilience against without, mean over replicates");
        for (var d = 0; d < resilience.Dimensions.Length; d++)
            Add($"h1_slope_{WorldCatalogue.Dimensions[d]}", Projection.Slope(resilience.Dimensions[d], change), $"h1.{WorldCatalogue.Dimensions[d]}", $"the same per sd of {WorldCatalogue.Dimensions[d]} when it is the only regressor");
        for (var d = 0; d < resilience.Dimensions.Length; d++)
            Add($"h1_own_{WorldCatalogue.Dimensions[d]}", Projection.Slope(resilience.Dimensions[d], CaseChange(d)), "", $"log cumulative cases per sd of {WorldCatalogue.Dimensions[d]}: with it against without it, the others as they are");
    }

    private void AddResilience(double[] path)
    {
        foreach (var (name, window) in Windows)
            Add($"h2_{name}", Projection.Mean(path, window), $"h2.{name}", $"log points of exports per sd of resilience, mean of the event path over the {name} run: with resilience against without");
        var economy = new double[options.Cities * options.Months];
        for (var i = 0; i < economy.Length; i++) economy[i] = Math.Log(written.Exports[i] / runs.WithoutLinkInEconomy[i]);
        foreach (var (name, window) in Windows)
            Add($"h2_given_epidemic_{name}", Projection.Slope(resilience.Total, projection.CityMeans(economy, window)), "", $"the part of it that does not come by way of the epidemic and its control, {name} run: the same path of both, in the world that is written");
        for (var d = 0; d < resilience.Dimensions.Length; d++)
        {
            var gain = Gain(d);
            foreach (var (name, window) in Windows)
                Add($"h2_own_{WorldCatalogue.Dimensions[d]}_{name}", Projection.Slope(resilience.Dimensions[d], projection.CityMeans(gain, window)), "", $"log points of exports per sd of {WorldCatalogue.Dimensions[d]} in the {name} run: with it against without it, the others as they are");
        }
    }

    private void AddShock()
    {
        var gap = SameMonthGap();
        foreach (var (name, window) in Windows)
            Add($"shock_{name}", projection.MeanOfAll(gap, window), $"shock.{name}", $"mean over cities and months of the {name} run: noise-free log exports minus the mean log of the same month of 2018 and 2019");
        var own = new double[gap.Length];
        for (var i = 0; i < own.Length; i++) own[i] = Math.Log(noiseFree[i] / baseline[i]);
        foreach (var (name, window) in Windows)
            Add($"shock_{name}_own_path", projection.MeanOfAll(own, window), "", $"the same against each city's own path without the shock (growth taken out), {name} run");
        foreach (var (name, window) in Windows) AddLosses(name, window);
        double depth = 0, recovered = 0;
        for (var c = 0; c < options.Cities; c++)
        {
            var course = TrueRecovery.Of(noiseFree.AsSpan(c * options.Months, options.Months), baseline.AsSpan(c * options.Months, options.Months));
            (depth, recovered) = (depth + course.Depth, recovered + (course.Recovery < 0 ? 0 : 1));
        }
        Add("mean_depth_pct", 100 * depth / options.Cities, "", "mean over cities of the deepest true monthly loss of the short run, per cent of the path without the shock; a minimum of noisy months is deeper");
        Add("recovered_share", recovered / options.Cities, "", "share of cities whose noise-free exports came back to 95 % of that path for three months");
    }

    // Of all cities, in per cent of their path without the shock.
    private void AddLosses(string name, (int First, int Last) window)
    {
        var whole = projection.Sum(baseline, window);
        Add($"loss_{name}_pct", 100 * (whole - projection.Sum(noiseFree, window)) / whole, "", $"loss of exports of all cities in the {name} run, per cent of the path without the shock");
        for (var k = 0; k < Channels.Length; k++)
            Add($"loss_{Channels[k]}_{name}_pct", 100 * projection.Sum(Grown(runs.Parts[k]), window) / whole, "", $"part of the channel {Channels[k]} in it (Shapley over the sixteen sets of channels); the four add up to the loss");
        Add($"loss_home_epidemic_{name}_pct", 100 * (projection.Sum(Grown(runs.WithoutEpidemic), window) - projection.Sum(noiseFree, window)) / whole, "", $"what the epidemic at home took in the {name} run, the world abroad as it is: with it against without it");
    }

    private void AddStringency()
    {
        var effect = new double[options.Cities * options.Months];
        for (var i = 0; i < effect.Length; i++) effect[i] = Math.Log(written.Exports[i] / runs.WithoutClosings[i]);
        foreach (var (name, window) in Windows)
            Add($"stringency_{name}", projection.WithinSlope(seen.Monthly, effect, window), $"stringency.{name}", $"log points of exports per unit (100 points) of stringency, with city and month effects, {name} run: exports as they are against the same epidemic without a closing");
        foreach (var (name, window) in Windows)
            Add($"stringency_{name}_switches", LockdownTruth.Switches(options.Cities, options.Months, seen.Monthly, effect, window), $"stringency.{name}.switches", $"the same where stringency changed against where it stayed, coming from the same state (changes of more than a point, weighted by their size), {name} run; 0 where nobody stayed to compare with");
        Add("interaction_short", projection.WithinInteraction(seen.Monthly, resilience.Total, effect, Short), "interaction.short", "change of that slope per sd of resilience (effect ~ stringency + stringency:resilience with city and month effects)");
    }

    private void AddChannels()
    {
        var gap = SameMonthGap();
        var cells = options.Cities * options.Months;
        for (var k = 0; k < Channels.Length; k++)
        {
            var values = seen.Channels[(k * cells)..((k + 1) * cells)];
            foreach (var (name, window) in Windows)
            {
                var perUnit = projection.WithinSlope(values, gap, window);
                Add($"channel_{Channels[k]}_{name}_per_unit", perUnit, "", $"noise-free same-month gap per unit of {WorldCatalogue.Channels[k].Variable}, with city and month effects, {name} run: an association, closings move both");
                Add($"channel_{Channels[k]}_{name}", perUnit * projection.Spread(values, window), $"channel.{Channels[k]}.{name}", "the same per standard deviation of the variable over the cities and months of the window");
            }
        }
    }

    private void AddWindfall()
    {
        foreach (var (name, window) in Windows) AddWindfall(name, window, window);
        AddWindfall("last_year", (options.Months - 12, options.Months - 1), (WorldCalendar.ShockStart - 12, WorldCalendar.ShockStart - 1));
    }

    private void AddWindfall(string name, (int First, int Last) window, (int First, int Last) against)
    {
        var (with, without, normal) = (projection.CityMeans(noiseFree, window), projection.CityMeans(Grown(runs.WithoutWindfall), window), projection.CityMeans(baseline, against));
        double[] shares = [.. with.Select((x, c) => 100 * (x - without[c]) / normal[c])];
        var moments = Moments.Of(shares);
        var of = name == "last_year" ? "in the last twelve months, per cent of exports in the year before the shock" : $"in the {name} run, per cent of the path without the shock";
        Add($"windfall_{name}_pct", moments.Mean, "", $"mean over cities of what the medical product's demand brought {of}: with it against without it");
        Add($"windfall_{name}_sd_pct", moments.Deviation, "", "standard deviation of it over the cities");
    }

    private void AddFavour()
    {
        double[] cases = new double[options.Cities], favour = [.. scenario.Favour];
        var exports = new double[options.Cities * options.Months];
        var (open, closed) = (runs.AsIs(0), runs.WithoutFavour);
        for (var c = 0; c < cases.Length; c++) cases[c] = open.Cases[c] > 0 && closed.Cases[c] > 0 ? Math.Log(open.Cases[c] / closed.Cases[c]) : 0;
        for (var i = 0; i < exports.Length; i++) exports[i] = Math.Log(open.Exports[i] / closed.Exports[i]);
        var unit = options.Confounding == 0 ? favour : Resilience.Standardise(favour);
        Add("confounder_cases", Projection.Slope(unit, cases), "", "log cumulative cases of the short run per sd of the unseen favour: with it against without it; 0 where nothing is confounded");
        foreach (var (name, window) in Windows)
            Add($"confounder_exports_{name}", Projection.Slope(unit, projection.CityMeans(exports, window)), "", $"log points of exports per sd of the unseen favour in the {name} run");
    }

    private void AddMeasurement()
    {
        var correlation = Projection.Slope(ReferenceIndex(), resilience.Total);
        Add("index_correlation", correlation, "", "correlation over cities of true resilience and a plain index of the written indicators (min-max, equal weights, mean over the years)");
        Add("index_reliability", correlation * correlation, "", "its square: slopes on the seen index are true slopes times the correlation");
    }

    private void AddNoise()
    {
        var noise = options.Noise;
        Add("noise_exports", noise.Exports, "", "planted standard deviation of a city's noise in log exports of a month");
        Add("noise_cells", noise.Cells, "", "planted standard deviation of the noise in log exports of a partner and product in a month");
        Add("noise_indicators", noise.Indicators, "", "planted standard deviation of an indicator's reading error, in its own");
        Add("noise_channels", noise.Channels, "", "planted factor on the reading errors of the channels' variables");
        Add("missing_indicators_share", resilience.Readings.Count(double.IsNaN) / (double)resilience.Readings.Length, "", "share of the cells of indicators that are not written");
        Add("missing_exports_share", seen.Exports.Count(double.IsNaN) / (double)seen.Exports.Length, "", "share of the cities' months whose exports are not written");
    }

    /// <summary>Min-max over all city-years, equal weights of the readings at hand, standardised over cities.</summary>
    private double[] ReferenceIndex()
    {
        var indicators = WorldCatalogue.Indicators;
        var scores = new double[options.Cities];
        var counts = new int[options.Cities];
        for (var j = 0; j < indicators.Length; j++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (var (_, value) in ReadingsOf(j)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            foreach (var (city, value) in ReadingsOf(j))
            {
                scores[city] += indicators[j].Sign > 0 ? (value - low) / (high - low) : (high - value) / (high - low);
                counts[city]++;
            }
        }
        for (var c = 0; c < scores.Length; c++) scores[c] /= Math.Max(1, counts[c]);
        return Resilience.Standardise(scores);
    }

    private IEnumerable<(int City, double Value)> ReadingsOf(int indicator)
    {
        var (count, years) = (WorldCatalogue.Indicators.Length, WorldCalendar.IndicatorYears);
        for (var c = 0; c < options.Cities; c++)
        {
            for (var year = 0; year < years; year++)
            {
                var value = resilience.Readings[(c * count + indicator) * years + year];
                if (!double.IsNaN(value)) yield return (c, value);
            }
        }
    }

    private double[] SameMonthGap()
    {
        var gap = new double[noiseFree.Length];
        for (var c = 0; c < options.Cities; c++)
        {
            var row = c * options.Months;
            for (var t = 0; t < options.Months; t++)
            {
                var usual = 0.5 * (Math.Log(noiseFree[row + t % 12]) + Math.Log(noiseFree[row + 12 + t % 12]));
                gap[row + t] = Math.Log(noiseFree[row + t]) - usual;
            }
        }
        return gap;
    }
}
