using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Simulation;

/// <summary>An invented archipelago hit by an epidemic, simulated, with its known truth: what a study can be tried on.</summary>
/// <remarks>The world is a run of the model of docs/methods/simulation-epidemic.md and simulation-economy.md, and its truth is the difference of paired runs;
/// docs/methods/synthetic-world.md tells what is drawn. Months run from 2018-01, the shock starts in 2020-02, the short run ends in 2020-12. Arrays are contiguous,
/// the last index fastest. Written numbers are rounded, so the same options give the same numbers on every platform and any number of threads.</remarks>
public sealed class SyntheticWorld
{
    private readonly Lazy<WorldTruth> truth;

    private SyntheticWorld(WorldOptions options, Func<WorldTruth> settle) => (Options, truth) = (options, new Lazy<WorldTruth>(settle));

    /// <summary>The sizes, the seed and what is planted.</summary>
    public WorldOptions Options { get; }

    /// <summary>The cities, by code.</summary>
    public required IReadOnlyList<WorldCity> Cities { get; init; }

    /// <summary>The months, 2018-01 onwards.</summary>
    public required IReadOnlyList<Period> Months { get; init; }

    /// <summary>Codes of the partners.</summary>
    public required IReadOnlyList<string> Partners { get; init; }

    /// <summary>Names of the products; the first is the medical one.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>The resilience indicators.</summary>
    public required IReadOnlyList<WorldIndicator> Indicators { get; init; }

    /// <summary>Indicator values, city × indicator × year from 2015 to 2019; NaN where missing.</summary>
    public required double[] IndicatorValues { get; init; }

    /// <summary>Newly detected cases, city × day from 2020-02-01 to the end of the last month.</summary>
    public required int[] Cases { get; init; }

    /// <summary>Stringency 0 to 100, city × day from 2020-01-01 to the end of the last month.</summary>
    public required int[] Stringency { get; init; }

    /// <summary>Precision of control 0 to 1, city × day like <see cref="Stringency"/>.</summary>
    public required double[] Precision { get; init; }

    /// <summary>The channels.</summary>
    public required IReadOnlyList<WorldChannel> Channels { get; init; }

    /// <summary>Channel variables, channel × city × month.</summary>
    public required double[] ChannelValues { get; init; }

    /// <summary>Exports, city × month × partner × product, thousand USD; NaN where a city's month is missing.</summary>
    public required double[] Exports { get; init; }

    /// <summary>The day of the national alert; null where cases stayed too few.</summary>
    public required DateOnly? Alert { get; init; }

    /// <summary>The city in which the epidemic began.</summary>
    public required string FirstCity { get; init; }

    /// <summary>The true answers, from some forty more runs when first asked for.</summary>
    public WorldTruth Truth => truth.Value;

    /// <summary>First day of <see cref="Cases"/>.</summary>
    public static DateOnly FirstCaseDay => WorldCalendar.FirstCaseDay;

    /// <summary>First day of <see cref="Stringency"/>.</summary>
    public static DateOnly FirstPolicyDay => WorldCalendar.FirstPolicyDay;

    /// <summary>Share of the people in another city on a normal day.</summary>
    public static double TravelShare => WorldScenario.TravelShare;

    /// <summary>Draws and simulates a world.</summary>
    /// <param name="options">Seed, sizes and what is planted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    public static SyntheticWorld Draw(WorldOptions options)
    {
        options.Validate();
        var places = Places.Draw(options);
        var resilience = Resilience.Draw(options);
        var scenario = WorldScenario.Draw(options, places, resilience);
        var written = new WrittenRun(options, scenario.World);
        var growth = DrawGrowth(options);
        var seen = Observed.Draw(options, scenario, written, growth);
        var alert = Array.FindIndex(written.Epidemic.Path.Alert, a => a > 0);
        return new SyntheticWorld(options, () =>
        {
            var closed = options.Confounding == 0 ? scenario : WorldScenario.Draw(options with { Confounding = 0 }, places, resilience);
            return new TruthAccount(options, resilience, scenario, seen, written, TrueRuns.Run(options, scenario.World, closed.World, written), growth).Settle();
        })
        {
            Cities = [.. Enumerable.Range(0, options.Cities).Select(c => Describe(c, places, resilience, scenario, written))],
            Months = [.. Enumerable.Range(0, options.Months).Select(WorldCalendar.FirstMonth.Plus)],
            Partners = WorldCatalogue.Partners[..options.Partners],
            Products = WorldCatalogue.Products[..options.Products],
            Indicators = WorldCatalogue.Indicators,
            IndicatorValues = resilience.Readings,
            Cases = seen.Cases,
            Stringency = seen.Stringency,
            Precision = seen.Precision,
            Channels = WorldCatalogue.Channels,
            ChannelValues = seen.Channels,
            Exports = seen.Exports,
            Alert = alert < 0 ? null : WorldCalendar.FirstPolicyDay.AddDays(alert),
            FirstCity = scenario.World.Epidemic.Seeds[0].City,
        };
    }

    /// <summary>What a city grows by itself, whatever happens, city × month: e^(g·t/12), g with mean 2 % and standard deviation 1 % a year.</summary>
    private static double[] DrawGrowth(WorldOptions options)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Growth);
        var growth = new double[options.Cities * options.Months];
        for (var c = 0; c < options.Cities; c++)
        {
            var rate = 0.02 + 0.01 * random.NextNormal();
            for (var t = 0; t < options.Months; t++) growth[c * options.Months + t] = Math.Exp(rate * t / 12);
        }
        return growth;
    }

    private static WorldCity Describe(int city, Places places, Resilience resilience, WorldScenario scenario, WrittenRun written)
    {
        var months = written.Exports.Length / places.Codes.Length;
        var (trough, depth, recovery) = TrueRecovery.Of(written.Exports.AsSpan(city * months, months), written.Normal.AsSpan(city * months, months));
        return new WorldCity(places.Codes[city], places.Names[city], places.Islands[city], places.Latitudes[city], places.Longitudes[city], places.Populations[city], places.Distances[city])
        {
            Resilience = resilience.Total[city],
            Dimensions = [.. resilience.Dimensions.Select(d => d[city])],
            Favour = scenario.Favour[city],
            Trough = WorldCalendar.FirstMonth.Plus(trough),
            Depth = depth,
            Recovery = recovery < 0 ? null : WorldCalendar.FirstMonth.Plus(recovery),
        };
    }
}
