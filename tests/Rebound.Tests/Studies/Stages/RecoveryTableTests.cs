using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>The finer tables of recovery and survival on units whose story is known.</summary>
public sealed class RecoveryTableTests
{
    private static readonly Period First = Period.OfMonth(2016, 1), Shock = Period.OfMonth(2020, 1);

    // Four years of 100 with a little noise, then 24 months at the shares given; 0 is no value.
    private static MonthlySeries Unit(string name, ulong stream, params double[] shares)
    {
        var noise = new RandomStream(4, stream);
        double[] levels = [.. Enumerable.Range(0, 72).Select(t => (t < 48 ? 100 : shares[t - 48] > 0 ? 100 * shares[t - 48] : double.NaN) * Math.Exp(0.004 * noise.NextNormal()))];
        return new MonthlySeries(name, First, levels);
    }

    private static double[] Shares(params (double Share, int Months)[] runs) => [.. runs.SelectMany(run => Enumerable.Repeat(run.Share, run.Months))];

    private static readonly MonthlySeries[] Units =
    [
        Unit("slow", 1, Shares((0.5, 12), (0.7, 12))), // grows by 40 % on the year before and is not back
        Unit("quick", 2, Shares((0.6, 3), (1, 21))),
        Unit("twice", 3, Shares((0.6, 3), (1, 6), (0.8, 4), (1, 11))),
        Unit("gone", 4, Shares((0.6, 5), (0, 19))),
    ];

    private static RecoveryOptions Options(params Baseline[] baselines) => new() { BaseYears = [2018, 2019], Shock = Shock, ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12), Baselines = baselines };

    private static (RecoveryResult Result, Dictionary<string, ResultTable> Tables) Run(RecoveryOptions options)
    {
        var result = new RecoveryAnalysis(options).Run(Units);
        var tables = RecoveryTables.Of(result, Units).ToList();
        SurvivalStage.Run(result, null, tables);
        return (result, tables.ToDictionary(t => t.Name, StringComparer.Ordinal));
    }

    private static int RowOf(ResultTable table, params (string Column, string Value)[] wanted) => table.Where(wanted).Single();

    [Fact]
    public void Growth_on_a_year_of_shock_is_marked_where_the_level_is_not_back_and_only_there()
    {
        var growth = Run(Options(Baseline.SameMonth)).Tables["recovery_growth"];
        var slow = RowOf(growth, ("city", "slow"), ("month", "2021-06"));
        Assert.Equal(40, growth["year_on_year_pct"].Number(slow), 3.0);
        Assert.Equal(100 * (Math.Sqrt(0.7) - 1), growth["two_year_average_pct"].Number(slow), 2.0);
        Assert.Equal(-30, growth["gap_pct"].Number(slow), 2.0);
        Assert.Equal("yes", growth["base_effect"].Text(slow));
        Assert.Equal("no", growth["base_effect"].Text(RowOf(growth, ("city", "slow"), ("month", "2020-06"))));
        Assert.Equal("no", growth["base_effect"].Text(RowOf(growth, ("city", "quick"), ("month", "2021-02")))); // grows by two thirds, and is back
    }

    [Fact]
    public void Every_fall_counts_with_a_clock_of_its_own()
    {
        var falls = Run(Options(Baseline.SameMonth)).Tables["survival_recurrent"];
        int Row(double month) => Enumerable.Range(0, falls.RowCount).Single(r => falls["month"].Number(r) == month);
        // Five falls: slow (24, open), quick (3), twice (3 and 4), gone (24, open).
        Assert.Equal(5, falls["at_risk"].Number(Row(0)));
        Assert.Equal(2, falls["recovered"].Number(Row(3)));
        Assert.Equal(0.6, falls["share_not_back"].Number(Row(3)), 12);
        Assert.Equal(3, falls["at_risk"].Number(Row(4)));
        Assert.Equal(0.4, falls["share_not_back"].Number(Row(4)), 12);
        var episodes = Run(Options(Baseline.SameMonth)).Tables["recovery_episodes"];
        var second = Enumerable.Range(0, episodes.RowCount).Single(r => episodes["city"].Text(r) == "twice" && episodes["episode"].Number(r) == 2);
        Assert.Equal("2020-10", episodes["start"].Text(second));
        Assert.Equal(4, episodes["months"].Number(second));
        Assert.Equal(0, episodes["carry_over_pct"].Number(second), 2.0);
    }

    [Fact]
    public void A_unit_that_stops_reporting_ends_the_other_way()
    {
        var exits = Run(Options(Baseline.SameMonth)).Tables["survival_exits"];
        var last = exits.RowCount - 1;
        Assert.Equal(0.5, exits["share_recovered"].Number(last), 12);
        Assert.Equal(0.25, exits["share_stopped"].Number(last), 12);
        Assert.True(Enumerable.Range(1, last).All(r => exits["share_stopped"].Number(r) >= exits["share_stopped"].Number(r - 1)));
    }

    [Fact]
    public void Indices_of_the_curve_and_of_the_cycle_reach_the_tables_with_reasons_where_they_are_open()
    {
        var (result, tables) = Run(Options(Baseline.SameMonth));
        var detail = tables["recovery_detail"];
        var (quick, loss) = (RowOf(detail, ("city", "quick")), result.Units.Single(u => u.Unit == "quick").Measures!.Loss!);
        Assert.Equal(1 - loss.Net / 1100, detail["resilience_net"].Number(quick), 12);
        Assert.Equal(1 - loss.Capped / 1100, detail["resilience_capped"].Number(quick), 12);
        Assert.InRange(detail["drop_pct"].Number(quick), 38, 42);
        Assert.InRange(detail["rebound_pct"].Number(quick), 37, 43);
        var cycle = tables["recovery_cycle"];
        var slow = RowOf(cycle, ("city", "slow"));
        Assert.Equal("2019-01..2019-12", cycle["before"].Text(slow));
        Assert.Equal("vulnerable, recovering", cycle["type"].Text(slow));
        Assert.InRange(cycle["lloret_recovery"].Number(slow), 1.38, 1.42);
        Assert.True(double.IsNaN(cycle["resistance_mix"].Number(slow)));
        Assert.Contains("name the column product", cycle["reason"].Text(slow), StringComparison.Ordinal);
        Assert.Contains("2020-06", cycle["reason"].Text(RowOf(cycle, ("city", "gone"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_interrupted_series_finds_a_planted_step_with_the_lag_asked_for()
    {
        var step = Unit("step", 9, Shares((0.8, 24)));
        var result = new RecoveryAnalysis(Options(Baseline.Interrupted) with { NeweyWestLag = 6 }).Run([step]);
        var table = RecoveryTables.Of(result, [step]).Single(t => t.Name == "recovery_interrupted");
        Assert.Equal(6, table["lag"].Number(0));
        Assert.InRange(table["level_change_pct"].Number(0), -21, -19);
        Assert.True(table["level_low_pct"].Number(0) < -19.9 && table["level_high_pct"].Number(0) > -20.1);
        Assert.True(table["level_p"].Number(0) < 1e-6);
        Assert.InRange(table["slope_change_pct_year"].Number(0), -1, 1);
        var open = RecoveryTables.Of(new RecoveryAnalysis(Options(Baseline.Interrupted)).Run(Units), Units).Single(t => t.Name == "recovery_interrupted");
        Assert.Equal(3, open["lag"].Number(0)); // ⌊4(48/100)^(2/9)⌋: from the first base year on
    }
}
