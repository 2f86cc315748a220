using CsCheck;
using Rebound.Measures;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class CycleTests
{
    private const int Cases = 1000;
    private static readonly Period Start = Period.OfMonth(2019, 1), Shock = Period.OfMonth(2020, 1), End = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12);

    private static MonthlySeries Years(string unit, params double[] yearly) => new(unit, Start, [.. yearly.SelectMany(level => Enumerable.Repeat(level, 12))]);

    [Fact]
    public void A_fall_of_a_tenth_where_the_whole_loses_a_twentieth_has_sensitivity_two_and_resistance_minus_one()
    {
        var units = new CycleAnalysis(Shock, End, Horizon).Of([Years("a", 100, 90, 99), Years("b", 100, 100, 100)]);
        Assert.Equal(2, units[0].Sensitivity!.Value, 9);
        Assert.Equal(-1, units[0].Resistance!.Value, 9);
        Assert.Equal(0.9 / 0.95, units[0].ResistanceRatio!.Value, 9);
        Assert.Equal((9 - 90 * 9 / 190.0) / (90 * 9 / 190.0), units[0].Recoverability!.Value, 9);
        Assert.Equal("vulnerable, recovering", units[0].Type);
        Assert.Equal("resistant, slow", units[1].Type);
        Assert.Equal(0.9, units[0].LloretResistance!.Value, 9);
        Assert.Equal(0.09, units[0].LloretRelative!.Value, 9);
        Assert.Equal("", units[0].Reason);
    }

    [Fact]
    public void With_one_product_resistance_is_one_less_the_sensitivity_of_a_fall_and_parts_add_up_to_growth() => Gen.Select(Gen.Double[1, 100].Array[12], Gen.Double[0.3, 0.9].Array[12]).Sample((levels, factors) =>
    {
        // Four units with three products each; every product falls.
        double[] before = levels, after = [.. levels.Zip(factors, (l, f) => l * f)];
        MonthlySeries[] series = [.. Enumerable.Range(0, 4).Select(u => Years($"u{u}", before[(3 * u)..(3 * u + 3)].Sum(), after[(3 * u)..(3 * u + 3)].Sum(), before[(3 * u)..(3 * u + 3)].Sum()))];
        foreach (var unit in new CycleAnalysis(Shock, End, Horizon).Of(series, new CycleMix(3, before, after)))
        {
            Assert.Equal(1 - unit.Sensitivity!.Value, unit.Resistance!.Value, 1e-9);
            Assert.Equal(unit.RelativeResistance!.Value, unit.Resistance!.Value, 1e-9);
            Assert.Equal(100 * (unit.During!.Value / unit.Before!.Value - 1), unit.NationalPercent!.Value + unit.MixPercent!.Value + unit.OwnPercent!.Value, 1e-9);
        }
    }, iter: Cases);

    [Fact]
    public void Windows_are_the_same_calendar_months_and_a_horizon_too_near_leaves_recoverability_open_with_the_reason()
    {
        var near = new CycleAnalysis(Period.OfMonth(2020, 2), Period.OfMonth(2020, 7), Period.OfMonth(2021, 6));
        Assert.Equal(Period.OfMonth(2019, 2), near.Before);
        Assert.Null(near.After);
        var unit = near.Of([Years("a", 100, 90, 99), Years("b", 50, 40, 60)])[0];
        Assert.Null(unit.Recoverability);
        Assert.NotNull(unit.Resistance);
        Assert.Contains("move the horizon", unit.Reason, StringComparison.Ordinal);
        Assert.Equal(Period.OfMonth(2021, 2), new CycleAnalysis(Period.OfMonth(2020, 2), Period.OfMonth(2020, 7), Period.OfMonth(2021, 7)).After);
    }

    [Fact]
    public void A_unit_with_a_gap_is_left_out_of_the_whole_and_its_month_is_named()
    {
        var gap = Years("c", 70, 60, 65);
        gap.Levels[14] = double.NaN;
        var analysis = new CycleAnalysis(Shock, End, Horizon);
        var (with, without) = (analysis.Of([Years("a", 100, 90, 99), Years("b", 100, 100, 100), gap]), analysis.Of([Years("a", 100, 90, 99), Years("b", 100, 100, 100)]));
        Assert.Equal(without[0].Resistance, with[0].Resistance);
        Assert.Null(with[2].Resistance);
        Assert.Contains("2020-03", with[2].Reason, StringComparison.Ordinal);
        Assert.Contains("second unit", analysis.Of([Years("a", 100, 90, 99)])[0].Reason, StringComparison.Ordinal);
    }
}
