using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>The log t test and the clubs that it finds. Reference values: a plain derivation of the steps in R 4.2.2, with lm and the quadratic spectral kernel of sandwich 3.0.</summary>
public sealed class ConvergenceClubsTests
{
    private static readonly Gen<BalancedValues> Panels =
        from n in Gen.Int[4, 16]
        from periods in Gen.Int[LogTTest.LeastPeriods, 20]
        from seed in Gen.Int[0, 1 << 20]
        from clubs in Gen.Int[1, 3]
        select Drawn(n, periods, (ulong)seed, clubs);

    [Fact]
    public void Three_goals_are_three_clubs_with_the_published_regressions()
    {
        var found = ConvergenceClubs.Of(Panel(12, 15, (i, t) => (i % 3) switch { 0 => 9, 1 => 5, _ => 2 }
            + Math.Sin(1 + 7 * i) * 2 * Math.Pow(t + 1, -0.9) + 0.05 * Math.Sin(3 + 11 * i + 5 * t) * (1 + 0.3 * Math.Cos(i * t)) / (t + 1)));
        Assert.Equal(-40.8841202446, found.Whole.T, 1e-8);
        Assert.Equal(0.0219969256449, found.Whole.StandardError, 1e-12);
        Assert.Equal([[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]], Numbers(found));
        Assert.Equal([28.8137056147, 27.7235005474, 19.4706309716], found.Clubs.Select(club => club.Test.T), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal([0.932776676355, 0.86223696232, 0.847503597286], found.Clubs.Select(club => club.Test.Slope), (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Empty(found.Divergent);
    }

    [Fact]
    public void Slow_units_form_many_small_clubs_that_are_merged_and_some_converge_with_none()
    {
        var panel = Slow(20, 16, 0.3, 0.2);
        var (apart, merged) = (ConvergenceClubs.Of(panel, merge: false), ConvergenceClubs.Of(panel));
        Assert.Equal([[8, 19], [11, 16], [3, 6], [4, 12, 14], [0, 18], [2, 7], [5, 13, 15]], Numbers(apart));
        Assert.Equal([[3, 6, 8, 11, 16, 19], [4, 12, 14], [0, 2, 7, 18], [5, 13, 15]], Numbers(merged));
        Assert.Equal(["u1", "u9", "u10", "u17"], merged.Divergent);
        Assert.Equal(-1.473076528, merged.Clubs[0].Test.T, 1e-8);
        Assert.Equal(1.11211560225, merged.Clubs[3].Test.StandardError, 1e-10);
    }

    [Fact]
    public void Units_join_a_core_and_clubs_of_unequal_size_are_found()
    {
        var found = ConvergenceClubs.Of(Slow(40, 18, 0.5, 1), merge: false);
        Assert.Equal([[3, 6, 8, 11, 16, 19, 21, 24, 27, 32], [29, 37], [1, 4, 9, 12, 14, 17, 20, 22, 25, 30, 33, 35, 38], [0, 2, 5, 7, 10, 13, 15, 18, 23, 26, 28, 31, 34, 36, 39]], Numbers(found));
        Assert.Equal(-12.8395553068, found.Whole.T, 1e-8);
    }

    [Fact]
    public void Clubs_converge_and_every_unit_is_in_one_club_or_divergent() => Panels.Sample(panel =>
    {
        var found = ConvergenceClubs.Of(panel);
        Assert.Equal(panel.Units.Order(StringComparer.Ordinal), found.Clubs.SelectMany(club => club.Units).Concat(found.Divergent).Order(StringComparer.Ordinal));
        Assert.All(found.Clubs, club => Assert.True(club.Test.Converges && club.Units.Count > 1));
        if (found.Whole.Converges) Assert.Single(found.Clubs);
        for (var c = 1; c < found.Clubs.Count; c++) // neighbours that converge together are one club
            Assert.False(LogTTest.Of(panel.Only([.. found.Clubs[c - 1].Units.Concat(found.Clubs[c].Units).Select(unit => panel.Units.Index().First(u => u.Item == unit).Index)])).T > LogTTest.Critical + 1e-9);
    }, iter: 1000);

    [Fact]
    public void The_unit_of_the_values_and_the_order_of_the_units_do_not_matter() => Gen.Select(Panels, Gen.Double[0.01, 100]).Sample((panel, scale) =>
    {
        int[] order = [.. Enumerable.Range(0, panel.Units.Count).Reverse()];
        var turned = panel.Only(order);
        var scaled = new BalancedValues("x", turned.Units, turned.FirstYear, [.. order.SelectMany((_, k) => Enumerable.Range(0, panel.PeriodCount).Select(t => turned[k, t] * scale))]);
        var (first, second) = (ConvergenceClubs.Of(panel), ConvergenceClubs.Of(scaled));
        Assert.Equal(first.Whole.T, second.Whole.T, 1e-5 * (1 + Math.Abs(first.Whole.T)));
        Assert.Equal(first.Clubs.Select(club => string.Join(' ', club.Units.Order(StringComparer.Ordinal))), second.Clubs.Select(club => string.Join(' ', club.Units.Order(StringComparer.Ordinal))));
    }, iter: 1000);

    [Fact]
    public void Too_few_periods_negative_values_and_equal_units_are_refused_by_name()
    {
        Assert.Contains("at least 10 periods", Assert.Throws<MeasureRefusedException>(() => ConvergenceClubs.Of(Slow(5, 9, 0.3, 0.2))).Message, StringComparison.Ordinal);
        var negative = Assert.Throws<MeasureRefusedException>(() => ConvergenceClubs.Of(Panel(4, 12, (i, t) => i == 2 && t == 5 ? -1 : i + t)));
        Assert.Equal((MeasureRefusalKind.NotPositive, "u2", 2005), (negative.Kind, negative.Units[0], negative.Subject.Year));
        var equal = Assert.Throws<MeasureRefusedException>(() => LogTTest.Of(Panel(2, 12, (_, t) => t + 1)));
        Assert.Equal((MeasureRefusalKind.Constant, 2000), (equal.Kind, equal.Subject.Year));
        Assert.Contains("'u0', 'u1'", equal.Message, StringComparison.Ordinal);
    }

    private static BalancedValues Slow(int n, int periods, double decay, double noise) => Panel(n, periods, (i, t) =>
    {
        var place = i * 0.6180339887 % 1;
        return 3 + 4 * Math.Floor(3 * place) / 3 + 0.8 * place + (Math.Sin(1 + 7 * i) * 1.5 + noise * Math.Sin(3 + 11 * i + 5 * t)) * Math.Pow(t + 1, -decay);
    });

    private static BalancedValues Drawn(int n, int periods, ulong seed, int clubs)
    {
        var stream = new RandomStream(seed, 0);
        double[] start = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        return Panel(n, periods, (i, t) => 6 + 3 * (i % clubs) + (start[i] + 0.2 * stream.NextNormal()) * Math.Pow(t + 1, -0.7));
    }

    private static BalancedValues Panel(int n, int periods, Func<int, int, double> value) =>
        new("x", [.. Enumerable.Range(0, n).Select(i => $"u{i}")], 2000, [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, periods).Select(t => value(i, t)))]);

    private static int[][] Numbers(ConvergenceClubs found) => [.. found.Clubs.Select(club => club.Units.Select(unit => int.Parse(unit[1..], System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
}
