using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Growth of simulated exports against the same months of the year before: simulated where the run covers them, otherwise the normal path without a year of its trend.</summary>
internal sealed class SimulatedGrowth
{
    private readonly SimulatedWorld world;
    private readonly Lazy<EconomyResult> normal;

    public SimulatedGrowth(SimulatedWorld world)
    {
        this.world = world;
        normal = new Lazy<EconomyResult>(() => (world with { Economy = world.Economy with { Money = [] } }).NewEconomy().Run(new EpidemicPath(world.Cities.Count, world.Epidemic.Days), ChannelSwitches.None));
    }

    /// <summary>The economy on its normal path, at normal prices: those of the year before the run.</summary>
    public EconomyResult Normal => normal.Value;

    /// <summary>Growth over some months, per cent.</summary>
    /// <param name="economy">The economy.</param>
    /// <param name="first">The first month, from 0.</param>
    /// <param name="last">The last.</param>
    /// <param name="amount">What grows, in a month of an economy.</param>
    /// <param name="trend">Its growth a year on the normal path.</param>
    public double Of(EconomyResult economy, int first, int last, Func<EconomyResult, int, double> amount, double trend)
    {
        double now = 0, before = 0;
        for (var month = first; month <= last; month++)
        {
            now += amount(economy, month);
            before += month >= 12 ? amount(economy, month - 12) : amount(normal.Value, month) / (1 + trend);
        }
        return 100 * (now / before - 1);
    }

    /// <summary>Exports of goods of all units; of a partner or of a sector where its place is given.</summary>
    public Func<EconomyResult, int, double> National(int partner = -1, int sector = -1) => (economy, month) =>
    {
        var (sectors, partners) = (world.Trade.Sectors, world.Trade.Partners.Count);
        var sum = 0.0;
        for (var s = 0; s < sectors.Count; s++)
            for (var k = 0; k < partners; k++)
                if (Counts(s, k, partner, sector)) sum += economy.National[(month * sectors.Count + s) * partners + k];
        return sum;
    };

    /// <summary>Exports of goods of some units.</summary>
    public static Func<EconomyResult, int, double> Units(IReadOnlyList<int> places) => (economy, month) =>
    {
        var sum = 0.0;
        foreach (var c in places) sum += economy.Exports[c * economy.Months + month];
        return sum;
    };

    /// <summary>A year's growth of the normal path: sectors' and partners' trends weighted by their shares.</summary>
    public double Trend(int partner = -1, int sector = -1)
    {
        var (sectors, partners) = (world.Trade.Sectors, world.Trade.Partners);
        double weight = 0, sum = 0;
        for (var s = 0; s < sectors.Count; s++)
            for (var k = 0; k < partners.Count; k++)
            {
                if (!Counts(s, k, partner, sector)) continue;
                var share = world.Trade.Shares[s * partners.Count + k];
                weight += share;
                sum += share * (sectors[s].Trend + partners[k].Trend);
            }
        return sum / weight;
    }

    private bool Counts(int s, int k, int partner, int sector) => (sector < 0 ? !world.Trade.Sectors[s].Service : s == sector) && (partner < 0 || k == partner);
}
