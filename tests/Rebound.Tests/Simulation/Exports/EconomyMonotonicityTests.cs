using CsCheck;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

public sealed class EconomyMonotonicityTests
{
    private const int Days = 547;

    // Credit keeps firms whose exit would have called new ones by their backlog, so it may lengthen recovery: it is held here and looked at below.
    [Theory]
    [InlineData(ResilienceDimension.Technology)]
    [InlineData(ResilienceDimension.Space)]
    [InlineData(ResilienceDimension.Society)]
    [InlineData(ResilienceDimension.Economy)]
    public void One_city_with_a_frozen_epidemic_never_recovers_later_when_a_dimension_is_stronger(ResilienceDimension dimension) => Gen.ULong.Sample(seed =>
    {
        var (weak, strong) = Recoveries(seed, dimension, credit: false);
        // A tie at a month's boundary may fall to either side; and whoever worked off the backlog earlier may dip below the line afterwards, with more shipped by then.
        return strong.Month <= weak.Month + 1 || strong.Shipped[strong.Month] >= weak.Shipped[strong.Month];
    }, iter: 1000);

    [Fact]
    public void With_credit_a_stronger_economy_recovers_no_later_on_the_mean_and_the_exceptions_are_rare()
    {
        var (sum, later) = (0, 0);
        for (ulong seed = 0; seed < 1000; seed++)
        {
            var (weak, strong) = Recoveries(seed, ResilienceDimension.Economy, credit: true);
            sum += strong.Month - weak.Month;
            if (strong.Month > weak.Month + 1) later++;
        }
        Assert.True(sum < 0);
        Assert.InRange(later, 0, 10);
    }

    private static ((int Month, double[] Shipped) Weak, (int Month, double[] Shipped) Strong) Recoveries(ulong seed, ResilienceDimension dimension, bool credit)
    {
        var draws = new Draws(seed);
        var path = EconomyWorlds.Shock(draws, 1, Days);
        var parameters = EconomyInvariantTests.AnyParameters(draws);
        if (!credit) parameters = parameters.With(EconomyParameters.Credit, EconomyParameters.Credit.High).With(EconomyParameters.Entry, EconomyParameters.Entry.Low);
        var slopes = LinkSlopes.Uniform(draws.Next());
        var low = draws.Between(-2, 2);
        var high = low + draws.Between(0, 2);
        return (Recovery(low), Recovery(high));

        (int Month, double[] Shipped) Recovery(double score)
        {
            double[] scores = [0, 0, 0, 0];
            scores[(int)dimension] = score;
            var city = new SimulatedCity("C", 1_000_000, 110, 30) { Resilience = scores };
            var result = new EconomyModel([city], EconomyWorlds.Flat, parameters, slopes, new EconomySettings(EconomyWorlds.Start), Days).Run(path);
            var month = result.Months;
            while (month > 0 && result.Exports[month - 1] >= 0.95 * result.Normal[month - 1]) month--;
            var shipped = new double[result.Months + 1];
            for (var m = 0; m < result.Months; m++) shipped[m + 1] = shipped[m] + result.Exports[m];
            return (month, shipped);
        }
    }
}
