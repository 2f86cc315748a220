using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>The whole chain on real data that is not part of the project: its facts must be reproduced.</summary>
public sealed class RealStudyTests
{
    private static readonly string Shared = Path.Combine(Repository.Root, "..", "shared", "studies");

    [Fact]
    public void Ninety_five_countries_reproduce_their_facts()
    {
        Assert.SkipUnless(Directory.Exists(Shared), "the folder of real studies, ../shared/studies, is absent");
        using var folder = new TemporaryRun();
        using var output = new TemporaryRun();
        Lay(folder.Path, "world_countries");
        var study = Study.Load(folder.Path);
        var results = StudyRun.Execute(study, output.Path, cancellation: TestContext.Current.CancellationToken);
        Assert.All(study.Data.Provenance, p => Assert.True(p.IsClosed, p.Table));
        var estimates = results.Tables["estimates"];
        var row = Enumerable.Range(0, estimates.RowCount).Single(r => estimates["id"].Text(r) == "model.twoway");
        // fixest 0.14.2: feols(gap ~ stringency | country + month, cluster = ~country)
        Assert.Equal(-0.1976341, estimates["estimate"].Number(row), 7);
        Assert.Equal(0.0433184, estimates["se"].Number(row), 7);
        Assert.Equal(2280, estimates["n"].Number(row));
        Assert.Equal(95, estimates["clusters"].Number(row));
        // Nearly all countries restricted at once and for good, so that the long run has no clean controls; and a two-way coefficient is never alone.
        int Row(string id) => Enumerable.Range(0, estimates.RowCount).Single(r => estimates["id"].Text(r) == id);
        Assert.Equal("refused", estimates["grade"].Text(Row("stringency.long")));
        Assert.Contains("not yet or never treated", estimates["reason"].Text(Row("stringency.long")), StringComparison.Ordinal);
        Assert.NotEqual("refused", estimates["grade"].Text(Row("stringency.long.switches")));
        Assert.Equal("B", estimates["grade"].Text(Row("h2.short")));
        Assert.Contains("wild cluster bootstrap", estimates["vcov"].Text(Row("channel.sales.retail_sales_volume_index_sa.short")), StringComparison.Ordinal); // 27 clusters
        Assert.Equal(-0.367, MedianGap(results, "2020-04"), 3);
        Assert.Equal(0.036, MedianGap(results, "2020-09"), 3);
        SideBySide(results);
        var panel = study.Data.Monthly!;
        var china = panel.Series("exports", panel.IndexOf("CHN"));
        Assert.Equal(211.6, china[panel.IndexOf(Panels.Period.OfMonth(2020, 1))] / 1000, 1);
        Assert.Equal(80.4, china[panel.IndexOf(Panels.Period.OfMonth(2020, 2))] / 1000, 1);
        // No groups of countries, no products or partners, and no claims are given: and the globe is no plane: these stages say so, the others answer.
        var stages = results.Tables["stages"];
        Assert.Equal(["groups", "ellipse", "windfall", "simulation", "claims"], Enumerable.Range(0, stages.RowCount).Where(r => stages["status"].Text(r) == "refused").Select(r => stages["stage"].Text(r)));
        Assert.All(Enumerable.Range(0, stages.RowCount).Where(r => stages["status"].Text(r) == "refused"), r => Assert.NotEqual("", stages["reason"].Text(r)));
    }

