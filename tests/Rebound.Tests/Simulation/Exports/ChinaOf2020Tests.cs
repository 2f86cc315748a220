using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>The months of 2020 and 2021 as China's customs published them, against the model on the stylised epidemic. Parameters were fitted to 2020 and to January and February 2021, so 2020 is a fit; the later months of 2021 are not in it.</summary>
public sealed class ChinaOf2020Tests
{
    [Fact]
    public void National_months_of_2020_are_met_within_two_and_a_half_points_and_the_new_year_of_2021_within_five()
    {
        var result = Run();
        var growth = ChinaOf2020.AgainstYear2019(result).Select(x => 100 * (x - 1)).ToArray();
        var square = 0.0;
        for (var m = 0; m < 11; m++) square += Math.Pow(growth[m] - ChinaOf2020.Growth2020[m], 2) / 11;
        Assert.InRange(Math.Sqrt(square), 0, 2.5);
        Assert.InRange(growth[11], 32.8 - 5, 32.8 + 5);
    }

    [Fact]
    public void Partners_of_January_and_February_fall_in_the_order_that_was_seen()
    {
        var result = Run();
        var structure = TradeStructure.ChinaLike;
        double Change(string partner)
        {
            var k = structure.PartnerIndex(partner);
            double now = 0, share = 0, goods = 0;
            for (var s = 0; s < structure.Sectors.Count; s++)
            {
                if (structure.Sectors[s].Service) continue;
                for (var m = 0; m < 2; m++) now += result.National[(m * structure.Sectors.Count + s) * structure.Partners.Count + k];
                share += structure.Shares[s * structure.Partners.Count + k];
                for (var j = 0; j < structure.Partners.Count; j++) goods += structure.Shares[s * structure.Partners.Count + j];
            }
            return now / (353.2 * share / goods * Math.Pow(1 + ChinaOf2020.Growth2019[k], -5.5 / 12)) - 1; // a partner's share early in 2019 was that of the year less half a year's growth
        }
        var (us, japan, eu, asean) = (Change("US"), Change("Japan"), Change("EU"), Change("ASEAN"));
        Assert.True(us < japan && japan < eu && eu < asean, $"{us} {japan} {eu} {asean}");
        Assert.InRange(us, -0.277 - 0.05, -0.277 + 0.05);
    }

    private static EconomyResult Run()
    {
        var folder = ChinaOf2020.Folder();
        Assert.SkipUnless(folder is not null, "The tables of the Chinese network lie beside the repository, not in it.");
        return ChinaOf2020.Fitted(folder!);
    }
}
