using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Monthly exports, and the noise-free paths behind them.</summary>
/// <param name="Baseline">Exports without the shock and without noise, city × month, thousand USD.</param>
/// <param name="Effect">Log points by the common shock, stringency and resilience, city × month.</param>
/// <param name="NoiseFree">Exports with everything but noise: effect, channels, foreign demand and windfall; city × month, thousand USD.</param>
/// <param name="Values">Written exports, city × month × partner × product, thousand USD.</param>
internal sealed record Trade(double[] Baseline, double[] Effect, double[] NoiseFree, double[] Values)
{
    /// <summary>Share of a city's noise that lasts to the next month.</summary>
    private const double Persistence = 0.5;

    internal static Trade Draw(WorldOptions options, Places places, Resilience resilience, double[] stringency, double[] channels)
    {
        var (cells, pairs) = (options.Cities * options.Months, options.Partners * options.Products);
        var trade = new Trade(new double[cells], new double[cells], new double[cells], new double[cells * pairs]);
        var levels = new RandomStream(options.Seed, (ulong)WorldStream.Levels);
        var cityNoise = new RandomStream(options.Seed, (ulong)WorldStream.CityNoise);
        var cellNoise = new RandomStream(options.Seed, (ulong)WorldStream.CellNoise);
        var pull = DrawDemand(options);
        for (var c = 0; c < options.Cities; c++)
        {
            trade.DrawBaseline(levels, options, places.Populations[c], c);
            trade.AddEffects(options.Effects, resilience.Total[c], stringency, c * options.Months, options.Months);
            var shares = DrawShares(levels, options);
            trade.Sell(options, c, shares, pull, channels, ChannelSeries.DrawLasting(cityNoise, options.Months, Persistence), cellNoise);
        }
        return trade;
    }

    /// <summary>Log points of the common shock: down over three months, then back with a time constant of five.</summary>
    internal static double CommonShock(double depth, int sinceShock) => sinceShock switch
    {
        < 0 => 0,
        < 3 => -depth * (sinceShock + 1) / 3,
        _ => -depth * Math.Exp(-(sinceShock - 2) / 5.0),
    };

    /// <summary>Log points of demand, partner × product × month: partners buy less in spring 2020, and everyone wants medical goods.</summary>
    private static double[] DrawDemand(WorldOptions options)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Demand);
        var pull = new double[options.Partners * options.Products * options.Months];
        for (var p = 0; p < options.Partners; p++)
        {
            var drift = ChannelSeries.DrawLasting(random, options.Months, 0.8);
            for (var t = 0; t < options.Months; t++)
            {
                var since = t - WorldCalendar.ShockStart;
                var fall = since < 0 ? 0 : options.Effects.DemandFall / (1 + 0.5 * p) * Math.Exp(-0.5 * (since - 3) * (since - 3) / 4.0);
                for (var k = 0; k < options.Products; k++)
                    pull[(p * options.Products + k) * options.Months + t] = 0.02 * drift[t] - fall + (k == 0 ? Windfall(options.Effects.Windfall, since) : 0);
            }
        }
        return pull;
    }

    private static double Windfall(double height, int sinceShock) => sinceShock switch
    {
        < 0 => 0,
        < 4 => height * sinceShock / 3,
        _ => height * Math.Exp(-(sinceShock - 3) / 18.0),
    };

    private void DrawBaseline(RandomStream random, WorldOptions options, int population, int city)
    {
        var level = population * 0.06 * Math.Exp(0.4 * random.NextNormal());
        var growth = options.Effects.Growth + options.Effects.GrowthSpread * random.NextNormal();
        for (var t = 0; t < options.Months; t++)
            Baseline[city * options.Months + t] = level * Math.Exp(growth * t / 12.0 + WorldCatalogue.Seasons[t % 12]);
    }

    private void AddEffects(WorldEffects effects, double resilience, double[] stringency, int from, int months)
    {
        for (var t = WorldCalendar.ShockStart; t < months; t++)
        {
            var (perPoint, direct) = t <= WorldCalendar.ShortEnd
                ? (effects.StringencyShort, effects.DirectShort)
                : (effects.StringencyLong, effects.DirectLong);
            Effect[from + t] = CommonShock(effects.CommonDepth, t - WorldCalendar.ShockStart)
                + perPoint * stringency[from + t] * (1 - effects.Attenuation * resilience) + direct * resilience;
        }
    }

    private static double[] DrawShares(RandomStream random, WorldOptions options)
    {
        var partners = new double[options.Partners];
        var products = new double[options.Products];
        for (var p = 0; p < partners.Length; p++) partners[p] = Math.Exp(0.4 * random.NextNormal()) / (1 + 0.3 * p);
        for (var k = 0; k < products.Length; k++) products[k] = WorldCatalogue.ProductWeights[k] * Math.Exp(0.4 * random.NextNormal());
        double total = 0;
        var shares = new double[partners.Length * products.Length];
        foreach (var p in partners) foreach (var k in products) total += p * k;
        for (var i = 0; i < shares.Length; i++) shares[i] = partners[i / products.Length] * products[i % products.Length] / total;
        return shares;
    }

    private void Sell(WorldOptions options, int city, double[] shares, double[] pull, double[] channels, double[] noise, RandomStream cellNoise)
    {
        var (sigma, cell) = (options.Effects.ExportNoise, options.Effects.CellNoise);
        for (var t = 0; t < options.Months; t++)
        {
            var row = city * options.Months + t;
            var expected = Baseline[row] * Math.Exp(Effect[row] + channels[row]);
            var met = Math.Exp(sigma * noise[t] - sigma * sigma / 2);
            for (var i = 0; i < shares.Length; i++)
            {
                var wanted = expected * shares[i] * Math.Exp(pull[i * options.Months + t]);
                NoiseFree[row] += wanted;
                Values[row * shares.Length + i] = Digits.Significant(wanted * met * Math.Exp(cell * cellNoise.NextNormal() - cell * cell / 2), 5);
            }
        }
    }
}
