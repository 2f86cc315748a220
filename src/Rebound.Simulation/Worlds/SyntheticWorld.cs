using Rebound.Panels;

namespace Rebound.Simulation;

/// <summary>An invented archipelago hit by an epidemic, with its known truth: what a study can be tried on.</summary>
/// <remarks>The data-generating process is on the page docs/methods/synthetic-world.md. Months run from 2018-01, the shock
/// starts in 2020-02, the short run ends in 2020-12. Arrays are contiguous, the last index fastest. Written numbers are rounded,
/// so the same seed gives the same numbers on every platform. Checked by direct regressions on the true quantities.</remarks>
public sealed class SyntheticWorld
{
    private SyntheticWorld(WorldOptions options) => Options = options;

    /// <summary>The sizes, the seed and the planted effects.</summary>
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

    /// <summary>New cases, city × day from 2020-02-01 to 2020-12-31.</summary>
    public required int[] Cases { get; init; }

    /// <summary>Stringency 0 to 100, city × day from 2020-01-01 to the end of the last month.</summary>
    public required int[] Stringency { get; init; }

    /// <summary>Precision 0 to 1, city × day like <see cref="Stringency"/>. It changes nothing else in this world.</summary>
    public required double[] Precision { get; init; }

    /// <summary>The channels.</summary>
    public required IReadOnlyList<WorldChannel> Channels { get; init; }

    /// <summary>Channel variables, channel × city × month.</summary>
    public required double[] ChannelValues { get; init; }

    /// <summary>Exports, city × month × partner × product, thousand USD; all positive.</summary>
    public required double[] Exports { get; init; }

    /// <summary>The true answers.</summary>
    public required WorldTruth Truth { get; init; }

    /// <summary>First day of <see cref="Cases"/>.</summary>
    public static DateOnly FirstCaseDay => WorldCalendar.FirstCaseDay;

    /// <summary>First day of <see cref="Stringency"/>.</summary>
    public static DateOnly FirstPolicyDay => WorldCalendar.FirstPolicyDay;

    /// <summary>Draws a world.</summary>
    /// <param name="options">Seed, sizes and effects.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    public static SyntheticWorld Draw(WorldOptions options)
    {
        options.Validate();
        var places = Places.Draw(options);
        var resilience = Resilience.Draw(options);
        var cases = Outbreak.Draw(options, places, resilience);
        var policy = Restrictions.Draw(options, places, resilience, cases);
        var channels = ChannelSeries.Draw(options, resilience, policy.Monthly);
        var trade = Trade.Draw(options, places, resilience, policy.Monthly, channels.Exports);
        var account = new TruthAccount(options, resilience, policy, channels, trade);
        var cities = DescribeCities(places, resilience, account);
        return new SyntheticWorld(options)
        {
            Cities = cities,
            Months = [.. Enumerable.Range(0, options.Months).Select(WorldCalendar.FirstMonth.Plus)],
            Partners = WorldCatalogue.Partners[..options.Partners],
            Products = WorldCatalogue.Products[..options.Products],
            Indicators = WorldCatalogue.Indicators,
            IndicatorValues = resilience.Readings,
            Cases = cases,
            Stringency = policy.Stringency,
            Precision = policy.Precision,
            Channels = WorldCatalogue.Channels,
            ChannelValues = channels.Values,
            Exports = trade.Values,
            Truth = account.Settle(cities),
        };
    }

    private static WorldCity[] DescribeCities(Places places, Resilience resilience, TruthAccount account)
    {
        var cities = new WorldCity[places.Codes.Length];
        for (var c = 0; c < cities.Length; c++)
        {
            var (trough, depth, recovery) = account.Recover(c);
            double[] dimensions = [.. resilience.Dimensions.Select(d => d[c])];
            cities[c] = new WorldCity(
                places.Codes[c], places.Names[c], places.Islands[c], places.Latitudes[c], places.Longitudes[c], places.Populations[c], places.Distances[c],
                resilience.Total[c], dimensions, WorldCalendar.FirstMonth.Plus(trough), depth, recovery < 0 ? null : WorldCalendar.FirstMonth.Plus(recovery));
        }
        return cities;
    }
}
