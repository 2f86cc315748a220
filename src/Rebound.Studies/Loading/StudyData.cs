using Rebound.Measures;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The tables of a study, read and checked.</summary>
/// <param name="Cities">The units, in ordinal order of code; the panel's order.</param>
/// <param name="Monthly">Cities × months: exports, stringency, precision, new_cases and the channel variables, as far as given; null without any.</param>
/// <param name="ChannelOf">Channel of each channel variable.</param>
/// <param name="Indicators">Observed indicators; null without an indicator table.</param>
/// <param name="Claims">The claims to judge; null without claims.csv.</param>
/// <param name="Facts">The facts that claims are checked against; none without facts.csv.</param>
/// <param name="Boundaries">Absolute path of the polygons; null when absent.</param>
/// <param name="Provenance">The account of rows of each table.</param>
public sealed record StudyData(
    IReadOnlyList<City> Cities,
    Panel? Monthly,
    IReadOnlyDictionary<string, string> ChannelOf,
    IndicatorValues? Indicators,
    IReadOnlyList<Claim>? Claims,
    IReadOnlyList<RecordedFact> Facts,
    string? Boundaries,
    IReadOnlyList<Provenance> Provenance)
{
    /// <summary>Pairwise comparisons by the path of the node below which things are compared; none without such a table.</summary>
    public IReadOnlyDictionary<string, PairwiseMatrix> Comparisons { get; init; } = new Dictionary<string, PairwiseMatrix>(StringComparer.Ordinal);

    /// <summary>Daily stringency, 0 to 100, over the simulated days; null without a policy table or a simulation.</summary>
    public DayTable? DailyStringency { get; init; }

    /// <summary>Daily new cases over the simulated days; null without an epidemic table or a simulation.</summary>
    public DayTable? DailyCases { get; init; }

    /// <summary>Travellers between units; none without [data.travel].</summary>
    public IReadOnlyList<TravelFlow> Travel { get; init; } = [];

    /// <summary>Stringency of each partner, 0 to 100, by the ordinal of the month; none without [data.partners].</summary>
    public IReadOnlyDictionary<string, SortedDictionary<int, double>> PartnerStringency { get; init; } = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);

    /// <summary>Capacity of vessels to each partner against normal need, by the ordinal of the month; none unless [data.partners] tells it.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<int, double>> PartnerVessels { get; init; } = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);

    /// <summary>Worth of a unit of goods by currency (empty: that of the exports) and by the ordinal of the month; none without [data.prices].</summary>
    public IReadOnlyDictionary<string, SortedDictionary<int, double>> Prices { get; init; } = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);

    /// <summary>The model's partner or sector of a partner or product of the exports; none without [data.trade_groups].</summary>
    public IReadOnlyDictionary<string, string> TradeGroups { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Exports of the base years by partner and product, for a simulation.</summary>
    internal BaseTrade? BaseTrade { get; init; }

    /// <summary>Draws of calibrated parameters by symbol; none without [simulation] posterior.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Posterior { get; init; } = [];
}
