using Rebound.Panels;
using Rebound.Simulation;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Studies;

public sealed class SimulationSettingsTests
{
    private const string Travel = "[data.travel]\nfile = \"data/travel.csv\"\nunit = \"from\"\nto = \"to\"\nvalue = \"people\"\n";
    private const string Partners = "[data.partners]\nfile = \"data/partners.csv\"\ntime = \"month\"\npartner = \"partner\"\nstringency = \"stringency\"\n";

    public static TheoryData<string, string, string, string> Breaks => new()
    {
        // name, code, what is replaced in study.toml, by what
        { "unknown unit of a scenario", "RB3024", "set = { society = \"p75\" }", "set = { society = \"p75\" }\nunits = [\"I99\"]" },
        { "unknown unit of a seed", "RB3024", "[report]", "[[seed]]\nunit = \"I99\"\nday = \"2020-02-01\"\n[report]" },
        { "unknown unit of a rule", "RB3024", "[report]", "[[rule]]\nkind = \"closing\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\nunits = [\"I99\"]\n[report]" },
        { "unknown unit of the advice", "RB3024", "[report]", "[advice]\nunits = [\"I99\"]\n[report]" },
        { "unknown dimension", "RB1004", "society = \"p75\"", "socety = \"p75\"" },
        { "a percentile above 100", "RB1005", "society = \"p75\"", "society = \"p175\"" },
        { "negative capacity", "RB1005", "travel_share = 0.01", "parameters = { beds = -1 }" },
        { "a level of no channel", "RB1004", "levels = { production", "levels = { policy" },
        { "a level measured by no variable", "RB1004", "logistics = \"port_calls\"", "logistics = \"port_cals\"" },
        { "unknown parameter", "RB1004", "travel_share = 0.01", "parameters = { R00 = 2.5 }" },
        { "parameter that is no number", "RB1005", "travel_share = 0.01", "parameters = { R0 = \"high\" }" },
        { "lever out of range", "RB1005", "levers = { rebate = 2 }", "levers = { rebate = 40 }" },
        { "unknown lever", "RB1004", "levers = { rebate = 2 }", "levers = { rebates = 2 }" },
        { "unknown channel", "RB1004", "levers = { rebate = 2 }", "off = [\"sale\"]" },
        { "a scenario that changes nothing", "RB1005", "levers = { rebate = 2 }", "" },
        { "two scenarios of one id", "RB1005", "id = \"rebate\"", "id = \"society-p75\"" },
        { "a seed outside the run", "RB3023", "[report]", "[[seed]]\nunit = \"I01\"\nday = \"2019-02-01\"\n[report]" },
        { "a seed on no day", "RB1006", "[report]", "[[seed]]\nunit = \"I01\"\nday = \"in February\"\n[report]" },
        { "a rule outside the run", "RB3023", "[report]", "[[rule]]\nkind = \"ban\"\nfrom = \"2018-02-01\"\nto = \"2018-03-01\"\n[report]" },
        { "a rule backwards", "RB1006", "[report]", "[[rule]]\nkind = \"ban\"\nfrom = \"2020-04-01\"\nto = \"2020-03-01\"\n[report]" },
        { "unknown kind of rule", "RB1004", "[report]", "[[rule]]\nkind = \"bann\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "a rule of an unknown scenario", "RB1004", "[report]", "[[rule]]\nkind = \"ban\"\nscenario = \"x\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "a rule of an unknown partner", "RB1004", "[report]", "[[rule]]\nkind = \"ban\"\npartner = \"USA\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "a ban of more than all", "RB1005", "[report]", "[[rule]]\nkind = \"ban\"\namount = 2\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "an alert outside the run", "RB3023", "alert = \"2020-", "alert = \"2025-" },
        { "backwards in time", "RB1006", "last = \"2021-06\"", "last = \"2019-12\"" },
        { "observed travel without a table", "RB1002", "travel_share = 0.01", "travel = \"observed\"" },
        { "unknown way to travel", "RB1004", "travel_share = 0.01", "travel = \"gravitation\"" },
        { "no population", "RB3021", "population = \"population\"", "" },
        { "no coordinates", "RB3022", "longitude = \"lon\"", "" },
        { "no policy to observe", "RB1002", "[data.policy]\nfile = \"data/policy_daily.csv\"\nunit = \"code\"\ntime = \"date\"\nstringency = \"stringency\"               # 0 to 100: how much is restricted\nprecision = \"precision\"                 # 0 to 1: how many of the restricted people were exposed", "" },
        { "a scenario without a simulation", "RB1002", "[simulation]\nfirst = \"2020-01\"\nlast = \"2021-06\"\nreplicates = 4                          # few, so that the example is quick; a study of yours deserves a hundred\ntravel_share = 0.01", "" },
        { "a scenario called as the world as it was", "RB1005", "id = \"rebate\"", "id = \"baseline\"" },
        { "a scenario without a name", "RB1005", "id = \"rebate\"", "id = \"\"" },
        { "parameters of some units", "RB1005", "levers = { rebate = 2 }", "units = [\"I01\"]\nparameters = { gamma = 0.9 }" },
        { "stringency below none", "RB1005", "levers = { rebate = 2 }", "stringency = -1" },
        { "more infections than people", "RB3028", "[report]", "[[seed]]\nunit = \"I01\"\nday = \"2020-02-01\"\ninfections = 1000000\n[[seed]]\nunit = \"I01\"\nday = \"2020-02-02\"\ninfections = 1000000\n[[seed]]\nunit = \"I01\"\nday = \"2020-02-03\"\ninfections = 1000000\n[[seed]]\nunit = \"I01\"\nday = \"2020-02-04\"\ninfections = 1000000\n[report]" },
        { "a lever of no strength", "RB1002", "[report]", "[[rule]]\nkind = \"rebate\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "a partner of a lever", "RB1003", "[report]", "[[rule]]\nkind = \"rebate\"\namount = 2\npartner = \"US\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "units of a ban", "RB1003", "[report]", "[[rule]]\nkind = \"ban\"\nunits = [\"I01\"]\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[report]" },
        { "rules that overlap", "RB1005", "[report]", "[[rule]]\nkind = \"ban\"\nfrom = \"2020-02-01\"\nto = \"2020-03-01\"\n[[rule]]\nkind = \"ban\"\nfrom = \"2020-03-01\"\nto = \"2020-04-01\"\n[report]" },
        { "two programs of vaccination", "RB1005", "[report]", "[[rule]]\nkind = \"vaccination\"\nfrom = \"2020-06-01\"\nto = \"2020-07-01\"\n[[rule]]\nkind = \"vaccination\"\nfrom = \"2020-09-01\"\nto = \"2020-10-01\"\n[report]" },
        { "a variant before the run", "RB3023", "[report]", "[[rule]]\nkind = \"variant\"\namount = 1.5\nfrom = \"2019-06-01\"\n[report]" },
        { "arrivals nowhere", "RB1002", "[report]", "[[rule]]\nkind = \"imports\"\namount = 2\nfrom = \"2020-06-01\"\nto = \"2020-07-01\"\n[report]" },
        { "arrivals in an unknown unit", "RB3024", "[report]", "[[rule]]\nkind = \"imports\"\namount = 2\nunits = [\"I99\"]\nfrom = \"2020-06-01\"\nto = \"2020-07-01\"\n[report]" },
        { "a medium risk above a high one", "RB1005", "[report]", "[[rule]]\nkind = \"origin-risk\"\nmedium_rate = 50\nfrom = \"2020-06-01\"\n[report]" },
        { "unknown way to test", "RB1004", "[report]", "[[rule]]\nkind = \"testing\"\nregime = \"all\"\n[report]" },
        { "a period held out that is none", "RB1006", "[report]", "[calibration]\nhold_out = [\"summer\"]\n[report]" },
        { "nothing to calibrate", "RB1005", "[report]", "[calibration]\neconomy = []\n[report]" },
        { "a budget without exports", "RB1002", "[data.exports]\nfile = \"data/exports_monthly.csv\"\nunit = \"code\"\ntime = \"month\"\nvalue = \"value\"\npartner = \"partner\"\nproduct = \"product\"\ntype = { kind = \"money\", currency = \"USD\", scale = \"thousand\", vintage = \"nominal\", flow = true }\nmissing = \"error\"                       # a missing city-month stops the study; \"drop\" or \"zero\" would be other readings", "[advice]\nbudget = 5" },
        { "negative budget", "RB1005", "[report]", "[advice]\nbudget = -5\n[report]" },
        { "cost of an unknown dimension", "RB1004", "[report]", "[advice]\ncosts = { industry = 3 }\n[report]" },
    };

