using System.Globalization;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Exports of a normal day by unit, sector and partner: the units' own amounts and, as far as the study's table tells them, their own partners and products.</summary>
/// <remarks>A partner or product belongs to the model's group of the same name, or to the one that [data.trade_groups] gives it. Where only one of the two is known, the other is spread as the unit's known part is and, without
/// one, as the built-in structure says; what belongs to no group goes where the rest of the unit's exports goes. Services stand beside goods as in the built-in structure.</remarks>
internal sealed class StudyTrade
{
    private const double DaysOfMonth = 365.25 / 12;
    private readonly Study study;
    private readonly TradeStructure structure = TradeStructure.ChinaLike;
    private readonly int k;
    private double all, knownPartner, knownSector;

    public StudyTrade(Study study)
    {
        (this.study, k) = (study, structure.Partners.Count);
        Daily = Amounts();
        Structure = Daily is null ? structure : structure with { Shares = [.. Enumerable.Range(0, structure.Shares.Count).Select(j => Daily.Sum(d => d[j]))] };
    }

    /// <summary>Unit × (sector × partner), in the money of the table a day; null without exports.</summary>
    public double[][]? Daily { get; }

    /// <summary>The structure with the shares of all units together.</summary>
    public TradeStructure Structure { get; }

    /// <summary>What the exports are based on, for the report.</summary>
    public string Note => Daily is null ? "no exports table of the base years: a unit has its share of the people, and the built-in partners and sectors"
        : study.Data.BaseTrade is null || all == 0 ? "the units' own exports; partners and sectors are the built-in ones, for the table names neither partners nor products"
        : string.Create(CultureInfo.InvariantCulture, $"the units' own exports; of their worth {Percent(knownPartner)} by the study's own partners and {Percent(knownSector)} by its own products{(knownPartner < all || knownSector < all ? "; the rest is spread as what is known, else as the built-in structure: [data.trade_groups] can name its groups" : "")}");

    private string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / all:0} %");

    private double[][]? Amounts()
    {
        if (study.Data.Monthly is not { } panel || !panel.Has("exports") || study.Settings.Shock is not { } shock) return null;
        var (first, last) = (Math.Max(0, panel.IndexOf(Period.OfMonth(shock.BaseFirst, 1))), panel.IndexOf(Period.OfMonth(shock.BaseLast, 12)));
        if (last < first) return null;
        var goods = 0.0;
        for (var j = 0; j < structure.Shares.Count; j++) goods += structure.Sectors[j / k].Service ? 0 : structure.Shares[j];
        var shares = OwnShares(goods);
        var merged = study.Settings.Tables["exports"].Calendar == MonthCalendar.MergedJanuaryFebruary;
        var daily = new double[study.Data.Cities.Count][];
        for (var c = 0; c < daily.Length; c++)
        {
            var moments = Moments.Of(panel["exports"].Values.AsSpan(c * panel.PeriodCount + first, last - first + 1));
            // eleven values a year stand for twelve months where January holds February
            var mean = moments.Count > 0 ? moments.Mean / DaysOfMonth * (merged ? 11.0 / 12 : 1) : 0;
            daily[c] = [.. structure.Shares.Select((share, j) => mean * (structure.Sectors[j / k].Service || shares[c] is null ? share / goods : shares[c]![j]))];
        }
        return daily.Any(d => d.Any(x => x > 0)) ? daily : null;
    }

    // Sector × partner shares of goods of each unit that the table tells; null where it tells nothing.
    private double[]?[] OwnShares(double goods)
    {
        var shares = new double[]?[study.Data.Cities.Count];
        if (study.Data.BaseTrade is not { } trade) return shares;
        foreach (var unit in trade.Cells().GroupBy(c => c.Unit))
        {
            (int Sector, int Partner, double Amount)[] cells = [.. unit.Select(c => (SectorOf(c.Product), PartnerOf(c.Partner), c.Amount))];
            var (sectors, partners) = (new double[structure.Sectors.Count], new double[k]);
            foreach (var (s, p, amount) in cells)
            {
                all += amount;
                if (s >= 0) (sectors[s], knownSector) = (sectors[s] + amount, knownSector + amount);
                if (p >= 0) (partners[p], knownPartner) = (partners[p] + amount, knownPartner + amount);
            }
            var own = new double[structure.Shares.Count];
            foreach (var (s, p, amount) in cells)
                if (s >= 0 || p >= 0) Spread(own, s, p, amount, sectors, partners, goods);
            var sum = own.Sum();
            if (sum > 0) shares[unit.Key] = [.. own.Select(x => x / sum)];
        }
        return shares;
    }

    private void Spread(double[] own, int sector, int partner, double amount, double[] sectors, double[] partners, double goods)
    {
        var (ownSectors, ownPartners) = (sectors.Any(x => x > 0), partners.Any(x => x > 0));
        double Weight(int s, int p)
        {
            if (structure.Sectors[s].Service || sector >= 0 && s != sector || partner >= 0 && p != partner) return 0;
            return sector >= 0 && partner >= 0 ? 1 : sector < 0 && ownSectors ? sectors[s] : partner < 0 && ownPartners ? partners[p] : structure.Shares[s * k + p] / goods;
        }

        var sum = 0.0;
        for (var j = 0; j < own.Length; j++) sum += Weight(j / k, j % k);
        for (var j = 0; sum > 0 && j < own.Length; j++) own[j] += amount * Weight(j / k, j % k) / sum;
    }

    private int PartnerOf(string name) => structure.PartnerIndex(GroupOf(name, true));

    private int SectorOf(string name) => structure.SectorIndex(GroupOf(name, false)) is var s and >= 0 && !structure.Sectors[s].Service ? s : -1;

    private string GroupOf(string name, bool partner)
    {
        if (name.Length == 0) return "";
        var groups = study.Data.TradeGroups;
        if (groups.TryGetValue(name, out var group)) return group;
        var known = partner ? TradeTableReaders.Partners : TradeTableReaders.Sectors;
        return known.Contains(name, StringComparer.Ordinal) ? name : groups.GetValueOrDefault(TradeTableReaders.KeyOfOthers(partner), "");
    }
}
