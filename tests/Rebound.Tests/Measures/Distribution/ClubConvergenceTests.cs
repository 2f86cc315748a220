using CsCheck;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class ClubConvergenceTests
{
    [Fact]
    public void A_club_alone_has_the_slope_of_its_own_units() => Gen.Select(Gen.Double[1, 9].Array[10 * 4], Gen.Double[0.1, 10]).Sample((values, factor) =>
    {
        for (var i = 0; i < 10; i++) values[4 * i] += 0.01 * i; // no two units start alike
        string[] units = [.. Enumerable.Range(0, 10).Select(i => $"u{i}")], clubs = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? "a" : "b")];
        var found = BetaConvergence.WithinClubs(new BalancedValues("x", units, 2015, values), clubs);
        Assert.Equal(["a", "b"], found.Select(f => f.Club));
        double[] even = [.. Enumerable.Range(0, 10).Where(i => i % 2 == 0).SelectMany(i => values[(4 * i)..(4 * i + 4)])];
        Assert.Equal(BetaConvergence.CrossSection(new BalancedValues("x", [.. units.Where((_, i) => i % 2 == 0)], 2015, even)), found[0].Found);
        // The unit of measurement of a club moves its intercept alone.
        double[] scaled = [.. values.Select((v, at) => at / 4 % 2 == 0 ? factor * v : v)];
        Assert.Equal(found[0].Found!.Slope, BetaConvergence.WithinClubs(new BalancedValues("x", units, 2015, scaled), clubs)[0].Found!.Slope, 1e-9);
    }, iter: 1000);

    [Fact]
    public void A_club_of_two_is_refused_with_its_reason()
    {
        var found = BetaConvergence.WithinClubs(new BalancedValues("x", ["a", "b", "c", "d", "e"], 2015, [1, 2, 2, 3, 4, 5, 5, 6, 9, 8]), ["p", "p", "p", "q", "q"]);
        Assert.NotNull(found[0].Found);
        Assert.Null(found[1].Found);
        Assert.NotEqual("", found[1].Reason);
    }
}
