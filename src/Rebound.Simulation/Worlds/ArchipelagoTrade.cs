namespace Rebound.Simulation;

/// <summary>Who makes what, for whom, from what in a synthetic world: products and partners of the catalogue, and services that are only used at home.</summary>
internal static class ArchipelagoTrade
{
    /// <summary>The highest stringency of the first partner.</summary>
    internal const double HighestStringency = 0.8;

    /// <summary>Log fall of the demand for usual products at the highest stringency, beside panic.</summary>
    private const double DemandFall = 0.15;

    private const string Services = "services";

    /// <summary>The frame of a world.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="windfall">Log rise of the demand for the first product at the highest stringency abroad; 0 for demand as usual, of which it knows no fall.</param>
    internal static TradeStructure Build(WorldOptions options, double windfall) => new(Sectors(options.Products, windfall), Partners(options.Partners), Shares(options))
    {
        Calendar = new TradeCalendar { MonthFactors = [.. WorldCatalogue.Seasons.Select(Math.Exp)] },
        OwnCityShare = 0.4,
        RegionShare = 0.3,
    };

    /// <summary>Stringency of each partner by simulated month: none before the shock, highest in its third month, fading with a time constant of eighteen; later partners have less of it.</summary>
    internal static IReadOnlyList<IReadOnlyList<double>> Stringency(WorldOptions options) =>
        [.. Enumerable.Range(0, options.Partners).Select(p => (IReadOnlyList<double>)[.. Enumerable.Range(WorldCalendar.BaseMonths, options.Months - WorldCalendar.BaseMonths).Select(t => HighestStringency / (1 + 0.35 * p) * Course(t - WorldCalendar.ShockStart))])];

    private static double Course(int sinceShock) => sinceShock switch
    {
        <= 0 => 0, // days between the middles of months are interpolated: the first month rises towards the second
        1 => 0.6,
        _ => Math.Exp(-(sinceShock - 2) / 18.0),
    };

    private static TradeSector[] Sectors(int products, double windfall)
    {
        var response = EconomyParameters.StringencyResponse.Default;
        return [.. Enumerable.Range(0, products + 1).Select(s => new TradeSector(s < products ? WorldCatalogue.Products[s] : Services)
        {
            HomeWork = s < products ? WorldCatalogue.HomeWork[s] : 0.35,
            Essential = s == 0 ? 0.4 : 0.05,
            Inputs = Inputs(products, s),
            Critical = [.. Enumerable.Range(0, products + 1).Select(u => u == s ? 1.0 : u == products ? 0 : 0.5)],
            StringencyResponse = (s == 0 ? windfall : -DemandFall) / (response * HighestStringency),
            PanicResponse = s == 0 ? 0 : 0.3,
            Diversion = s < products ? 0.3 : 0,
            Service = s == products,
        })];
    }

    // A fifth of itself, a tenth each of the next product and of services.
    private static double[] Inputs(int products, int sector)
    {
        var inputs = new double[products + 1];
        inputs[sector] += 0.2;
        inputs[products] += 0.1;
        if (sector < products) inputs[(sector + 1) % products] += 0.1;
        return inputs;
    }

    private static TradePartner[] Partners(int partners) => [.. WorldCatalogue.Partners[..partners].Select(name => new TradePartner(name) { SeaShare = 1 })];

    private static double[] Shares(WorldOptions options)
    {
        var weights = WorldCatalogue.ProductWeights[..options.Products].Sum();
        var partners = Enumerable.Range(0, options.Partners).Sum(PartnerWeight);
        double[] cells = new double[(options.Products + 1) * options.Partners];
        for (var s = 0; s <= options.Products; s++)
            for (var k = 0; k < options.Partners; k++) cells[s * options.Partners + k] = (s < options.Products ? WorldCatalogue.ProductWeights[s] / weights : ServicesPerGood) * PartnerWeight(k) / partners;
        return cells;
    }

    /// <summary>Exports of services against those of goods: small, and written in no table.</summary>
    internal const double ServicesPerGood = 0.1;

    /// <summary>Weight of a partner before a city's own.</summary>
    internal static double PartnerWeight(int partner) => 1 / (1 + 0.3 * partner);
}
