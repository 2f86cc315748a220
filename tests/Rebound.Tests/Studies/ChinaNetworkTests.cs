using System.Globalization;
using Rebound.Simulation;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>China's network of 2020 composed as a study, run from its folder, and held against what is known.</summary>
public sealed class ChinaNetworkTests
{
    private const string Settings = "posterior = \"posterior.csv\"\nparameters = { late_days = 14, zeta = 7.057, mu = 0.1326, tau_ret = 12.24, o_max = 0.1329, tau_p = 9.615, fr = 0.1252, b_s = 0.69, pi_s = 0.1885, chi = 0.0087, omega = 0.3333, sigma_minus = 0.0124, sigma_plus = 0.004 }";

    // Six draws of `rebound calibrate` on this folder (200 members, eight rounds, Wuhan used); the economy's parameters are those found on the stylised path.
    private const string Posterior = """
        R0,travel_factor,phi,tracing_capacity,tests,d_s,awareness,e_ph,e_L,seeds
        2.6067,0.8969,0.93448,34.917,12.75,4.4823,0.29634,0.16161,0.41094,5.6633
        3.0175,0.70999,0.94159,38.262,11.312,2.054,0.02021,0.30779,0.40245,2.9463
        3.0057,0.77106,0.94838,46.753,12.826,3.9376,0.033612,0.43163,0.40056,3.7611
        2.9587,0.79657,0.94808,0.99632,13.593,3.6245,0.024626,0.37581,0.41569,3.3724
        2.9791,0.73207,0.92274,28.294,11.812,3.0604,0.13919,0.41686,0.40012,3.9336
        3.1144,0.71917,0.92372,7.3297,12.242,3.3685,0.050851,0.43432,0.40108,3.3886
        """;

    private const int PublishedEffects = 4;

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
        Assert.InRange(Math.Sqrt(squares / Months.Length), 0, 3.5); // parameters of the economy were found on another path
        Assert.InRange((1 + simulated["EXP_USD_YOY_2020-01/02"] / 100) * (1 + simulated["EXP_USD_YOY_2021-01/02"] / 100), 1.33 - 0.05, 1.33 + 0.05);
        Assert.InRange(simulated["EPI_CHINA_2020-02-29"] / observed["EPI_CHINA_2020-02-29"], 0.75, 1.25);
        Assert.InRange(simulated["EPI_CHINA_2020-02-11"] / observed["EPI_CHINA_2020-02-11"], 0.75, 1.25);
        Assert.InRange(simulated["RESUME_2020-02-29"], 75, 90);
        Assert.InRange(simulated["MOBILITY_RECOVERY"], 4, 8);

        // every kind of known number is there, and those that are missed are shown
        string[] kinds = ["EXP_USD_YOY_2021-03", "EXP_CNY_YOY_2020-03", "EXP_PARTNER_2020-03_US_yoy", "EXP_PROD_2020-H1_medicines", "EXP_CITY_2020_Shenzhen_yoy", "EXP_PROV_2020_Guangdong_yoy", "PORT_2020-02_Shanghai", "PORT_2020-01/02", "RESUME_2020-02-20",
            "EPI_WUHAN_2020-02-11", "EPI_OUTSIDE_2020-02-29", "EPI_NEW_OUTSIDE_2020-02-05", "LOCKDOWN_EXPORTS", "LOCKDOWN_FREIGHT", "MOBILITY_RECOVERY", "OFFLINE_CONSUMPTION"];
        Assert.All(kinds, k => Assert.Contains(k, simulated.Keys));
        Assert.True(test.RowCount >= 100, test.RowCount.ToString(CultureInfo.InvariantCulture));
        Assert.Contains("too low", Enumerable.Range(0, test.RowCount).Select(r => test["inside"].Text(r)));
        Assert.Contains("simulation_identification", tables.Keys);

        // every verified fact is held against the model, or says why not
        var (unheld, facts) = (tables["simulation_backtest_unheld"], File.ReadLines(Path.Combine(at, "facts.csv")).Count(l => l.Length > 0) - 1);
        Assert.Equal(facts, test.RowCount - PublishedEffects + unheld.RowCount);
        Assert.All(Enumerable.Range(0, unheld.RowCount), r => Assert.True(unheld["reason"].Text(r).Length > 15));
        Assert.InRange(simulated["EXP_USD_2020-03"] / observed["EXP_USD_2020-03"], 0.9, 1.1);
        var inside = Enumerable.Range(0, test.RowCount).Count(r => test["inside"].Text(r) == "inside");
        TestContext.Current.SendDiagnosticMessage($"{inside} of {test.RowCount} inside, {unheld.RowCount} not in the model");
    }

    [Fact]
    public void Cities_with_a_case_are_within_a_tenth_of_those_that_reported_one()
    {
        var network = ChinaOf2020.Folder();
        Assert.SkipUnless(network is not null, "The tables of the Chinese network lie beside the repository, not in it.");
        using var folder = new TemporaryFolder();
        var at = folder.Of("china");
        ChinaNetworkStudy.Write(network!, at, Settings);
        File.WriteAllText(Path.Combine(at, "posterior.csv"), Posterior + "\n");
        var study = Study.Load(at);
        var asked = StudyWorld.Of(study);
        var (cases, plan) = (study.Data.DailyCases!, asked.Plan(6));
        foreach (var day in new[] { new DateOnly(2020, 2, 11), new DateOnly(2020, 2, 29) })
        {
            var last = day.DayNumber - asked.World.Epidemic.Start.DayNumber;
            int[] reported = [.. Enumerable.Range(0, asked.World.Cities.Count).Where(c => Enumerable.Range(0, last + 1).Any(d => cases.Of(c)[d] > 0))];
            double[] reached = [.. Enumerable.Range(0, 6).Select(r =>
            {
                var world = plan.Draws[r].Aggregate(asked.World with { Epidemic = asked.World.Epidemic.Until(last), SeedFactor = plan.SeedFactors[r] }, (w, p) => w with { Parameters = w.Parameters.With(p.Key, p.Value) });
                var path = world.NewEpidemic().Run(study.Settings.Seed, r, TestContext.Current.CancellationToken).Path;
                return (double)reported.Count(c => Enumerable.Range(0, last + 1).Any(d => path.Detected[d * path.Cities + c] > 0));
            })];
            Assert.InRange(Spread.Of(reached).Median / reported.Length, 0.9, 1.0);
        }
    }

    private static Dictionary<string, double> Column(ResultTable table, string name) => Enumerable.Range(0, table.RowCount).ToDictionary(r => table["id"].Text(r), r => table[name].Number(r), StringComparer.Ordinal);
}
