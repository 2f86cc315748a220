using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

public sealed class EconomyRefusalTests
{
    private static readonly DateOnly Start = EconomyWorlds.Start;
    private static readonly SimulatedCity City = new("C", 1000, 110, 30);

    [Fact]
    public void Every_fault_of_the_settings_is_told_at_once()
    {
        var settings = new EconomySettings(Start)
        {
            PartnerStringency = [[0.1]],
            ForeignRules = [new ForeignRule(Start, Start.AddDays(-1)) { Partner = "Atlantis", Banned = 1.5 }],
            Levers = [new PolicyLever(LeverKind.Rebate, 30, Start, Start) { Sector = "wine" }, new PolicyLever(LeverKind.TaxRelief, -1, Start, Start) { Cities = ["Z"] }],
            Closings = [new BusinessClosing(Start, Start, 2)],
        };
        var faults = Assert.Throws<ScenarioException>(() => new EconomyModel([City], EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.None, settings, 31)).Faults;
        foreach (var found in new[] { "Atlantis", "1.5", "wine", "30", "-1", "Z", "2" }) Assert.Contains(faults, f => f.Value == found);
        Assert.Contains(faults, f => f.Place == "partner stringency");
        Assert.Contains(faults, f => f.Message.Contains("ends before", StringComparison.Ordinal));
    }

    [Fact]
    public void Cities_twice_bad_exports_and_inputs_above_one_are_refused()
    {
        var structure = EconomyWorlds.Flat with { Sectors = [.. EconomyWorlds.Flat.Sectors.Select(s => s with { Inputs = [0.5, 0.5, 0.5, 0.5] })] };
        var faults = Assert.Throws<ScenarioException>(() => new EconomyModel([City with { DailyExports = [1] }], structure, ParameterSet.Default, LinkSlopes.None, new EconomySettings(Start), 31)).Faults;
        Assert.Contains(faults, f => f.Place == "daily exports of C");
        Assert.Contains(faults, f => f.Place == "inputs of electronics");
        Assert.Contains(Assert.Throws<ScenarioException>(() => new EconomyModel([City, City], EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.None, new EconomySettings(Start), 0)).Faults, f => f.Place == "city C");
    }

    [Fact]
    public void A_path_of_other_cities_is_refused()
    {
        var model = new EconomyModel([City], EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.None, new EconomySettings(Start), 31);
        Assert.Throws<ArgumentException>(() => model.Run(new EpidemicPath(2, 31)));
        Assert.Throws<ArgumentException>(() => model.Run(new EpidemicPath(1, 30)));
    }
}
