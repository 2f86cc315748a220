namespace Rebound.Simulation;

/// <summary>Works out the true answers of a world from its noise-free paths.</summary>
internal sealed class TruthAccount(WorldOptions options, Resilience resilience, Restrictions policy, ChannelSeries channels, Trade trade)
{
    /// <summary>Exports count as recovered at this share of the path without the shock, held for so many months.</summary>
    private const double RecoveryLevel = 0.95;
    private const int RecoveryHold = 3;

    private static readonly (int First, int Last) Short = (WorldCalendar.ShockStart, WorldCalendar.ShortEnd);

    private readonly List<TruthParameter> parameters = [];

    private (int First, int Last) Long => (WorldCalendar.ShortEnd + 1, options.Months - 1);

    internal WorldTruth Settle(IReadOnlyList<WorldCity> cities)
    {
        var path = EventPath();
        AddControl();
        AddResilience(path);
        AddShock(cities);
        AddStringency();
        AddChannels();
        AddMeasurement();
        return new WorldTruth(parameters, path, trade.Baseline, trade.NoiseFree);
    }

    /// <summary>Month of the deepest true loss in the short run, the loss, and the month of recovery (−1 when not seen).</summary>
    internal (int Trough, double Depth, int Recovery) Recover(int city)
    {
        var trough = Short.First;
        for (var t = Short.First; t <= Short.Last; t++) if (Level(city, t) < Level(city, trough)) trough = t;
        for (int t = trough + 1, held = 0; t < options.Months; t++)
        {
            held = Level(city, t) >= RecoveryLevel ? held + 1 : 0;
            if (held == RecoveryHold) return (trough, 1 - Level(city, trough), t - RecoveryHold + 1);
        }
        return (trough, 1 - Level(city, trough), -1);
    }

    private double Level(int city, int month) => trade.NoiseFree[city * options.Months + month] / trade.Baseline[city * options.Months + month];

    private void Add(string parameter, double value, string estimate, string description) =>
        parameters.Add(new TruthParameter(parameter, Digits.Significant(value, 6), estimate, description));

    private double[] EventPath()
    {
        var path = new double[options.Months];
        var effects = new double[options.Cities];
        for (var t = WorldCalendar.ShockStart; t < options.Months; t++)
        {
            for (var c = 0; c < effects.Length; c++) effects[c] = trade.Effect[c * options.Months + t];
            path[t] = Digits.Significant(Slope(resilience.Total, effects), 6);
        }
        return path;
    }

    private void AddControl()
    {
        var slope = options.Effects.ControlSlope;
        Add("h1_slope", slope, "h1", "log cumulative cases per 100000 people, per sd of resilience");
        for (var d = 0; d < resilience.Dimensions.Length; d++)
        {
            var name = WorldCatalogue.Dimensions[d];
            var alone = slope * Slope(resilience.Dimensions[d], resilience.Total);
            Add($"h1_slope_{name}", alone, $"h1.{name}", $"the same per sd of {name} when it is the only regressor");
        }
    }

    private void AddResilience(double[] path)
    {
        Add("h2_short", MeanOver(path, Short), "h2.short", "log points of exports per sd of resilience, mean of the event path over the short run (direct and by way of stringency)");
        Add("h2_long", MeanOver(path, Long), "h2.long", "the same over the long run");
        Add("h2_direct_short", options.Effects.DirectShort, "", "planted: direct part of it in the short run, at zero stringency");
        Add("h2_direct_long", options.Effects.DirectLong, "", "planted: direct part of it in the long run, at zero stringency");
    }

    private void AddShock(IReadOnlyList<WorldCity> cities)
    {
        var gap = SameMonthGap();
        Add("shock_short", MeanOverCities(gap, Short), "shock.short", "mean over cities and months of the short run: noise-free log exports minus the mean log of the same month of 2018 and 2019");
        Add("shock_long", MeanOverCities(gap, Long), "shock.long", "the same over the long run");
        var own = new double[gap.Length];
        for (var i = 0; i < own.Length; i++) own[i] = Math.Log(trade.NoiseFree[i] / trade.Baseline[i]);
        Add("shock_short_own_path", MeanOverCities(own, Short), "", "the same against each city's own path without the shock (growth taken out)");
        Add("shock_long_own_path", MeanOverCities(own, Long), "", "the same over the long run");
        double depth = 0, recovered = 0;
        foreach (var city in cities) (depth, recovered) = (depth + city.Depth, recovered + (city.Recovery is null ? 0 : 1));
        Add("mean_depth_pct", 100 * depth / cities.Count, "", "mean over cities of the deepest true monthly loss of the short run, per cent of the path without the shock; a minimum of noisy months is deeper");
        Add("recovered_share", recovered / cities.Count, "", "share of cities whose noise-free exports came back to 95 % of that path for three months");
    }

