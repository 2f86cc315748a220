using CsCheck;
using Rebound.Measures;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class RecoveryMeasureTests
{
    private const int Cases = 1000;
    private static readonly Gen<double[]> Ratios = Gen.Double[0.2, 1.4].Array[12, 36];
    private static readonly Gen<double[]> Levels = Gen.Double[1, 100].Array[9];

    [Fact]
    public void Ends_of_whole_months_hold_about_the_share_asked_for_and_lie_within_the_draws() => Gen.Select(Gen.Int[0, 12].Array[40, 200], Gen.Double[0.02, 0.5]).Sample((draws, missed) =>
    {
        Array.Sort(draws);
        var (earliest, latest) = RecoveryDraws.Ends(draws, 12, missed);
        var (low, high) = (earliest is { } e ? e - 1 : 12, latest is { } l ? l - 1 : 12);
        Assert.True(low <= high && draws[0] <= low && high <= draws[^1]);
        // Half of the first month inside still belongs to the tail, and so does no more than half of the month before it.
        double Below(int month) => draws.Count(d => d < month) + 0.5 * draws.Count(d => d == month);
        Assert.True(low == high || Below(low) >= missed / 2 * draws.Length - 1e-9);
        Assert.All(draws.Where(d => d < low).Distinct(), d => Assert.True(Below(d) < missed / 2 * draws.Length));
        Assert.All(draws.Where(d => d > high).Distinct(), d => Assert.True(draws.Length - Below(d) < missed / 2 * draws.Length));
    }, iter: 1000);

    [Fact]
    public void Draws_that_agree_leave_one_month_and_those_beyond_the_data_leave_none()
    {
        Assert.Equal((4, 4), RecoveryDraws.Ends([3, 3, 3, 3], 24, 0.05));
        Assert.Equal((null, null), RecoveryDraws.Ends([24, 24], 24, 0.05));
        Assert.Equal((4, null), RecoveryDraws.Ends([3, 3, 24, 24], 24, 0.05));
    }

    [Fact]
    public void Stricter_definitions_of_recovery_are_never_met_sooner() => Ratios.Sample(ratios =>
    {
        var t = RecoveryTimes.Of(ratios, Triangle.Lowest(ratios));
        double At(int? month) => month ?? double.PositiveInfinity;
        Assert.True(At(t.Threshold90) <= At(t.Threshold95) && At(t.Threshold95) <= At(t.FirstCrossing) && At(t.FirstCrossing) <= At(t.Sustained3) && At(t.Sustained3) <= At(t.Sustained6));
        if (t.Interpolated is { } between) Assert.InRange(between, t.FirstCrossing!.Value - 1, t.FirstCrossing.Value);
        if (t.HalfLife is { } half) Assert.True(half <= At(t.FirstCrossing));
    }, iter: Cases);

    [Fact]
    public void Capping_gains_lowers_no_loss() => Ratios.Sample(ratios =>
    {
        var t = RecoveryTimes.Of(ratios, Triangle.Lowest(ratios));
        Assert.True(t.LossCapped >= t.Loss - 1e-12);
        double[] times = [.. ratios.Select((_, k) => (double)k)];
        var triangle = ResilienceTriangle.Of(times, ratios, 1, 0);
        Assert.True(triangle.LossCapped >= triangle.LossNet - 1e-12 && triangle.Severity is >= 0 and <= 1);
        Assert.Equal(1 - triangle.LossNet / (ratios.Length - 1), triangle.Resilience, 1e-12);
    }, iter: Cases);

    [Fact]
    public void Episodes_follow_each_other_and_each_has_its_trough_inside() => Ratios.Sample(ratios =>
    {
        var shock = Period.OfMonth(2020, 1);
        var episodes = Episodes.Of(ratios, shock, 0.95, 3);
        for (var e = 0; e < episodes.Count; e++)
        {
            Assert.True(episodes[e].Trough.CompareTo(episodes[e].Start) >= 0 && episodes[e].DepthPercent > 5);
            if (e > 0) Assert.True(episodes[e].Start.CompareTo(episodes[e - 1].End!.Value) > 0);
        }
    }, iter: Cases);

    [Fact]
    public void Shift_share_parts_add_up_and_own_parts_cancel() => Gen.Select(Levels, Levels).Sample((before, after) =>
    {
        var split = ShiftShare.Of(before, after, 3);
        for (var r = 0; r < 3; r++)
        {
            var change = after.AsSpan(3 * r, 3).ToArray().Sum() - before.AsSpan(3 * r, 3).ToArray().Sum();
            Assert.Equal(change, split.National[r] + split.Mix[r] + split.Competitive[r], 1e-9);
        }
        Assert.Equal(0, split.Competitive.Sum(), 1e-9);
    }, iter: Cases);

    [Fact]
    public void With_one_expected_rate_resistance_is_one_less_sensitivity_in_a_fall() => Gen.Select(Levels, Gen.Double[0.3, 0.9].Array[9]).Sample((peak, shares) =>
    {
        double[] trough = [.. peak.Zip(shares, (p, s) => p * s)];
        foreach (var unit in CycleSensitivity.Of(peak, trough, peak))
        {
            Assert.Equal(1 - unit.Sensitivity, unit.Resistance, 1e-9);
            Assert.Equal(unit.RelativeResistance, unit.Resistance, 1e-9);
            Assert.Equal(unit.Type, CycleSensitivity.TypeOf(unit.Resistance, unit.Recoverability));
        }
    }, iter: Cases);

    [Fact]
    public void Lloret_resilience_is_resistance_times_recovery() => Gen.Select(Gen.Double[1, 9], Gen.Double[1, 9], Gen.Double[1, 9]).Sample((before, during, after) =>
    {
        var indices = LloretIndices.Of(before, during, after);
        Assert.Equal(indices.Resilience, indices.Resistance * indices.Recovery, 1e-12);
        Assert.Equal(indices.RelativeResilience, indices.Resilience - indices.Resistance, 1e-12);
    }, iter: Cases);

    [Fact]
    public void Two_years_of_growth_compound_to_the_average() => Gen.Select(Gen.Double[0.5, 2].Array[12], Gen.Double[-0.3, 0.5], Gen.Double[-0.3, 0.5]).Sample((year, first, second) =>
    {
        double[] levels = [.. year, .. year.Select(x => x * (1 + first)), .. year.Select(x => x * (1 + first) * (1 + second))];
        foreach (var rate in GrowthRates.TwoYearAverage(levels, 24)) Assert.Equal(Math.Sqrt((1 + first) * (1 + second)) - 1, rate, 1e-10);
        foreach (var rate in GrowthRates.YearOnYear(levels, 24)) Assert.Equal(second, rate, 1e-10);
        foreach (var ratio in GrowthRates.IndexToBaseYear(levels, 12).Take(12)) Assert.Equal(1 + first, ratio, 1e-10);
    }, iter: Cases);

    [Fact]
    public void The_smoothed_path_of_draws_reaches_a_rising_path_where_it_does() => Gen.Double[0, 0.2].Array[12].Sample(steps =>
    {
        var path = new double[12];
        for (var t = 0; t < 12; t++) path[t] = (t > 0 ? path[t - 1] : -1) + steps[t];
        var expected = Array.FindIndex(path, p => p >= -0.05);
        Assert.Equal(expected < 0 ? 12 : expected, RecoveryDraws.Reached(path, 0, -0.05, new double[12], new double[12]));
    }, iter: Cases);
}
