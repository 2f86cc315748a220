using System.Globalization;
using Rebound.Numerics;
using Rebound.Simulation;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>What a study's own tables put into its simulated world.</summary>
public sealed class StudyInputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StudyInputsTests() => Spoken.By("synth", "--cities", "12", "--months", "48", "--out", World);

    private string World => folder.Of("world");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Exports_of_a_unit_have_the_sectors_of_its_products_and_the_partners_of_its_groups()
    {
        File.WriteAllText(Path.Combine(World, "data/groups.csv"), "name,group\nNOR,EU\nEST,ASEAN\nfood,light goods\n*,rest\n");
        Add("[data.trade_groups]\nfile = \"data/groups.csv\"\nname = \"name\"\ngroup = \"group\"\n");
        var study = Study.Load(World);
        var world = StudyWorld.Of(study).World;
        var (k, structure) = (world.Trade.Partners.Count, world.Trade);
        var rows = File.ReadLines(Path.Combine(World, "data/exports_monthly.csv")).Skip(1).Select(l => l.Split(',')).Where(r => r[0] == "I01" && r[1].StartsWith("2018", StringComparison.Ordinal) | r[1].StartsWith("2019", StringComparison.Ordinal)).Where(r => r[0] == "I01").ToArray();
        double Sum(Func<string[], bool> of) => rows.Where(of).Sum(r => double.Parse(r[4], CultureInfo.InvariantCulture));
        var daily = world.Cities.Single(c => c.Code == "I01").DailyExports;
        double Goods(Func<int, int, bool> of) => Enumerable.Range(0, daily.Count).Where(j => !structure.Sectors[j / k].Service && of(j / k, j % k)).Sum(j => daily[j]);
        var (all, told) = (Goods((_, _) => true), Sum(_ => true));
        void Same(double observed, Func<int, int, bool> of) => Assert.Equal(observed / told, Goods(of) / all, 1e-9);
        var (eu, asean, rest) = (structure.PartnerIndex("EU"), structure.PartnerIndex("ASEAN"), structure.PartnerIndex("rest"));
        Same(Sum(r => r[2] == "NOR"), (_, p) => p == eu);
        Same(Sum(r => r[2] == "EST"), (_, p) => p == asean);
        Same(Sum(r => r[2] is not ("NOR" or "EST")), (_, p) => p == rest);
        Same(Sum(r => r[3] == "food"), (s, _) => s == structure.SectorIndex("light goods"));
        Same(Sum(r => r[3] == "medical" && r[2] == "NOR"), (s, p) => s == structure.SectorIndex("medical") && p == eu);
    }

    [Fact]
    public void A_group_that_the_model_lacks_is_told()
    {
        File.WriteAllText(Path.Combine(World, "data/groups.csv"), "name,group\nNOR,Europe\n");
        Add("[data.trade_groups]\nfile = \"data/groups.csv\"\nname = \"name\"\ngroup = \"group\"\n");
        Assert.Contains(Study.Check(World), p => p.Code == "RB2083" && p.Value == "Europe");
    }

    [Fact]
    public void Prices_and_vessels_of_the_study_reach_the_model_and_bad_ones_are_told()
    {
        File.WriteAllText(Path.Combine(World, "data/prices.csv"), "month,price\n2020-03,1.1\n");
        File.WriteAllText(Path.Combine(World, "data/partners.csv"), "month,partner,stringency,vessels\n2020-02,US,0,0.5\n");
        Add("[data.prices]\nfile = \"data/prices.csv\"\ntime = \"month\"\nprice = \"price\"\n[data.partners]\nfile = \"data/partners.csv\"\ntime = \"month\"\npartner = \"partner\"\nstringency = \"stringency\"\nvessels = \"vessels\"\n");
        var economy = StudyWorld.Of(Study.Load(World)).World.Economy;
        Assert.Equal([1, 1, 1.1, 1.1], economy.Money.Take(4));
        Assert.Equal([1, 0.5, 0.5], economy.Vessels[1].Take(3));
        Assert.Equal(100, economy.Vessels[0][0]);
        File.WriteAllText(Path.Combine(World, "data/prices.csv"), "month,price\n2020-03,-1\n");
        Assert.Contains(Study.Check(World), p => p.Code == "RB2085");
    }

    [Fact]
    public void Slopes_of_control_come_from_the_studys_own_estimates_and_are_drawn_within_their_error()
    {
        var toml = Path.Combine(World, "study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("[simulation]\n", "[simulation]\npolicy = \"rules\"\n", StringComparison.Ordinal).Replace("slopes = \"prior\"", "slopes = \"estimates\"", StringComparison.Ordinal).Replace("levels = {", "# levels = {", StringComparison.Ordinal));
        var asked = StudyWorld.Of(Study.Load(World));
        var plan = asked.Plan(50);
        Assert.Equal(50, plan.Slopes.Count);
        Assert.All(plan.Slopes, s => Assert.Equal(0.3, s[ResilienceDimension.Space, ShockChannel.Logistics]));
        foreach (var dimension in asked.Dimensions)
        {
            var drawn = plan.Slopes.Select(s => s[dimension, ShockChannel.Control]).Distinct().Count() > 1;
            var reason = asked.Estimated!.Reasons[(dimension, ShockChannel.Control)];
            Assert.True(reason.StartsWith("from h1.", StringComparison.Ordinal) || !drawn && reason.StartsWith("stays at its prior", StringComparison.Ordinal), reason);
        }
        Assert.Equal(plan.Slopes.Select(s => s[ResilienceDimension.Society, ShockChannel.Control]), asked.Plan(50).Slopes.Select(s => s[ResilienceDimension.Society, ShockChannel.Control]));

        File.WriteAllText(toml, File.ReadAllText(toml).Replace("control = \"cases\"", "control = \"none\"", StringComparison.Ordinal));
        var refusal = Assert.ThrowsAny<NumericalException>(() => StudyWorld.Of(Study.Load(World)));
        Assert.Contains("h1.", refusal.Message, StringComparison.Ordinal);
    }

    private void Add(string tables)
    {
        var toml = Path.Combine(World, "study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("[index]\n", tables + "[index]\n", StringComparison.Ordinal));
    }
}
