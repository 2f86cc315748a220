using CsCheck;
using Rebound.Simulation;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Simulation.Channels;

public sealed class ChannelDecompositionTests
{
    private static readonly ChannelSwitches[] Four = [ChannelSwitches.Policy, ChannelSwitches.Production, ChannelSwitches.Logistics, ChannelSwitches.Sales];

    [Fact]
    public void Parts_of_the_four_channels_add_up_to_the_loss() => Gen.ULong.Sample(seed =>
    {
        var draws = new Draws(seed);
        var cities = EconomyWorlds.Cities(draws, 2, EconomyWorlds.Flat);
        var model = new EconomyModel(cities, EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.Prior, EconomyWorlds.Abroad(draws, EconomyWorlds.Flat), 61);
        return ChannelDecomposition.Of(model, EconomyWorlds.Shock(draws, 2, 61)).Residual() < 1e-13;
    }, iter: 1000);

    [Fact]
    public void A_shock_in_one_channel_alone_belongs_to_that_channel()
    {
        var cities = EconomyWorlds.Cities(new Draws(3), 2, EconomyWorlds.Flat);
        var illness = new EpidemicPath(2, 91);
        for (var i = 60; i < 122; i++) illness.Absent[i] = 0.4f;
        var settings = new EconomySettings(EconomyWorlds.Start) { Vessels = [.. EconomyWorlds.Flat.Partners.Select(_ => (IReadOnlyList<double>)[0.8])] };
        var parameters = ParameterSet.Default;
        var ships = ChannelDecomposition.Of(Model(settings), new EpidemicPath(2, 91));
        Assert.All(ships.Part(ChannelSwitches.Policy), x => Assert.Equal(0, x));
        Assert.All(ships.Part(ChannelSwitches.Production), x => Assert.Equal(0, x, 1e-13));
        Assert.True(ships.Part(ChannelSwitches.Logistics)[1] > 0.01 * ships.Shock.Normal[1]);
        var ill = ChannelDecomposition.Of(Model(new EconomySettings(EconomyWorlds.Start)), illness);
        Assert.All(ill.Part(ChannelSwitches.Policy), x => Assert.Equal(0, x));
        Assert.True(ill.Part(ChannelSwitches.Production)[1] > 0.1 * ill.Shock.Normal[1]);

        EconomyModel Model(EconomySettings world) => new(cities, EconomyWorlds.Flat, parameters, LinkSlopes.None, world, 91);
    }

    [Fact]
    public void A_ban_is_policy_and_panic_is_sales()
    {
        var cities = EconomyWorlds.Cities(new Draws(4), 2, EconomyWorlds.Flat);
        var ban = new EconomySettings(EconomyWorlds.Start) { ForeignRules = [new ForeignRule(new(2020, 2, 1), new(2020, 2, 29)) { Partner = "EU", Banned = 1 }] };
        var closed = new EconomySettings(EconomyWorlds.Start) { PartnerStringency = [.. EconomyWorlds.Flat.Partners.Select(_ => (IReadOnlyList<double>)[0, 0.8, 0.8, 0.8])] };
        Assert.True(Part(ban, ChannelSwitches.Policy) > 0.05);
        Assert.Equal(0, Part(ban, ChannelSwitches.Logistics), 1e-9);
        Assert.True(Part(closed, ChannelSwitches.Sales) > 0.02);
        Assert.Equal(0, Part(closed, ChannelSwitches.Policy), 1e-12);

        double Part(EconomySettings settings, ChannelSwitches channel)
        {
            var parts = ChannelDecomposition.Of(new EconomyModel(cities, EconomyWorlds.Flat, ParameterSet.Default.With(EconomyParameters.StringencyResponse, 0), LinkSlopes.None, settings, 121), new EpidemicPath(2, 121));
            return parts.Part(channel)[2] / parts.Shock.Normal[2];
        }
    }

    [Fact]
    public void Only_single_channels_have_parts()
    {
        var model = new EconomyModel(EconomyWorlds.Cities(new Draws(3), 1, EconomyWorlds.Flat), EconomyWorlds.Flat, ParameterSet.Default, LinkSlopes.None, new EconomySettings(EconomyWorlds.Start), 31);
        var parts = ChannelDecomposition.Of(model, new EpidemicPath(1, 31));
        Assert.All(Four, c => Assert.Equal(1 * parts.Loss.Length, parts.Part(c).Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => parts.Part(ChannelSwitches.Policy | ChannelSwitches.Sales));
    }
}
