using System.Globalization;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>China's network of 2020 composed as a study, run from its folder, and held against what is known.</summary>
public sealed class ChinaNetworkTests
{
    private const string Settings = "posterior = \"posterior.csv\"\nparameters = { zeta = 7.057, mu = 0.1326, tau_ret = 12.24, o_max = 0.1329, tau_p = 9.615, fr = 0.1252, b_s = 0.69, pi_s = 0.1885, chi = 0.0087, omega = 0.3333, sigma_minus = 0.0124, sigma_plus = 0.004 }";

    // Six draws of `rebound calibrate` on this folder (200 members, Wuhan used); the economy's parameters are those found on the stylised path.
    private const string Posterior = """
        R0,travel_factor,phi,tracing_capacity,tests,d_s,awareness,e_ph,e_L,seeds
        4.7314,4.5725,0.93711,49.857,128.67,3.5578,0.8905,0.15448,0.81143,3.1345
        5.1813,3.9711,0.94714,43.997,13.914,1.0499,0.023251,0.32074,0.84528,2.7067
        5.5586,3.9674,0.94778,49.29,107.29,2.1638,0.079723,0.41489,0.75641,0.9138
        5.1406,3.9036,0.94779,16.032,210.8,1.6895,0.063755,0.27695,0.79967,2.4974
        5.171,4.0132,0.88643,40.174,58.668,1.0845,0.64976,0.40026,0.75585,3.4784
        5.4775,4.0228,0.94413,22.015,65.691,1.3303,0.10216,0.43383,0.79397,1.4166
        """;

    private static readonly string[] Months = ["01/02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

    [Fact]
    public void The_network_as_a_study_is_sound_and_its_back_test_is_within_stated_bounds()
    {
        var network = ChinaOf2020.Folder();
        Assert.SkipUnless(network is not null, "The tables of the Chinese network lie beside the repository, not in it.");
        using var folder = new TemporaryFolder();
        var at = folder.Of("china");
        ChinaNetworkStudy.Write(network!, at, Settings);
        File.WriteAllText(Path.Combine(at, "posterior.csv"), Posterior + "\n");
        Assert.Empty(Study.Check(at).Select(p => $"{p.Code} {p.Place} {p.Message}").Take(10));
        var tables = StudySimulation.Run(Study.Load(at), 6, cancellation: TestContext.Current.CancellationToken).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var test = tables["simulation_backtest"];
        var (observed, simulated) = (Column(test, "observed"), Column(test, "median"));

        var squares = Months.Sum(m => Math.Pow(observed[$"EXP_USD_YOY_2020-{m}"] - simulated[$"EXP_USD_YOY_2020-{m}"], 2));
        Assert.InRange(Math.Sqrt(squares / Months.Length), 0, 2.5);
        Assert.InRange((1 + simulated["EXP_USD_YOY_2020-01/02"] / 100) * (1 + simulated["EXP_USD_YOY_2021-01/02"] / 100), 1.33 - 0.05, 1.33 + 0.05);
        Assert.InRange(simulated["EPI_CHINA_2020-02-29"] / observed["EPI_CHINA_2020-02-29"], 0.75, 1.25);
        Assert.InRange(simulated["EPI_CHINA_2020-02-11"] / observed["EPI_CHINA_2020-02-11"], 0.65, 1.35); // a quarter is not reached: the rise comes too early
        Assert.InRange(simulated["RESUME_2020-02-29"], 75, 90);
        Assert.InRange(simulated["MOBILITY_RECOVERY"], 4, 8);

        // every kind of known number is there, and those that are missed are shown
        string[] kinds = ["EXP_USD_YOY_2021-03", "EXP_CNY_YOY_2020-03", "EXP_PARTNER_2020-03_US_yoy", "EXP_PROD_2020-H1_medicines", "EXP_CITY_2020_Shenzhen_yoy", "EXP_PROV_2020_Guangdong_yoy", "PORT_2020-02_Shanghai", "PORT_2020-01/02", "RESUME_2020-02-20",
            "EPI_WUHAN_2020-02-11", "EPI_OUTSIDE_2020-02-29", "EPI_NEW_OUTSIDE_2020-02-05", "LOCKDOWN_EXPORTS", "LOCKDOWN_FREIGHT", "MOBILITY_RECOVERY", "OFFLINE_CONSUMPTION"];
        Assert.All(kinds, k => Assert.Contains(k, simulated.Keys));
        Assert.True(test.RowCount >= 100, test.RowCount.ToString(CultureInfo.InvariantCulture));
        Assert.Contains("too low", Enumerable.Range(0, test.RowCount).Select(r => test["inside"].Text(r)));
        Assert.Contains("simulation_identification", tables.Keys);
    }

    private static Dictionary<string, double> Column(ResultTable table, string name) => Enumerable.Range(0, table.RowCount).ToDictionary(r => table["id"].Text(r), r => table[name].Number(r), StringComparer.Ordinal);
}
