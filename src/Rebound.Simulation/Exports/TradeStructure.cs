namespace Rebound.Simulation;

/// <summary>Who makes what, for whom, from what: the frame of the economy.</summary>
/// <param name="Sectors">S sectors.</param>
/// <param name="Partners">K partners.</param>
/// <param name="Shares">Share of each sector × partner (index s·K + k) in the exports of a city that has no figures of its own; not negative, with a positive sum.</param>
public sealed record TradeStructure(IReadOnlyList<TradeSector> Sectors, IReadOnlyList<TradePartner> Partners, IReadOnlyList<double> Shares)
{
    /// <summary>Seven sectors and six partners in the shape of China's trade of 2019; each number's source stands on the page of the method.</summary>
    public static TradeStructure ChinaLike { get; } = ChinaLikeTrade.Build();

    /// <summary>The normal year.</summary>
    public TradeCalendar Calendar { get; init; } = TradeCalendar.Flat;

    /// <summary>Ports; none: each region's goods queue in its city with the largest exports.</summary>
    public IReadOnlyList<TradePort> Ports { get; init; } = [];

    /// <summary>Share of the inputs that is bought in the own city, as far as it has them; 0 to 1.</summary>
    public double OwnCityShare { get; init; } = 0.35;

    /// <summary>Share of the inputs that is bought in the own region; with <see cref="OwnCityShare"/> at most 1. The rest comes from anywhere.</summary>
    public double RegionShare { get; init; } = 0.35;

    /// <summary>The place of a sector in the list, or −1.</summary>
    /// <param name="name">Its name.</param>
    public int SectorIndex(string name)
    {
        for (var s = 0; s < Sectors.Count; s++)
        {
            if (Sectors[s].Name == name) return s;
        }
        return -1;
    }

    /// <summary>The place of a partner in the list, or −1.</summary>
    /// <param name="name">Its name.</param>
    public int PartnerIndex(string name)
    {
        for (var k = 0; k < Partners.Count; k++)
        {
            if (Partners[k].Name == name) return k;
        }
        return -1;
    }
}
