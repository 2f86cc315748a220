using Rebound.Simulation;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>Small economies drawn from a number, and shocks for them.</summary>
internal static class EconomyWorlds
{
    public static readonly DateOnly Start = new(2020, 1, 1);

    /// <summary>Some cities in some regions; figures of their own for three in four; scores of resilience.</summary>
    public static SimulatedCity[] Cities(Draws draws, int count, TradeStructure structure, double money = 1) =>
    [
        .. Enumerable.Range(0, count).Select(c => new SimulatedCity($"C{c}", 100_000 + (long)(draws.Next() * 5e6), 100 + 20 * draws.Next(), 20 + 20 * draws.Next())
        {
            Region = $"R{(int)(draws.Next() * 3)}",
            Resilience = [draws.Next() - 0.5, draws.Next() - 0.5, draws.Next() - 0.5, draws.Next() - 0.5],
            DailyExports = [.. structure.Shares.Select(s => draws.Next() < 0.2 ? 0 : money * s * (0.2 + draws.Next()))],
        }),
    ];

    /// <summary>A path with closings, illness and an alert that come and go.</summary>
    public static EpidemicPath Shock(Draws draws, int cities, int days, double strength = 1)
    {
        var path = new EpidemicPath(cities, days);
        int from = (int)(days * 0.1), to = from + 20 + (int)(40 * draws.Next());
        for (var day = from; day < days; day++) path.Alert[day] = (float)(strength * Math.Clamp((to + 20 - day) / 20.0, 0, 1));
        for (var c = 0; c < cities; c++)
        {
            var (first, last, level, precision) = (from + (int)(20 * draws.Next()), to + (int)(30 * draws.Next()), 0.3 + 0.7 * draws.Next(), draws.Next());
            for (var day = first; day < Math.Min(days, last); day++)
            {
                var at = day * cities + c;
                path.Stringency[at] = (float)(strength * level);
                path.Confined[at] = (float)(strength * level * (1 - 0.8 * precision));
                path.Absent[at] = (float)(strength * 0.1 * draws.Next());
            }
        }
        return path;
    }

    /// <summary>Stringency abroad that rises and falls, vessels that are short and then not.</summary>
    public static EconomySettings Abroad(Draws draws, TradeStructure structure) => new(Start)
    {
        PartnerStringency = [.. structure.Partners.Select(_ => (IReadOnlyList<double>)[0, 0.1 * draws.Next(), 0.5 * draws.Next(), 0.9 * draws.Next(), 0.7 * draws.Next(), 0.4])],
        Vessels = [.. structure.Partners.Select(_ => (IReadOnlyList<double>)[1, 0.7 + 0.3 * draws.Next(), 0.9, 1.3])],
    };

    /// <summary>Four sectors and two partners of the built-in structure with its seasons and trends, and ports by region: small, so that a thousand cases are quick.</summary>
    public static TradeStructure Small { get; } = Part(TradeStructure.ChinaLike, ["electronics", "medical", "basic materials", "services"], ["EU", "US"]);

    /// <summary>The same without seasons and trends.</summary>
    public static TradeStructure Flat { get; } = Small with
    {
        Calendar = TradeCalendar.Flat,
        Sectors = [.. Small.Sectors.Select(s => s with { Trend = 0 })],
        Partners = [.. Small.Partners.Select(p => p with { Trend = 0 })],
    };

    private static TradeStructure Part(TradeStructure whole, string[] sectors, string[] partners)
    {
        int[] s = [.. sectors.Select(whole.SectorIndex)], k = [.. partners.Select(whole.PartnerIndex)];
        return whole with
        {
            Ports = [],
            Sectors = [.. s.Select(i => whole.Sectors[i] with { Inputs = [.. s.Select(u => whole.Sectors[i].Inputs[u])], Critical = [.. s.Select(u => whole.Sectors[i].Critical[u])] })],
            Partners = [.. k.Select(j => whole.Partners[j])],
            Shares = [.. s.SelectMany(i => k.Select(j => whole.Shares[i * whole.Partners.Count + j]))],
        };
    }
}