    public static TheoryData<string, string, string> Flows => new()
    {
        // name, code, rows
        { "a flow from an unknown unit", "RB2021", "I99,I01,5" },
        { "a flow within a unit", "RB2081", "I01,I01,5" },
        { "a negative flow", "RB2082", "I01,I02,-5" },
        { "a flow that is no number", "RB2041", "I01,I02,many" },
        { "a flow listed twice", "RB2023", "I01,I02,5\nI01,I02,6" },
        { "more travellers than people", "RB3026", "I01,I02,50000000" },
        { "a network that falls apart", "RB3025", "I01,I02,5\nI03,I04,6" },
        { "a network without travellers", "RB3025", "I01,I02,0" },
        { "a network without flows", "RB3025", "" },
    };

    public static TheoryData<string, string, string> PartnerRows => new()
    {
        { "an unknown partner", "RB2083", "2020-01,USA,20" },
        { "no month", "RB2031", "January,US,20" },
        { "beyond the scale", "RB2046", "2020-01,US,120" },
        { "a month twice", "RB2023", "2020-01,US,20\n2020-01,US,30" },
    };

    [Fact]
    public void The_sound_study_has_no_problem()
    {
        using var folder = World();
        Assert.Empty(Study.Check(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Each_break_is_told_by_its_code_in_five_parts(string name, string code, string from, string to)
    {
        using var folder = World();
        var text = File.ReadAllText(folder.Of("study.toml"));
        Assert.True(text.Contains(from, StringComparison.Ordinal), $"{name}: the study has no '{from}'");
        File.WriteAllText(folder.Of("study.toml"), text.Replace(from, to, StringComparison.Ordinal));
        var problems = Expect(folder.Path, code, name);
        Assert.All(problems.Where(p => p.Code is "RB1005" or "RB1006" or "RB3023" or "RB3024" or "RB3028"), p => Assert.Matches("study.toml, line [0-9]+, ", p.Place));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_line()
    {
        using var folder = World();
        var text = File.ReadAllText(folder.Of("study.toml")).Replace("levers = { rebate = 2 }", "levers = { rebate = 40 }", StringComparison.Ordinal).Replace("unit = \"I", "unit = \"X", StringComparison.Ordinal).Replace("[report]", "[[rule]]\nkind = \"ban\"\nfrom = \"2018-02-01\"\nto = \"2018-03-01\"\n[advice]\nunits = [\"I98\"]\n[report]", StringComparison.Ordinal)
            .Replace("travel_share = 0.01", "parameters = { beds = -1 }", StringComparison.Ordinal);
        File.WriteAllText(folder.Of("study.toml"), text);
        var problems = Study.Check(folder.Path);
        Assert.Equal(["RB1005", "RB1005", "RB3023", "RB3024", "RB3024"], problems.Select(p => p.Code).Order(StringComparer.Ordinal));
        Assert.All(problems, p => Assert.Matches("study.toml, line [0-9]+, ", p.Place));
        Assert.Equal(text.Split('\n').ToList().FindIndex(l => l.Contains("unit = \"X", StringComparison.Ordinal)) + 1, int.Parse(problems.Single(p => p.Value.StartsWith('X')).Place.Split(", line ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("society,", "people,", "RB3027")] // the index has no such dimension
    public void A_dimension_that_the_index_does_not_score_moves_nothing_and_is_told(string from, string to, string code)
    {
        using var folder = World();
        File.WriteAllText(folder.Of("indicators.csv"), File.ReadAllText(folder.Of("indicators.csv")).Replace(from, to, StringComparison.Ordinal));
        Expect(folder.Path, code, to);
    }

    [Fact]
    public void A_scenario_of_rules_alone_is_simulated_and_every_kind_of_rule_does_what_it_says()
    {
        using var folder = World();
        var first = File.ReadAllText(folder.Of("study.toml"));
        var unit = first.Split("[[seed]]")[1].Split('"')[1];
        string[] rules =
        [
            "vaccination|from = \"2020-02-02\"\nto = \"2020-12-31\"\namount = 0.05", "variant|from = \"2020-03-01\"\namount = 3", $"imports|from = \"2020-02-02\"\nto = \"2020-03-31\"\namount = 40\nunits = [\"{unit}\"]",
            "surge|from = \"2020-02-02\"\nto = \"2020-02-20\"\namount = 8", "passport|from = \"2020-02-10\"", "origin-risk|from = \"2020-02-02\"\nhigh_rate = 0.5\nmedium_rate = 0.1\namount = 1", "hospitals|amount = 0\ntrigger = 0.01", "testing|regime = \"symptoms\"",
            "closing|from = \"2020-03-01\"\nto = \"2020-04-30\"\namount = 0.2", "stay|from = \"2020-01-10\"\nto = \"2020-02-20\"", "ban|from = \"2020-03-01\"\nto = \"2020-04-30\"", "tariff|from = \"2020-03-01\"\nto = \"2020-04-30\"\namount = 0.1", "rebate|from = \"2020-03-01\"\nto = \"2020-04-30\"\namount = 2",
        ];
        var scenarios = string.Concat(rules.Select(r => r.Split('|')).Select(r => $"[[scenario]]\nid = \"of-{r[0]}\"\n[[rule]]\nkind = \"{r[0]}\"\nscenario = \"of-{r[0]}\"\n{r[1]}\n")) + "[[scenario]]\nid = \"of-loose\"\nstringency = 0.3\n";
        File.WriteAllText(folder.Of("study.toml"), first.Replace("[report]", scenarios + "[report]", StringComparison.Ordinal));
        Assert.Empty(Study.Check(folder.Path));
        var table = StudySimulation.Run(Study.Load(folder.Path), 2, cancellation: TestContext.Current.CancellationToken).Single(t => t.Name == "scenarios");
        (double Exports, double Infections) Of(string id) => Enumerable.Range(0, table.RowCount).Single(r => table["scenario"].Text(r) == "of-" + id) is var row ? (table["exports_change_pct"].Number(row), table["infections_change_pct"].Number(row)) : default;
        Assert.True(Of("vaccination").Infections < -2);
        Assert.True(Of("variant").Infections > 2);
        Assert.True(Of("imports").Infections > 20);
        Assert.True(Of("surge").Infections > 0.5);
        Assert.True(Of("loose").Infections > 2);
        Assert.NotEqual(0, Of("passport").Exports);
        Assert.NotEqual(0, Of("origin-risk").Infections);
        Assert.NotEqual(0, Of("testing").Infections);
        Assert.True(Of("closing").Exports < -0.5);
        Assert.True(Of("stay").Exports > 0);
        Assert.True(Of("ban").Exports < -0.5);
        Assert.NotEqual(0, Of("tariff").Exports); // where capacity binds, fewer orders may even mean shorter queues and more buyers kept
        Assert.NotEqual(0, Of("rebate").Exports);
        Assert.All(new[] { "closing", "stay", "ban", "tariff", "rebate" }, id => Assert.Equal(0, Of(id).Infections)); // what the epidemic does not see leaves its paths alone
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Travel_that_cannot_be_used_is_told(string name, string code, string rows)
    {
        using var folder = World();
        File.WriteAllText(folder.Of("data/travel.csv"), "from,to,people\n" + rows + "\n");
        Edit(folder, Travel, "travel = \"observed\"\n");
        Expect(folder.Path, code, name);
    }

    [Theory]
    [MemberData(nameof(PartnerRows))]
    public void Partners_that_cannot_be_used_are_told(string name, string code, string rows)
    {
        using var folder = World();
        File.WriteAllText(folder.Of("data/partners.csv"), "month,partner,stringency\n" + rows + "\n");
        Edit(folder, Partners, "");
        Expect(folder.Path, code, name);
    }

    [Fact]
    public void Observed_travel_and_partners_are_read_and_simulated()
    {
        using var folder = World();
        File.WriteAllText(folder.Of("data/travel.csv"), "from,to,people\n" + string.Concat(Enumerable.Range(1, 9).Select(c => $"I{c:00},I{c + 1:00},500\n")));
        File.WriteAllText(folder.Of("data/partners.csv"), "month,partner,stringency\n2020-03,US,60\n2020-04,US,70\n2020-03,EU,65\n");
        Edit(folder, Travel + Partners, "travel = \"observed\"\n");
        var study = Study.Load(folder.Path);
        Assert.Equal(9, study.Data.Travel.Count);
        Assert.Equal(70, study.Data.PartnerStringency["US"][2020 * 12 + 3]);
        var tables = StudySimulation.Run(study, 2, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(tables, t => t.Name == "scenarios" && t.RowCount == 2);
    }

    [Theory]
    [InlineData("R0,zeta\n2.5,12\n2.6,90\n")] // beyond a bound
    [InlineData("R0,zetta\n2.5,12\n")] // no such parameter
    [InlineData("R0,zeta\n")] // no draw
    public void A_posterior_that_cannot_be_used_is_told(string rows)
    {
        using var folder = World();
        File.WriteAllText(folder.Of("posterior.csv"), rows);
        Edit(folder, "", "posterior = \"posterior.csv\"\n");
        Expect(folder.Path, "RB2084", rows);
    }

    [Fact]
    public void Replicates_take_the_draws_of_a_posterior_in_turn()
    {
        using var folder = World();
        File.WriteAllText(folder.Of("posterior.csv"), "gamma\n0.25\n0.75\n");
        Edit(folder, "", "posterior = \"posterior.csv\"\n");
        var drawn = StudySimulation.Run(Study.Load(folder.Path), 2, cancellation: TestContext.Current.CancellationToken);
        Edit(folder, "", "parameters = { gamma = 0.25 }\n");
        File.WriteAllText(folder.Of("study.toml"), File.ReadAllText(folder.Of("study.toml")).Replace("posterior = \"posterior.csv\"\n", "", StringComparison.Ordinal));
        var first = StudySimulation.Run(Study.Load(folder.Path), 2, cancellation: TestContext.Current.CancellationToken);
        ResultTable Of(IReadOnlyList<ResultTable> tables, string name) => tables.Single(t => t.Name == name);
        var (band, one) = (Of(drawn, "simulation_exports"), Of(first, "simulation_exports"));
        var widest = Enumerable.Range(0, band.RowCount).Max(r => band["high"].Number(r) - band["low"].Number(r));
        Assert.True(widest > 2 * Enumerable.Range(0, one.RowCount).Max(r => one["high"].Number(r) - one["low"].Number(r)));
        var parameters = Of(drawn, "simulation_parameters");
        var row = Enumerable.Range(0, parameters.RowCount).Single(r => parameters["symbol"].Text(r) == "gamma");
        Assert.Equal(("calibrated", 0.5), (parameters["status"].Text(row), parameters["value"].Number(row)));
    }

    private static readonly Lazy<IReadOnlyList<(string Name, string Text)>> Drawn = new(() => [.. SyntheticStudy.Compose(SyntheticWorld.Draw(new WorldOptions(1, Cities: 10, Months: 48) { Replicates = 1 }))]);

    private static TemporaryFolder World()
    {
        var folder = new TemporaryFolder();
        foreach (var (name, text) in Drawn.Value)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Of(name))!);
            File.WriteAllText(folder.Of(name), text);
        }
        return folder;
    }

    private static void Edit(TemporaryFolder folder, string tables, string simulation) => File.WriteAllText(folder.Of("study.toml"),
        File.ReadAllText(folder.Of("study.toml")).Replace("[index]\n", tables + "[index]\n", StringComparison.Ordinal).Replace("[simulation]\n", "[simulation]\n" + simulation, StringComparison.Ordinal));

    private static IReadOnlyList<StudyProblem> Expect(string folder, string code, string name)
    {
        var problems = Study.Check(folder);
        Assert.True(problems.Any(p => p.Code == code), $"{name}: {code} is not among {string.Join("; ", problems.Select(p => $"{p.Code} {p.Message}"))}");
        Assert.All(problems, p => Assert.DoesNotContain("", new[] { p.Place, p.Message, p.Effect, p.Repair }));
        return problems;
    }
}