    private void AddStringency()
    {
        Add("stringency_short", WithinSlope(policy.Monthly, trade.Effect, Short), "stringency.short", "log points of exports per unit (100 points) of stringency, with city and month effects, short run");
        Add("stringency_long", WithinSlope(policy.Monthly, trade.Effect, Long), "stringency.long", "the same over the long run");
        Add("stringency_at_mean_resilience_short", options.Effects.StringencyShort, "", "planted: the same at mean resilience");
        Add("stringency_at_mean_resilience_long", options.Effects.StringencyLong, "", "planted: the same at mean resilience, long run");
        Add("interaction_short", -options.Effects.StringencyShort * options.Effects.Attenuation, "interaction.short", "planted: change of the effect of stringency per sd of resilience (gap ~ stringency + stringency:index | unit + month)");
    }

    private void AddChannels()
    {
        var gap = SameMonthGap();
        var cells = options.Cities * options.Months;
        for (var k = 0; k < WorldCatalogue.Channels.Length; k++)
        {
            var channel = WorldCatalogue.Channels[k];
            var values = channels.Values[(k * cells)..((k + 1) * cells)];
            foreach (var (name, window) in new[] { ("short", Short), ("long", Long) })
            {
                var perUnit = WithinSlope(values, gap, window);
                Add($"channel_{channel.Channel}_{name}_per_unit", perUnit, "", $"noise-free same-month gap per unit of {channel.Variable}, with city and month effects, {name} run: an association, stringency moves both");
                Add($"channel_{channel.Channel}_{name}", perUnit * SpreadOver(values, window), $"channel.{channel.Channel}.{name}", "the same per standard deviation of the variable over the cities and months of the window");
            }
        }
    }

    private void AddMeasurement()
    {
        var seen = ReferenceIndex();
        var correlation = Slope(seen, resilience.Total);
        Add("index_correlation", correlation, "", "correlation over cities of true resilience and a plain index of the written indicators (min-max, equal weights, mean over the years)");
        Add("index_reliability", correlation * correlation, "", "its square: slopes on the seen index are true slopes times the correlation");
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
        var gap = new double[trade.NoiseFree.Length];
        for (var c = 0; c < options.Cities; c++)
        {
            var row = c * options.Months;
            for (var t = 0; t < options.Months; t++)
            {
                var usual = 0.5 * (Math.Log(trade.NoiseFree[row + t % 12]) + Math.Log(trade.NoiseFree[row + 12 + t % 12]));
                gap[row + t] = Math.Log(trade.NoiseFree[row + t]) - usual;
            }
        }
        return gap;
    }

    private static double MeanOver(double[] path, (int First, int Last) window)
    {
        double sum = 0;
        for (var t = window.First; t <= window.Last; t++) sum += path[t];
        return sum / (window.Last - window.First + 1);
    }

    private double MeanOverCities(double[] values, (int First, int Last) window)
    {
        double sum = 0;
        for (var c = 0; c < options.Cities; c++) sum += MeanOver(values[(c * options.Months)..((c + 1) * options.Months)], window);
        return sum / options.Cities;
    }

    /// <summary>Least-squares slope of y on a standardised x.</summary>
    private static double Slope(double[] x, double[] y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum / (x.Length - 1);
    }

    /// <summary>Least-squares slope with city and month effects over a complete window.</summary>
    private double WithinSlope(double[] x, double[] y, (int First, int Last) window)
    {
        var (a, b) = (Within(x, window), Within(y, window));
        double cross = 0, square = 0;
        for (var i = 0; i < a.Length; i++) (cross, square) = (cross + a[i] * b[i], square + a[i] * a[i]);
        return cross / square;
    }

    private double SpreadOver(double[] x, (int First, int Last) window)
    {
        double sum = 0, square = 0, n = 0;
        for (var c = 0; c < options.Cities; c++)
            for (var t = window.First; t <= window.Last; t++) (sum, n) = (sum + x[c * options.Months + t], n + 1);
        for (var c = 0; c < options.Cities; c++)
            for (var t = window.First; t <= window.Last; t++) square += (x[c * options.Months + t] - sum / n) * (x[c * options.Months + t] - sum / n);
        return Math.Sqrt(square / (n - 1));
    }

    /// <summary>x − its city mean − its month mean + its mean, which is exact because no cell is missing.</summary>
    private double[] Within(double[] x, (int First, int Last) window)
    {
        var width = window.Last - window.First + 1;
        var within = new double[options.Cities * width];
        var months = new double[width];
        for (var c = 0; c < options.Cities; c++)
        {
            double city = 0;
            for (var t = 0; t < width; t++) city += x[c * options.Months + window.First + t] / width;
            for (var t = 0; t < width; t++)
            {
                within[c * width + t] = x[c * options.Months + window.First + t] - city;
                months[t] += within[c * width + t] / options.Cities;
            }
        }
        for (var i = 0; i < within.Length; i++) within[i] -= months[i % width];
        return within;
    }
}
