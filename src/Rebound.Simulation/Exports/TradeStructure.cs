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

    /// <summary>Everything that is wrong with the structure, in words; empty when it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        int s = Sectors.Count, k = Partners.Count;
        if (s == 0 || k == 0) return ["A structure has at least one sector and one partner."];
        if (Shares.Count != s * k || Shares.Any(x => !(x >= 0 && double.IsFinite(x))) || !(Shares.Sum() > 0)) faults.Add($"Shares are {s} × {k} numbers, not negative, with a positive sum.");
        if (Sectors.Select(x => x.Name).Distinct(StringComparer.Ordinal).Count() < s) faults.Add("Two sectors have one name.");
        if (Partners.Select(x => x.Name).Distinct(StringComparer.Ordinal).Count() < k) faults.Add("Two partners have one name.");
        foreach (var sector in Sectors)
        {
            if (sector.Inputs.Count is not 0 && sector.Inputs.Count != s) faults.Add($"Sector '{sector.Name}' has {sector.Inputs.Count} inputs for {s} sectors.");
            else if (sector.Inputs.Any(a => !(a >= 0)) || !(sector.Inputs.Sum() < 1)) faults.Add($"Inputs of sector '{sector.Name}' are not negative and together below 1.");
            if (sector.Critical.Count is not 0 && sector.Critical.Count != s || sector.Critical.Any(w => !(w is >= 0 and <= 1))) faults.Add($"Sector '{sector.Name}' has one critical share in 0 to 1 for each of {s} sectors.");
            if (!(sector.HomeWork is >= 0 and <= 0.9)) faults.Add($"Work from home of sector '{sector.Name}' lies between 0 and 0.9.");
            if (!(sector.Essential is >= 0 and <= 1)) faults.Add($"The essential share of sector '{sector.Name}' lies between 0 and 1.");
            if (!(sector.Trend is > -0.5 and < 0.5)) faults.Add($"The trend of sector '{sector.Name}' lies between −0.5 and 0.5 a year.");
            if (!(sector.FixedOutlays > 0 && sector.Diversion >= 0 && sector.PanicResponse >= 0 && Math.Abs(sector.StringencyResponse) <= 5)) faults.Add($"Fixed outlays of sector '{sector.Name}' are positive, its diversion and panic not negative, its response at most 5.");
        }
        foreach (var partner in Partners)
        {
            if (!(partner.SeaShare is >= 0 and <= 1)) faults.Add($"The sea share of partner '{partner.Name}' lies between 0 and 1.");
            if (!(partner.Trend is > -0.5 and < 0.5) || !(partner.WorldWeight >= 0)) faults.Add($"The trend of partner '{partner.Name}' lies between −0.5 and 0.5 a year, its weight is not negative.");
        }
        if (!(OwnCityShare >= 0 && RegionShare >= 0 && OwnCityShare + RegionShare <= 1)) faults.Add("Shares bought in the own city and region are not negative and together at most 1.");
        return faults;
    }
}
