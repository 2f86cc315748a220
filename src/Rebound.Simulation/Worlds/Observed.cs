using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What is written of the model's run: the run plus declared noise and gaps, rounded.</summary>
/// <param name="Exports">City × month × partner × product, thousand USD; NaN where a city's month is missing.</param>
/// <param name="Cases">Newly detected cases, city × day from the first day of the shock.</param>
/// <param name="Stringency">Whole points, city × day from the first day of policy.</param>
/// <param name="Precision">City × day likewise.</param>
/// <param name="Monthly">Mean written stringency of the month divided by 100, city × month.</param>
/// <param name="Channels">Channel × city × month.</param>
internal sealed record Observed(double[] Exports, int[] Cases, int[] Stringency, double[] Precision, double[] Monthly, double[] Channels)
{
    /// <summary>Share of a city's noise in exports that lasts to the next month.</summary>
    private const double Persistence = 0.5;

    internal static Observed Draw(WorldOptions options, WorldScenario scenario, WrittenRun run, double[] growth)
    {
        var path = run.Epidemic.Path;
        var stringency = Stringencies(options, path);
        return new Observed(
            DrawExports(options, run, growth),
            FromDay(path.Detected, path.Cities, WorldCalendar.PlaceOf(WorldCalendar.FirstCaseDay), x => x),
            stringency,
            DrawPrecision(options, scenario.World, stringency.Length / options.Cities),
            ByMonth(options, stringency),
            DrawChannels(options, run));
    }

    /// <summary>A stationary AR(1) with variance 1.</summary>
    internal static double[] DrawLasting(RandomStream random, int months, double persistence)
    {
        var values = new double[months];
        var last = random.NextNormal();
        for (var t = 0; t < months; t++)
        {
            values[t] = last;
            last = persistence * last + Math.Sqrt(1 - persistence * persistence) * random.NextNormal();
        }
        return values;
    }

    private static double[] DrawExports(WorldOptions options, WrittenRun run, double[] growth)
    {
        var (noise, cells) = (options.Noise, options.Partners * options.Products);
        var (city, cell, gaps) = (new RandomStream(options.Seed, (ulong)WorldStream.CityNoise), new RandomStream(options.Seed, (ulong)WorldStream.CellNoise), new RandomStream(options.Seed, (ulong)WorldStream.Gaps));
        var exports = new double[options.Cities * options.Months * cells];
        for (var c = 0; c < options.Cities; c++)
        {
            var own = DrawLasting(city, options.Months, Persistence);
            for (var t = 0; t < options.Months; t++)
            {
                var row = c * options.Months + t;
                var missing = gaps.NextUniform() < noise.MissingExports;
                var met = growth[row] * Math.Exp(noise.Exports * own[t] - noise.Exports * noise.Exports / 2);
                for (var k = 0; k < options.Partners; k++)
                {
                    for (var s = 0; s < options.Products; s++)
                    {
                        var sold = run.Cell(c, t, s, k) * met * Math.Exp(noise.Cells * cell.NextNormal() - noise.Cells * noise.Cells / 2);
                        exports[row * cells + k * options.Products + s] = missing ? double.NaN : Digits.Significant(sold, 5);
                    }
                }
            }
        }
        return exports;
    }

    private static int[] Stringencies(WorldOptions options, EpidemicPath path) => FromDay(path.Stringency, path.Cities, 0, x => (int)Math.Round(100 * (double)x));

    /// <summary>Turns day × city into city × day from a day on.</summary>
    private static int[] FromDay<T>(T[] table, int cities, int first, Func<T, int> write)
    {
        var days = table.Length / cities - first;
        var turned = new int[cities * days];
        for (var c = 0; c < cities; c++)
            for (var day = 0; day < days; day++) turned[c * days + day] = write(table[(first + day) * cities + c]);
        return turned;
    }

    // A city's precision is that of the model, read anew each month.
    private static double[] DrawPrecision(WorldOptions options, SimulatedWorld world, int days)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Policy);
        var own = world.Parameters.InCities(EpidemicParameters.Precision, world.Cities, world.Slopes);
        var precision = new double[options.Cities * days];
        for (var c = 0; c < options.Cities; c++)
        {
            var (month, value) = (-1, 0.0);
            for (var day = 0; day < days; day++)
            {
                if (WorldCalendar.MonthOfPolicyDay(day) != month) (month, value) = (WorldCalendar.MonthOfPolicyDay(day), Math.Round(Math.Clamp(own[c] + 0.03 * random.NextNormal(), 0, 1), 2));
                precision[c * days + day] = value;
            }
        }
        return precision;
    }

    private static double[] ByMonth(WorldOptions options, int[] stringency)
    {
        var days = stringency.Length / options.Cities;
        var monthly = new double[options.Cities * options.Months];
        var counts = new int[options.Months];
        for (var day = 0; day < days; day++) counts[WorldCalendar.MonthOfPolicyDay(day)]++;
        for (var c = 0; c < options.Cities; c++)
        {
            for (var day = 0; day < days; day++) monthly[c * options.Months + WorldCalendar.MonthOfPolicyDay(day)] += stringency[c * days + day];
            for (var t = 0; t < options.Months; t++) if (counts[t] > 0) monthly[c * options.Months + t] /= 100.0 * counts[t];
        }
        return monthly;
    }

    private static double[] DrawChannels(WorldOptions options, WrittenRun run)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Channels);
        var cells = options.Cities * options.Months;
        var levels = WorldCatalogue.Levels(run.Epidemic.Path, run.Economy);
        var values = new double[WorldCatalogue.Channels.Length * cells];
        for (var k = 0; k < WorldCatalogue.Channels.Length; k++)
        {
            var channel = WorldCatalogue.Channels[k];
            for (var c = 0; c < options.Cities; c++)
            {
                var level = channel.CitySpread * random.NextNormal();
                for (var t = 0; t < options.Months; t++)
                {
                    var at = c * options.Months + t;
                    var read = 100 * (t < WorldCalendar.BaseMonths ? 1 : levels[k][c * run.Economy.Months + t - WorldCalendar.BaseMonths]) + options.Noise.Channels * (level + channel.ReadingError * random.NextNormal());
                    values[k * cells + at] = Digits.Significant(Math.Max(0, read), 4);
                }
            }
        }
        return values;
    }
}
