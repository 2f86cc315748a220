using Rebound.Simulation;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Simulation.Channels;

public sealed class PolicyLeverTests
{
    private const int Days = 366;
    private static readonly DateOnly Start = EconomyWorlds.Start;
    private static readonly SimulatedCity[] Cities = EconomyWorlds.Cities(new Draws(21), 3, EconomyWorlds.Flat);
    private static readonly EpidemicPath Shock = EconomyWorlds.Shock(new Draws(22), 3, Days);

    [Theory]
    [InlineData(LeverKind.Rebate, 2)]
    [InlineData(LeverKind.Relending, 0.5)]
    [InlineData(LeverKind.TaxRelief, 5)]
    [InlineData(LeverKind.ReserveCut, 2)]
    public void A_lever_brings_exports_and_costs_money(LeverKind kind, double strength)
    {
        var (without, with) = (Run(), Run(new PolicyLever(kind, strength, Start, Start.AddDays(Days - 1))));
        Assert.True(with.Exports.Sum() > without.Exports.Sum());
        Assert.True(with.LeverCosts[0] > 0);
    }

    [Fact]
    public void Insurance_keeps_the_orders_of_frightened_buyers_and_not_those_that_are_late()
    {
        var lever = new PolicyLever(LeverKind.CreditInsurance, 0.5, Start, Start.AddDays(Days - 1));
        var (calm, insured) = (Run(), Run(lever));
        Assert.True(calm.Series(EconomySeries.Cancelled).Sum() > 0); // late orders are cancelled, and lateness is the seller's own breach
        Assert.Equal(calm.Exports, insured.Exports);
        Assert.True(insured.LeverCosts[0] > 0);

        double[] rising = [0, 0, 0.3, 0.8, 0.8, 0.6];
        EconomyResult Frightened(params PolicyLever[] levers) => new EconomyModel(Cities, EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.Prior,
            new EconomySettings(Start) { Levers = levers, PartnerStringency = [.. EconomyWorlds.Flat.Partners.Select(_ => rising)] }, Days).Run(new EpidemicPath(3, Days));
        var (without, with) = (Frightened(), Frightened(lever));
        Assert.True(with.Series(EconomySeries.Cancelled).Sum() < 0.8 * without.Series(EconomySeries.Cancelled).Sum());
        Assert.True(with.Exports.Sum() > without.Exports.Sum());
    }

    [Fact]
    public void A_rebate_costs_its_points_of_the_exports_it_covers()
    {
        var result = Run(new PolicyLever(LeverKind.Rebate, 3, Start, Start.AddDays(Days - 1)));
        Assert.Equal(0.03 * (result.Exports.Sum() + result.Services.Sum()), result.LeverCosts[0], 1e-9 * result.LeverCosts[0]);
    }

    [Fact]
    public void A_lever_for_one_city_and_sector_reaches_no_other_orders_and_costs_nothing_elsewhere()
    {
        var lever = new PolicyLever(LeverKind.Rebate, 5, Start.AddDays(31), Start.AddDays(59)) { Sector = "medical", Cities = ["C1"] };
        var (without, with) = (Run(), Run(lever));
        var orders = EconomySeries.Orders;
        for (var c = 0; c < 3; c++)
        {
            for (var m = 0; m < 2; m++)
            {
                var change = with.Series(orders)[c * 12 + m] - without.Series(orders)[c * 12 + m];
                Assert.Equal(c == 1 && m == 1, change > 0);
            }
        }
        Assert.True(with.LeverCosts[0] < 0.05 * with.Exports.AsSpan(12, 12).ToArray().Sum());
    }

    [Fact]
    public void With_policy_switched_off_levers_do_nothing()
    {
        var lever = new PolicyLever(LeverKind.TaxRelief, 5, Start, Start.AddDays(200));
        Assert.Equal(Model().Run(Shock, ChannelSwitches.Production).Exports, Model(lever).Run(Shock, ChannelSwitches.Production).Exports);
    }

    private static EconomyModel Model(params PolicyLever[] levers) =>
        new(Cities, EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.Prior, new EconomySettings(Start) { Levers = levers }, Days);

    private static EconomyResult Run(params PolicyLever[] levers) => Model(levers).Run(Shock);
}
