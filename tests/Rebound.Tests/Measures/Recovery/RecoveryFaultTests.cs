using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class RecoveryFaultTests
{
    private static readonly RecoveryOptions Options = new()
    {
        BaseYears = [2018, 2019],
        Shock = Period.OfMonth(2020, 1),
        ShortRunEnd = Period.OfMonth(2020, 12),
        Horizon = Period.OfMonth(2021, 12),
        Baselines = [Baseline.Interrupted],
    };

    [Theory]
    [InlineData(30, -5, "negative")]
    [InlineData(50, double.NaN, "no value in 2018-03")]
    [InlineData(50, 0, "a zero in 2018-03")]
    [InlineData(80, 0, "2020-09")]
    public void A_month_that_a_model_cannot_use_is_named(int index, double value, string words)
    {
        var levels = Series();
        levels[index] = value;
        Assert.Contains(words, RefusalOf(levels).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_unit_between_neighbouring_months_is_named_with_both()
    {
        var levels = Series();
        for (var t = 40; t < levels.Length; t++) levels[t] *= 1000;
        var refusal = RefusalOf(levels);
        Assert.Contains("10^3 between 2017-04 and 2017-05", refusal.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Repair);
    }

    [Fact]
    public void A_shock_that_takes_nine_tenths_is_no_change_of_unit()
    {
        var levels = Series();
        for (var t = 72; t < 76; t++) levels[t] *= 0.1;
        var unit = Run(levels).Units[0];
        Assert.IsType<Recovered>(unit.Outcome);
        Assert.InRange(unit.Measures!.DepthPercent, 85, 93);
    }

    [Fact]
    public void Structural_zeros_are_sent_to_the_extensive_margin()
    {
        var levels = Series();
        for (var t = 0; t < 72; t += 3) levels[t] = 0;
        Assert.Contains("structural", RefusalOf(levels).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_years_are_needed_by_a_model() => Assert.Contains("a model needs 36", RefusalOf(Series()[40..], Period.OfMonth(2017, 5)).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_break_before_the_shock_is_noted_with_its_month()
    {
        var levels = Series();
        for (var t = 36; t < levels.Length; t++) levels[t] *= 0.6;
        var note = Assert.Single(Run(levels).Units[0].Measures!.Detail.Notes);
        Assert.Contains("2017-01", note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_months_reported_together_is_named_as_the_pair()
    {
        var levels = Series();
        levels[72] *= 0.5;
        levels[73] *= 0.5;
        var series = new MonthlySeries("A", Period.OfMonth(2014, 1), levels) { Pairs = new HashSet<int> { Period.OfMonth(2020, 1).Ordinal } };
        var unit = new RecoveryAnalysis(Options with { Baselines = [Baseline.SameMonth] }).Run([series]).Units[0];
        Assert.Equal("2020-01/02", unit.TroughName);
    }

    [Fact]
    public void A_second_wave_is_an_episode_of_its_own()
    {
        var levels = Series();
        for (var t = 72; t < 75; t++) levels[t] *= 0.5;
        for (var t = 84; t < 88; t++) levels[t] *= 0.7;
        var episodes = Run(levels).Units[0].Measures!.Detail.Episodes;
        Assert.Equal(2, episodes.Count);
        Assert.Equal(Period.OfMonth(2021, 1), episodes[1].Start);
    }

    [Fact]
    public void The_back_test_names_the_baseline_that_missed_by_least()
    {
        var levels = Series().Select((x, t) => x * Math.Exp(0.02 * t)).ToArray();
        var tests = new RecoveryAnalysis(Options with { Baselines = [Baseline.SameMonth, Baseline.Interrupted], BackTest = true }).Run([new MonthlySeries("A", Period.OfMonth(2014, 1), levels)]).BackTests;
        Assert.Equal(Baseline.Interrupted, Assert.Single(tests, t => t.Best).Baseline);
        Assert.All(tests, t => Assert.Equal(2, t.Windows));
    }

    private static double[] Series()
    {
        var stream = new RandomStream(8, 2);
        return [.. Enumerable.Range(0, 96).Select(t => 100 * Math.Exp(0.1 * Math.Sin(2 * Math.PI * t / 12) + 0.02 * stream.NextNormal()))];
    }

    private static RecoveryResult Run(double[] levels, Period? first = null) => new RecoveryAnalysis(Options).Run([new MonthlySeries("A", first ?? Period.OfMonth(2014, 1), levels)]);

    private static Refused RefusalOf(double[] levels, Period? first = null) => Assert.IsType<Refused>(Run(levels, first).Units[0].Outcome);
}
