using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Scenarios;

public sealed class ChannelLevelsTests
{
    private static readonly DateOnly First = new(2020, 1, 15);

    private static readonly SimulatedWorld World = new()
    {
        Cities = [.. Enumerable.Range(0, 6).Select(c => new SimulatedCity($"c{c}", 300_000 * (c + 1), 100 + c, 30) { Resilience = [c - 2.5, 1, -1, 0.5 * c], DailyExports = [] })],
        Travel = TravelMatrix.Gravity([.. Enumerable.Range(0, 6).Select(c => new SimulatedCity($"c{c}", 300_000 * (c + 1), 100 + c, 30))], new GravityTravel { DailyShare = 0.05 }),
        Epidemic = new EpidemicSettings { Start = First, Days = 200, Seeds = [new EpidemicSeed("c3", new DateOnly(2020, 1, 20), 200)], Control = new ControlRules { AlertCases = 30 } },
        Economy = new EconomySettings(First),
    };

    [Fact]
    public void Without_an_epidemic_every_level_is_one()
    {
        var (path, economy) = (new EpidemicPath(6, 200), World.NewEconomy());
        var normal = economy.Run(path, ChannelSwitches.None, null, EconomyDetail.Cities);
        foreach (var channel in Enum.GetValues<ShockChannel>().Where(c => c != ShockChannel.Control))
            Assert.All(ChannelLevels.Of(channel, path, normal, First), level => Assert.Equal(1, level, 0.02));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelLevels.Of(ShockChannel.Control, path, normal, First));
    }

    [Fact]
    public void Months_are_those_of_the_calendar_and_their_means_weigh_every_day_alike()
    {
        float[] daily = [.. Enumerable.Range(0, 2 * 50).Select(i => (float)i)]; // two cities, 15 January to 4 March
        var monthly = ChannelLevels.ByMonth(daily, 2, First);
        Assert.Equal(2 * 3, monthly.Length);
        Assert.Equal(Enumerable.Range(0, 17).Average(day => 2.0 * day), monthly[0], 1e-12);
        Assert.Equal(Enumerable.Range(17, 29).Average(day => 2.0 * day + 1), monthly[3 + 1], 1e-12);
        Assert.Equal(Enumerable.Range(46, 4).Average(day => 2.0 * day), monthly[2], 1e-12);
    }

    [Fact]
    public void Reports_of_a_simulated_epidemic_give_its_alert_and_control_back_to_the_bit()
    {
        var model = World.NewEpidemic();
        for (var replicate = 0; replicate < 3; replicate++)
        {
            var path = model.Run(7, replicate, TestContext.Current.CancellationToken).Path;
            Assert.True(path.Detected.Sum() > 100 && path.Stringency.Max() > 0.2);
            var reported = model.Reported(path.Detected);
            Assert.Equal(path.Alert, reported.Alert);
            Assert.Equal(path.Stringency, reported.Stringency);
            Assert.Equal(path.Confined, reported.Confined);
            Assert.All(reported.Absent.Zip(path.Absent), a => Assert.True(a.First <= a.Second));
        }
        Assert.Throws<ArgumentException>(() => model.Reported(new int[5]));
    }
}