    [Fact]
    public void Parana_adds_up_and_is_refused_a_baseline_it_does_not_have()
    {
        Assert.SkipUnless(Directory.Exists(Shared), "the folder of real studies, ../shared/studies, is absent");
        using var folder = new TemporaryRun();
        using var output = new TemporaryRun();
        Lay(folder.Path, "brazil_parana");
        var study = Study.Load(folder.Path);
        var panel = study.Data.Monthly!;
        double Year(int year) => Enumerable.Range(0, panel.RowCount).Where(r => panel.PeriodAt(r % panel.PeriodCount).Year == year).Sum(r => panel["exports"].Values[r]) / 1e6;
        Assert.Equal(12187.4, Year(2020), 1);
        Assert.Equal(13690.2, Year(2021), 1);
        Assert.Equal(18178.9, Year(2025), 1);
        var results = StudyRun.Execute(study, output.Path, cancellation: TestContext.Current.CancellationToken);
        var stages = results.Tables["stages"];
        var recovery = Enumerable.Range(0, stages.RowCount).Single(r => stages["stage"].Text(r) == "recovery");
        Assert.Equal("refused", stages["status"].Text(recovery));
        Assert.NotEqual("", stages["reason"].Text(recovery));
        Assert.NotEqual("", stages["repair"].Text(recovery));
        // Margins by product and partner need no baseline; the year that stands in for the one before the shock is named.
        var margins = results.Tables["margins"];
        Assert.True(margins.RowCount > 100, $"{margins.RowCount} municipalities");
        for (var r = 0; r < margins.RowCount; r++)
        {
            Assert.Equal(margins["level_after"].Number(r) - margins["level_before"].Number(r), margins["entry"].Number(r) - margins["exit"].Number(r) + margins["intensive"].Number(r), 1e-6 * (1 + margins["level_after"].Number(r) + margins["level_before"].Number(r)));
            Assert.Contains("compared with the year from 2020-01", margins["note"].Text(r), StringComparison.Ordinal);
        }
    }

    // Four baselines on 95 countries: trough and depth with interval, month of recovery with interval or censored, and where they disagree.
    private static void SideBySide(ResultsFolder results)
    {
        var (recovery, detail) = (results.Tables["recovery"], results.Tables["recovery_detail"]);
        var rows = Enumerable.Range(0, recovery.RowCount).ToList();
        var details = Enumerable.Range(0, detail.RowCount).ToDictionary(r => (detail["city"].Text(r), detail["baseline"].Text(r)));
        foreach (var baseline in new[] { "same-month", "same-month-growth", "two-year-average", "ets" })
        {
            var own = rows.Where(r => recovery["baseline"].Text(r) == baseline).ToList();
            Assert.Equal(95, own.Count);
            Assert.True(own.Count(r => recovery["status"].Text(r) != "refused") >= 90, baseline);
            foreach (var r in own.Where(r => recovery["status"].Text(r) != "refused"))
            {
                var d = details[(recovery["city"].Text(r), baseline)];
                Assert.StartsWith("2020-", recovery["trough_month"].Text(r), StringComparison.Ordinal);
                Assert.InRange(recovery["depth_pct"].Number(r), detail["depth_low_pct"].Number(d), detail["depth_high_pct"].Number(d));
                Assert.Equal(recovery["status"].Text(r) == "recovered", recovery["recovery_month"].Text(r).Length > 0);
                if (!double.IsNaN(detail["recovery_latest"].Number(d))) Assert.True(detail["recovery_earliest"].Number(d) <= detail["recovery_latest"].Number(d));
            }
        }
        string Answer(int r) => recovery["status"].Text(r) == "recovered" ? recovery["recovery_month"].Text(r) : recovery["status"].Text(r);
        var disagree = rows.GroupBy(r => recovery["city"].Text(r)).Count(g => g.Select(Answer).Distinct().Count() > 1);
        var page = Rebound.Reporting.Report.Render(new Rebound.Reporting.ReportInput { Title = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "95 countries" }, RunId = "r", StudyId = "world-countries", UnitName = "country", ShockStart = "2020-01", ShockEnd = "2020-12", Horizon = "2021-12", Tables = results.Tables });
        Assert.True(disagree > 20, $"{disagree} disagree");
        Assert.Contains($"4 baselines stand side by side. They name one month of recovery for {95 - disagree} of 95 countries and disagree on {disagree}:", page, StringComparison.Ordinal);
    }

    private static double MedianGap(ResultsFolder results, string month)
    {
        var table = results.Tables["recovery_summary"];
        return table["median_gap"].Number(Enumerable.Range(0, table.RowCount).Single(r => table["month"].Text(r) == month && table["baseline"].Text(r) == "same-month"));
    }

    /// <summary>A study folder with the data of a real study beside the definition that is kept with this test.</summary>
    private static void Lay(string folder, string study)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        foreach (var file in Directory.GetFiles(Path.Combine(Shared, study))) File.Copy(file, Path.Combine(folder, "data", Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(Repository.PathOf($"tests/Rebound.Tests/Studies/{study}"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
