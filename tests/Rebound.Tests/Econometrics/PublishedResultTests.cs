using System.Globalization;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Results that others have published, on their data.</summary>
public sealed class PublishedResultTests
{
    [Fact]
    public void Policies_in_Chinese_cities_have_the_coefficients_that_Hsiang_and_others_printed()
    {
        var data = Golden.Published("hsiang2020_china/CHN_reg_data.csv.gz");
        string[] bins = ["L0_to_L7", "L8_to_L14", "L15_to_L21", "L22_to_L28", "L29_to_L70"];
        string[] policies = ["home_isolation", "travel_ban_local", "emergency_declaration"];
        string[] regimes = [.. data.Names.Where(n => n.StartsWith("testing_regime_change_", StringComparison.Ordinal))];
        var formula = "D_l_active_cases ~ " + string.Join(" + ", policies.SelectMany(p => bins.Select(b => $"{p}_{b}")).Concat(regimes)) + " | adm12_id";
        var actual = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, Covariance.ClusteredBy("date")));
        Assert.Equal(3669, actual.RowCount);
        Assert.Equal(48, actual.Facts.SmallestClusterCount);
        Golden.Close(0.5974571, actual.Fit.R2, 0, "R²", 5e-8);
        var printed = Golden.Published("hsiang2020_china/published_figure2_china.csv");
        var names = printed.FactorOf("policy");
        for (var i = 0; i < 15; i++)
        {
            var name = names.Labels[names.Codes[i]];
            Golden.Close(printed.Column("beta")[i], actual[name].Value, 0, name, 0.00051);
            Golden.Close(printed.Column("se")[i], actual[name].StandardError, 0, $"se of {name}", 0.00051);
        }
        var sum = actual.Combine("first week", [.. policies.Select(p => new Weight($"{p}_L0_to_L7", 1))]);
        Golden.Close(-0.026, sum.Value, 0, "first week", 0.00051);
        Golden.Close(0.046, sum.StandardError, 0, "se of first week", 0.00051);
    }

    [Fact]
    public void Stringency_and_the_export_gap_of_ninety_five_countries_have_the_coefficient_that_fixest_gives()
    {
        var (countries, months, gap, stringency) = World();
        var data = ModelData.Of(gap.Length).With("gap", gap).With("stringency", stringency).WithFactor("unit", countries).WithFactor("month", months);
        var model = LinearModel.Parse("gap ~ stringency | unit + month", Covariance.ClusteredBy("unit"));
        var usual = new AbsorbedLeastSquares().Fit(data, model);
        Assert.Equal(2280, usual.RowCount);
        Assert.Equal(95, usual.Facts.SmallestClusterCount);
        Golden.Close(-0.1976341, usual["stringency"].Value, 0, "coefficient", 5e-8);
        Golden.Close(0.0433184, usual["stringency"].StandardError, 0, "standard error", 5e-8);
        Golden.Close(0.0428624, new AbsorbedLeastSquares().Fit(data, model with { SmallSample = SmallSample.None })["stringency"].StandardError, 0, "standard error without factors", 5e-8);
    }

    // log(NSA exports) minus the mean log of the same month of 2018 and 2019; the month's mean stringency / 100.
    private static (Factor Countries, Factor Months, double[] Gap, double[] Stringency) World()
    {
        var cities = Golden.Study("world_countries/cities.csv");
        var codes = cities.FactorOf("code");
        var complete = Enumerable.Range(0, cities.RowCount).Where(i => cities.Column("complete")[i] == 1).Select(i => codes.Labels[codes.Codes[i]]).Order(StringComparer.Ordinal).ToArray();
        var exports = Golden.Study("world_countries/exports_monthly.csv.gz");
        var log = new Dictionary<(string, string), double>();
        foreach (var (i, code, month) in Keys(exports, "month")) log[(code, month)] = Math.Log(exports.Column("exports_usd_mn_nsa")[i]);
        var policy = Golden.Study("world_countries/policy_daily.csv.gz");
        var values = policy.Column("stringency");
        var sums = new Dictionary<(string, string), (double Sum, int Days)>();
        foreach (var (i, code, date) in Keys(policy, "date"))
        {
            if (double.IsNaN(values[i])) continue;
            var key = (code, date[..7]);
            var (sum, days) = sums.GetValueOrDefault(key);
            sums[key] = (sum + values[i], days + 1);
        }
        List<string> units = [], months = [];
        List<double> gap = [], stringency = [];
        foreach (var code in complete)
            for (var m = 0; m < 24; m++)
            {
                string Month(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}-{m % 12 + 1:00}");
                var month = Month(2020 + m / 12);
                units.Add(code);
                months.Add(month);
                gap.Add(log[(code, month)] - 0.5 * (log[(code, Month(2018))] + log[(code, Month(2019))]));
                stringency.Add(sums[(code, month)].Sum / sums[(code, month)].Days / 100);
            }
        return (Factor.Of(units), Factor.Of(months), [.. gap], [.. stringency]);
    }

    private static IEnumerable<(int Row, string Code, string Time)> Keys(ModelData data, string time)
    {
        var (codes, times) = (data.FactorOf("country"), data.FactorOf(time));
        for (var i = 0; i < data.RowCount; i++) yield return (i, codes.Labels[codes.Codes[i]], times.Labels[times.Codes[i]]);
    }
}
