using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class RecoveryTests
{
    private static readonly RecoveryOptions Covid = new()
    {
        BaseYears = [2018, 2019],
        Shock = Period.OfMonth(2020, 1),
        ShortRunEnd = Period.OfMonth(2020, 12),
        Horizon = Period.OfMonth(2021, 12),
    };

    private static readonly Gen<double[]> Positive = Gen.Double[0.5, 200].Array[48];

    [Fact]
    public void Losses_follow_R_and_numpy()
    {
        var reference = Reference.Case("RES-01");
        double[] ratios = [.. reference.GetProperty("inputs").Numbers("Q").Select(q => q / 100)];
        var expected = reference.GetProperty("expected");
        Assert.Equal(expected.GetProperty("loss_net").GetDouble(), Triangle.Net(ratios), 1e-12);
        Assert.Equal(expected.GetProperty("loss_capped").GetDouble(), Triangle.Capped(ratios), 1e-12);
        Assert.Equal(expected.GetProperty("loss_left_rectangle").GetDouble(), Triangle.Step(ratios.AsSpan(0, ratios.Length - 1)), 1e-12);
    }

    [Fact]
    public void Times_to_recovery_follow_R_and_numpy()
    {
        var reference = Reference.Case("RES-05");
        var (ratios, expected) = (reference.GetProperty("inputs").Numbers("relative"), reference.GetProperty("expected"));
        var trough = Triangle.Lowest(ratios);
        Assert.Equal(2, trough);
        Assert.Equal(expected.GetProperty("first_crossing").GetInt32(), 1 + Triangle.FirstSustained(ratios, trough, 1, 1));
        Assert.Equal(expected.GetProperty("threshold95").GetInt32(), 1 + Triangle.FirstSustained(ratios, trough, 0.95, 1));
        Assert.Equal(-1, Triangle.FirstSustained(ratios, trough, 1, 3));
        Assert.Equal(-1, Triangle.FirstSustained(ratios, trough, 1, 6));
    }

    [Fact]
    public void The_median_gap_of_ninety_five_countries_is_the_known_fact()
    {
        var cities = Reference.Csv("studies/world_countries/cities.csv");
        var complete = cities["code"].Where((_, r) => cities["complete"][r] == "1").ToHashSet(StringComparer.Ordinal);
        var exports = Reference.Csv("studies/world_countries/exports_monthly.csv.gz");
        var levels = exports.Numbers("exports_usd_mn_nsa");
        var rows = Enumerable.Range(0, levels.Length).Where(r => complete.Contains(exports["country"][r])).GroupBy(r => exports["country"][r]);
        List<MonthlySeries> series = [];
        foreach (var country in rows)
        {
            var (first, values) = (Period.OfMonth(2010, 1), new double[180]);
            Array.Fill(values, double.NaN);
            foreach (var r in country)
                if (Period.TryParse(exports["month"][r], out var month)) values[month.Ordinal - first.Ordinal] = levels[r];
            series.Add(new MonthlySeries(country.Key, first, values));
        }
        var result = new RecoveryAnalysis(Covid).Run(series);
        RecoveryMonth At(int month) => result.Months.Single(m => m.Baseline == Baseline.SameMonth && m.Month == Period.OfMonth(2020, month));
        Assert.Equal(95, At(4).Count);
        Assert.Equal(-0.367, At(4).Median, 5e-4);
        Assert.Equal(0.036, At(9).Median, 5e-4);
    }

    [Fact]
    public void Nothing_is_lost_when_the_shock_years_repeat_the_base_years() => Gen.Double[0.5, 200].Array[12].Sample(year =>
    {
        foreach (var unit in Run([.. year, .. year, .. year, .. year]).Units)
        {
            Assert.IsType<NoShock>(unit.Outcome);
            Assert.All(unit.Measures!.Path.Gap, gap => Assert.Equal(0, gap, 1e-12));
            Assert.Equal(0, unit.Measures.Loss!.Net, 1e-9);
            Assert.Equal(0, unit.Measures.Level!.Mean, 1e-12);
        }
    }, iter: 1000);

    [Fact]
    public void Steady_growth_is_expected_by_the_growing_baseline_and_is_a_gain_over_the_other() => Gen.Select(Gen.Double[0.5, 200].Array[12], Gen.Double[-0.1, 0.1]).Sample((year, growth) =>
    {
        var levels = Enumerable.Range(0, 48).Select(k => year[k % 12] * Math.Exp(growth * (k / 12))).ToArray();
        var result = Run(levels);
        Assert.All(result.Units[1].Measures!.Path.Gap, gap => Assert.Equal(0, gap, 1e-12));
        Assert.Equal(growth, result.Units[1].Measures!.Growth, 1e-12);
        Assert.Equal(2.5 * growth, result.Units[0].Measures!.Level!.Mean, 1e-12);
    }, iter: 1000);

    [Fact]
    public void A_change_of_currency_changes_no_gap() => Gen.Select(Positive, Gen.Double[0.01, 100]).Sample((levels, rate) =>
    {
        var (one, other) = (Run(levels), Run([.. levels.Select(level => level * rate)]));
        for (var u = 0; u < one.Units.Count; u++)
        {
            if (one.Units[u].Measures is null) // a series that looks like a change of unit is refused in every currency
            {
                Assert.Null(other.Units[u].Measures);
                continue;
            }
            Reference.Close(one.Units[u].Measures!.Path.Gap, other.Units[u].Measures!.Path.Gap, 1e-9);
            Assert.Equal(one.Units[u].Measures!.Level!.Interval!.Low, other.Units[u].Measures!.Level!.Interval!.Low, 1e-9);
        }
    }, iter: 1000);

    [Fact]
    public void Losses_of_adjoining_windows_add_up_and_capping_never_lessens_a_loss() => Gen.Double[0, 3].Array[2, 40].Sample(ratios =>
    {
        var cut = ratios.Length / 2;
        Assert.Equal(Triangle.Step(ratios), Triangle.Step(ratios.AsSpan(0, cut)) + Triangle.Step(ratios.AsSpan(cut)), 1e-9);
        Assert.Equal(Triangle.Net(ratios), Triangle.Net(ratios.AsSpan(0, cut + 1)) + Triangle.Net(ratios.AsSpan(cut)), 1e-9);
        Assert.True(Triangle.Capped(ratios) >= Triangle.Net(ratios) - 1e-9);
    });

    [Fact]
    public void A_dip_gives_its_trough_depth_loss_and_the_first_month_that_holds()
    {
        var levels = Flat(48, 100);
        (levels[26], levels[27], levels[28], levels[29], levels[30]) = (60, 80, 96, 90, 97);
        var unit = Run(levels).Units[0];
        Assert.Equal(new Recovered(Period.OfMonth(2020, 7), 7), unit.Outcome);
        Assert.Equal(Period.OfMonth(2020, 3), unit.Measures!.Trough);
        Assert.Equal(40, unit.Measures.DepthPercent, 1e-9);
        Assert.Equal(77, unit.Measures.Loss!.Step, 1e-9);
        Assert.Equal(24, unit.Measures.MonthsObserved);
    }

    [Fact]
    public void A_unit_that_never_holds_the_level_is_censored_at_its_last_month()
    {
        var levels = Flat(48, 100);
        for (var k = 26; k < 48; k++) levels[k] = 50;
        levels[47] = double.NaN;
        var unit = Run(levels).Units[0];
        Assert.Equal(new Censored(23), unit.Outcome);
        Assert.Null(unit.Measures!.Level);
    }

    [Fact]
    public void Recovery_in_the_last_months_that_cannot_be_confirmed_is_censored()
    {
        var levels = Flat(48, 100);
        for (var k = 26; k < 46; k++) levels[k] = 50;
        Assert.Equal(new Censored(24), Run(levels).Units[0].Outcome);
    }

    [Theory]
    [InlineData(26, 0, "2020-03")]
    [InlineData(30, -5, "2020-07")]
    [InlineData(3, double.NaN, "2018-04")]
    [InlineData(3, 0, "2018-04")]
    public void A_unit_without_logs_or_without_a_whole_base_is_refused_by_month(int index, double value, string month)
    {
        var levels = Flat(48, 100);
        levels[index] = value;
        var unit = Run(levels).Units[0];
        Assert.Contains(month, Assert.IsType<Refused>(unit.Outcome).Reason, StringComparison.Ordinal);
        Assert.Null(unit.Measures);
    }

    [Fact]
    public void One_base_year_gives_no_growth_and_no_interval()
    {
        var result = new RecoveryAnalysis(Covid with { BaseYears = [2019] }).Run([new MonthlySeries("A", Period.OfMonth(2018, 1), Flat(48, 100))]);
        Assert.Null(result.Units[0].Measures!.Level!.Interval);
        Assert.IsType<Refused>(result.Units[1].Outcome);
    }

    [Fact]
    public void Data_without_a_year_before_the_shock_are_refused_with_an_alternative()
    {
        var analysis = new RecoveryAnalysis(Covid);
        var refusal = Assert.Throws<NoBaselineException>(() => analysis.Run([new MonthlySeries("A", Period.OfMonth(2020, 1), Flat(24, 100))]));
        Assert.Contains("2020-01", refusal.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Alternative);
        Assert.Throws<NoBaselineException>(() => new RecoveryAnalysis(Covid with { BaseYears = [2020] }));
        Assert.Throws<NoBaselineException>(() => new RecoveryAnalysis(Covid with { BaseYears = [] }));
    }

    [Theory] // t tables: 0.975 quantiles
    [InlineData(1, 12.7062047364)]
    [InlineData(2, 4.3026527299)]
    [InlineData(11, 2.2009851601)]
    [InlineData(12, 2.1788128297)]
    [InlineData(24, 2.0638985616)]
    public void Critical_values_of_t_are_those_of_the_tables(int freedom, double expected) => Assert.Equal(expected, StudentT.Quantile(0.975, freedom), 1e-9);

    [Fact]
    public void The_interval_of_the_level_gap_covers_an_unchanged_level_nineteen_times_in_twenty()
    {
        var covered = 0;
        for (var replicate = 0; replicate < 400; replicate++)
        {
            var stream = new Rebound.Numerics.RandomStream(11, (ulong)replicate);
            var levels = Flat(48, 100);
            for (var k = 0; k < 48; k++) levels[k] *= Math.Exp(0.1 * stream.NextNormal());
            var interval = Run(levels).Units[0].Measures!.Level!.Interval!;
            if (interval.Low <= 0 && interval.High >= 0) covered++;
        }
        Assert.InRange(covered / 400.0, 0.91, 0.99);
    }

    private static RecoveryResult Run(double[] levels) => new RecoveryAnalysis(Covid).Run([new MonthlySeries("A", Period.OfMonth(2018, 1), levels)]);

    private static double[] Flat(int count, double level)
    {
        var levels = new double[count];
        Array.Fill(levels, level);
        return levels;
    }
}
