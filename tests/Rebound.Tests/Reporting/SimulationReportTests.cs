using System.Globalization;
using Rebound.Reporting;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Reporting;

public sealed class SimulationReportTests
{
    private static readonly ResultTable Exports = Table("simulation_exports", "scenario,title,time,#median,#low,#high,#low50,#high50", "baseline,as it was,2020-01,90,80,100,85,95", "baseline,as it was,2020-02,80,70,90,75,85", "s,Half insured,2020-01,91,80,100,85,95", "s,Half insured,2020-02,82,70,90,75,85");

    [Fact]
    public void Scenarios_tell_both_runs_with_their_intervals_and_call_a_tie_a_tie()
    {
        var page = Render(ReportKind.Simulation, Exports, Table("scenarios", "scenario,title,#exports_change_pct,#low,#high,verdict,#short_change_pct,#short_low,#short_high,#long_change_pct,#long_low,#long_high,#infections_change_pct,#infections_low,#infections_high,#gaining,#losing,#cost,#replicates",
            "s,Half insured,0.02,-0.01,0.05,tie,0.1,0.05,0.15,-0.2,-0.3,-0.1,0,0,0,3,1,7,12", "t,No end in sight,1,0.9,1.1,gains,1,0.9,1.1,,,,-4,-6,-2,3,1,7,12"));
        Assert.Contains("What would have happened to these cities’ exports", page, StringComparison.Ordinal);
        Assert.Contains("<span aria-hidden=\"true\">○</span> tie", page, StringComparison.Ordinal);
        Assert.Contains("+0.05 to +0.15", page, StringComparison.Ordinal);
        Assert.Contains("−0.30 to −0.10", page, StringComparison.Ordinal);
        Assert.Contains("mean over 12 replicates", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_told_and_slopes_of_one_source_are_a_table_of_dimensions_by_channels()
    {
        var inputs = Table("simulation_inputs", "input,source", "travel,gravity; 2 % of people", "vessels,ample: the study tells none");
        var prior = Table("simulation_slopes", "dimension,channel,#slope,#low,#high,source", "society,control,0.3,,,prior", "society,sales,0.25,,,prior", "space,control,0.1,,,prior", "space,sales,0,,,prior");
        var page = Render(ReportKind.Simulation, Exports, inputs, prior);
        Assert.Contains("ample: the study tells none", page, StringComparison.Ordinal);
        Assert.Contains("Source of all: prior, an assumption and not a finding.", page, StringComparison.Ordinal);
        Assert.Matches("<th scope=\"row\">society</th><td class=\"n\">0.30</td><td class=\"n\">0.25</td>", page);
        Assert.Matches("<th scope=\"row\">space</th><td class=\"n\">0.10</td><td class=\"n\">0.00</td>", page);

        var estimated = Table("simulation_slopes", "dimension,channel,#slope,#low,#high,source", "society,control,0.42,0.1,0.7,H1 of society", "society,sales,0.3,,,stays at its prior");
        page = Render(ReportKind.Simulation, Exports, inputs, estimated);
        Assert.Contains("0.42 (0.10 to 0.70)", page, StringComparison.Ordinal);
        Assert.Contains("H1 of society", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Source of all", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_back_test_marks_what_is_inside_and_what_is_not()
    {
        var page = Render(ReportKind.Simulation, Exports, Table("simulation_backtest", "id,what,period,#observed,#median,#low,#high,unit,inside,source",
            "a,growth of exports,2020-01,-5,-4,-6,-2,%,inside,x", "b,growth of exports,2020-02,-30,-4,-6,-2,%,too high,x", "c,cases so far,2020-03,0,4,0,12,cases,inside,x", "d,cases so far,2020-04,90000,4,2,12,cases,too low,x", "e,ports,2020-03,1,2,1,3,TEU,inside,x"));
        Assert.Contains("3 of 5 known numbers lie inside the band", page, StringComparison.Ordinal);
        Assert.Contains("<span aria-hidden=\"true\">✓</span> inside", page, StringComparison.Ordinal);
        Assert.Contains("<span aria-hidden=\"true\">↑</span> too high", page, StringComparison.Ordinal);
        Assert.Contains("2 of 4 numbers lie inside the band; outside: growth of exports, 2020-02; cases so far, 2020-04.", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)[^\"]*\"", page);
    }

    [Fact]
    public void Channels_are_shown_with_their_range_and_for_each_unit()
    {
        string[] rows = [.. new[] { "", "C001", "C002", "C003" }.SelectMany((city, k) => new[] { "short", "long" }.SelectMany(h => new[] { "policy", "production", "logistics", "sales" }.Select((c, j) => $"{city},{h},{c},{(k + 1) * (j - 2)},{(k + 1) * (j - 2) - 1},{(k + 1) * (j - 2) + 1},4")))];
        var page = Render(ReportKind.Simulation, Exports, Table("simulation_channels", "city,horizon,channel,#loss_pct,#low,#high,#replicates", rows));
        Assert.Contains("(+1.0 to +3.0)", page, StringComparison.Ordinal); // policy brings 2, its loss lies between −3 and −1
        Assert.Contains("Each city’s exports by channel", page, StringComparison.Ordinal);
        Assert.Contains("C001 loses most, +4.0", page.Replace("\u202F", "", StringComparison.Ordinal).Replace("Haven 1", "C001", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frontier_tells_ties_apart_from_what_is_beaten()
    {
        var page = Render(ReportKind.Simulation, Exports, Table("simulation_frontier", "#stringency,#precision,#exports_loss_pct,#exports_loss_low,#exports_loss_high,#infections_per_100k,#infections_low,#infections_high,efficient",
            "0.4,0.2,2,1,3,200,100,400,yes", "1,0.2,6,5,7,20,10,40,yes", "0.4,0.6,2.1,1,3,190,100,400,yes", "1,0.6,6.1,5,7,21,10,40,tie", "1.3,0.6,9,8,10,22,10,41,no"));
        Assert.Contains("A large open mark is a tie", page, StringComparison.Ordinal);
        Assert.Contains(">× 1.3<", page, StringComparison.Ordinal);
        Assert.Contains(">200<", page, StringComparison.Ordinal); // round numbers on the scale of logarithms
        Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)[^\"]*\"", page);
    }

    [Fact]
    public void Advice_is_a_page_of_cost_curves_units_and_a_portfolio_that_calls_ties_ties()
    {
        var options = Table("advice_options", "option,group,#gain,#gain_low,#gain_high,#change_pct,verdict,#cost,#gain_per_cost,value,#losing,#normal,money",
            "rebate 1,rebate,50,45,55,5,gains,10,5,best,0,1000,thousand USD", "rebate 2,rebate,70,65,75,7,gains,20,3.5,,0,1000,thousand USD", "relending 0.5,relending,19,14,24,1.9,gains,4,4.75,tie,0,1000,thousand USD", "credit-insurance 0.5,credit-insurance,0.1,-1,1.2,0.01,tie,3,0.03,,1,1000,thousand USD", "space +0.5,space,9,8,10,0.9,gains,,,,0,1000,thousand USD");
        var units = Table("advice_units", "city,dimension,#gain,#gain_low,#gain_high,#change_pct,verdict,#others_gain,#others_low,#others_high,#losing,#cost,#gain_per_cost,#normal,money",
            "C001,society,5,4,6,5,gains,-2,-3,-1,7,2,2.5,100,thousand USD", "C001,space,1,-1,3,1,tie,0,-1,1,0,,,100,thousand USD");
        var portfolio = Table("advice_portfolio", "option,role,#cost,#gain_alone,#gain_low,#gain_high,note,#budget,money", "rebate 1,chosen,10,50,45,55,,12,thousand USD", "relending 0.5,tie,4,19,14,24,in its place,12,thousand USD", "all chosen together,portfolio,10,50,44,56,together,12,thousand USD");
        var page = Plain(Render(ReportKind.Advice, options, units, portfolio));
        Assert.Contains("<b>rebate 1</b> brings most: 5 units of exports for each (4.50 to 5.50)", page, StringComparison.Ordinal);
        Assert.Contains("These replicates cannot tell it from relending 0.5: a tie.", page, StringComparison.Ordinal);
        Assert.Contains("Credit-insurance 0.5 cannot be told from doing nothing.", page, StringComparison.Ordinal);
        Assert.Contains("Money is thousand USD.", page, StringComparison.Ordinal);
        Assert.Contains("In 1 of 2 cases the others lose beyond chance, in 0 they gain.", page, StringComparison.Ordinal);
        Assert.Contains("Under a budget of 12 (thousand USD) the best set is rebate 1. Together they cost 10 and gain 44 to 56 of exports. Relending 0.5 could take the place of a chosen one without being worse beyond chance: a tie.", page, StringComparison.Ordinal);
        Assert.Contains("../figures/cost-curves.csv", page, StringComparison.Ordinal);
        Assert.Contains("href=\"../advice_options.csv\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)[^\"]*\"", page);
    }

    [Fact]
    public void A_calibration_tells_what_was_held_out_apart_and_which_block_was_refused()
    {
        var page = Plain(Render(ReportKind.Calibration,
            Table("calibration_blocks", "block,status,reason", "epidemic,refused,3 units report cases", "economy,done,"),
            Table("calibration_groups", "block,use,#units,#numbers,#error,#bias,#inside_share,unit", "economy,used,,8,2.5,-0.4,1,points of growth", "economy,held-out period,,4,6.5,5,0.5,points of growth"),
            Table("calibration_fit", "block,target,#observed,#median,#low,#high,use,inside", "economy,growth of exports 2020-01,-5,-4,-6,-2,used,inside", "economy,growth of exports 2020-02,-30,-4,-6,-2,held-out period,too high"),
            Table("posterior", "#zeta", "12", "14"),
            Table("simulation_identification", "block,kind,parameter,#value,#low,#high,#strength,#prior_share_left,verdict", "economy,parameter,zeta,12,8,20,0.4,0.97,stays at its prior")));
        Assert.Contains("Not calibrated: the epidemic", page, StringComparison.Ordinal);
        Assert.Contains("3 units report cases", page, StringComparison.Ordinal);
        Assert.Contains("growth of exports 2020-02 (held-out period)", page, StringComparison.Ordinal);
        Assert.Contains("after the calibration, 2 draws", page, StringComparison.Ordinal);
        Assert.Contains("<span aria-hidden=\"true\">○</span> stays at its prior", page, StringComparison.Ordinal);
    }

    private static string Render(ReportKind kind, params ResultTable[] tables) => Report.Render(ReportFixture.Make() with { Kind = kind, TableFolder = "..", Tables = tables.ToDictionary(t => t.Name, StringComparer.Ordinal) });

    private static string Plain(string page) => page.Replace("\u202F", "", StringComparison.Ordinal);

    private static ResultTable Table(string name, string heads, params string[] rows) => new(name, [.. heads.Split(',').Select((h, k) => h[0] == '#'
        ? new ResultColumn(h[1..], rows.Select(r => double.TryParse(r.Split(',')[k], CultureInfo.InvariantCulture, out var x) ? x : double.NaN))
        : new ResultColumn(h, rows.Select(r => r.Split(',')[k])))]);
}
