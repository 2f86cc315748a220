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
    private const string Settings = "posterior = \"posterior.csv\"\nparameters = { late_days = 14, zeta = 7, mu = 0.1436, tau_ret = 13.172, o_max = 0.1523, tau_p = 5, fr = 0.1, b_s = 0.4696, pi_s = 0.1397, chi = 0.0163, omega = 0.4533, sigma_minus = 0.0102, sigma_plus = 0.0043 }";

    // Six draws of `rebound calibrate` on this folder (200 members, twelve rounds, Wuhan used); the economy's twelve parameters were then sought on the first of them, near their priors, to the months of 2020 and the New Year of 2021.
    private const string Posterior = """
        R0,travel_factor,phi,tracing_capacity,tests,d_s,awareness,e_ph,e_L,seeds
        2.284,0.94237,0.91801,40.726,12.79,4.4775,0.27989,0.16875,0.4418,8.7183
        2.5407,0.82202,0.92588,32.268,11.728,2.4472,0.020136,0.3373,0.43979,7.8558
        2.7399,0.88401,0.94738,47.847,13.289,4.0631,0.028887,0.43777,0.40215,6.1279
        2.7193,0.85682,0.945,1.186,13.83,3.7215,0.022937,0.39481,0.45434,5.9466
        2.6947,0.83887,0.91154,33.148,12.631,3.0707,0.1197,0.42966,0.40072,6.1851
        2.8127,0.88423,0.88901,6.5705,13.555,3.5559,0.041405,0.438,0.41244,6.8989
        """;

    private const int PublishedEffects = 4;

    private static readonly string[] Months = ["01/02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

    [Fact]
    public void The_network_as_a_study_is_sound_and_its_back_test_is_within_stated_bounds()
    {
        using var folder = new TemporaryFolder();
        var at = Written(folder);
        Assert.Empty(Study.Check(at).Select(p => $"{p.Code} {p.Place} {p.Message}").Take(10));
        var tables = StudySimulation.Run(Study.Load(at), 6, cancellation: TestContext.Current.CancellationToken).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var test = tables["simulation_backtest"];
        var (observed, simulated) = (Column(test, "observed"), Column(test, "median"));

        var squares = Months.Sum(m => Math.Pow(observed[$"EXP_USD_YOY_2020-{m}"] - simulated[$"EXP_USD_YOY_2020-{m}"], 2));
        Assert.InRange(Math.Sqrt(squares / Months.Length), 0, 2.5);
        Assert.InRange((1 + simulated["EXP_USD_YOY_2020-01/02"] / 100) * (1 + simulated["EXP_USD_YOY_2021-01/02"] / 100), 1.33 - 0.05, 1.33 + 0.05);
        Assert.InRange(simulated["EPI_CHINA_2020-02-29"] / observed["EPI_CHINA_2020-02-29"], 0.85, 1.15);
        Assert.InRange(simulated["EPI_CHINA_2020-02-11"] / observed["EPI_CHINA_2020-02-11"], 0.85, 1.15);
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
        TestContext.Current.SendDiagnosticMessage($"{inside} of {test.RowCount} inside, {unheld.RowCount} not in the model; months of 2020 {Math.Sqrt(squares / Months.Length):0.0} points; "
            + string.Join(", ", new[] { "EXP_USD_YOY_2021-01/02", "EXP_USD_YOY_2021-03", "EXP_USD_YOY_2021-10", "EXP_USD_YOY_2021-12", "PORT_2020-01/02", "PORT_2020-02_Shanghai", "EPI_CHINA_2020-02-11", "EPI_CHINA_2020-02-29", "RESUME_2020-02-29", "LOCKDOWN_EXPORTS", "LOCKDOWN_FREIGHT", "MOBILITY_RECOVERY", "OFFLINE_CONSUMPTION" }.Select(k => $"{k} {observed[k]:0.#} : {simulated[k]:0.#}")));
    }

    [Fact]
    public void Cities_with_a_case_are_within_a_tenth_of_those_that_reported_one()
    {
        using var folder = new TemporaryFolder();
        var at = Written(folder);
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

    // The study and its posterior, in a folder of their own.
    private static string Written(TemporaryFolder folder)
    {
        var network = ChinaOf2020.Folder();
        Assert.SkipUnless(network is not null, "The tables of the Chinese network lie beside the repository, not in it.");
        var at = folder.Of("china");
        ChinaNetworkStudy.Write(network!, at, Settings);
        File.WriteAllText(Path.Combine(at, "posterior.csv"), Posterior + "\n");
        return at;
    }

    private static Dictionary<string, double> Column(ResultTable table, string name) => Enumerable.Range(0, table.RowCount).ToDictionary(r => table["id"].Text(r), r => table[name].Number(r), StringComparer.Ordinal);
}
