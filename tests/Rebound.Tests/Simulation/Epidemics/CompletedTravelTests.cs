using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class CompletedTravelTests
{
    private static readonly SimulatedCity[] Cities = [new("a", 1_000_000, 110, 30), new("b", 500_000, 111, 30), new("c", 500_000, 118, 30)];

    [Fact]
    public void Every_city_sends_the_rest_of_its_observed_travellers_by_gravity()
    {
        var seen = TravelMatrix.FromFlows(Cities, [new("a", "b", 1000), new("b", "c", 10)]);
        var whole = TravelMatrix.Completed(Cities, [new("a", "b", 1000), new("b", "c", 10)], 0.5, new GravityTravel());
        // travellers at both ends of every link: those observed, and half as many again
        double Travellers(TravelMatrix m) => Enumerable.Range(0, 3).Sum(c => m.OutOfCity[c] * Cities[c].Population);
        Assert.Equal(1.5 * Travellers(seen), Travellers(whole), 1e-6);
        Assert.Equal(2, whole.Partners(0).Length);
        // a is eight times as far from c as from b, and c is as large: a sixty-fourth
        var (near, far) = (whole.Shares(0)[0] * 1e6 - 1000, whole.Shares(0)[1] * 1e6);
        var fromB = 10 * 0.5; // b's own rest, nearly all of it to a
        Assert.InRange((near - fromB) / far, 60, 68);
    }

    [Fact]
    public void A_rest_of_nothing_or_of_more_than_twenty_times_the_observed_is_refused()
    {
        foreach (var rest in new[] { 0, -1, 21, double.NaN })
            Assert.Equal("travel beside the observed", Assert.Throws<ScenarioException>(() => TravelMatrix.Completed(Cities, [new("a", "b", 1000)], rest, new GravityTravel())).Faults.Single().Place);
    }
}
