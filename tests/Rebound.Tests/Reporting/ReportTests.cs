using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rebound.Reporting;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly ReportInput Whole = ReportFixture.Make();
    private static readonly string Page = Report.Render(Whole);

    public static TheoryData<string> Tables => [.. Whole.Tables.Keys];

    private static Draft Composed()
    {
        var draft = new Draft(Whole);
        Rebound.Reporting.Page.Compose(draft);
        return draft;
    }

    [Fact]
    public void The_page_is_written_with_every_figure_and_its_numbers()
    {
        var folder = Environment.GetEnvironmentVariable("REBOUND_REPORT_OUT") is { Length: > 0 } wanted ? wanted : Directory.CreateTempSubdirectory("rebound-report-").FullName;
        Report.Write(Whole, folder);
        Assert.Equal(Page, File.ReadAllText(Path.Combine(folder, "report", "index.en.html")));
        foreach (var figure in Composed().Figures)
        {
            Assert.Equal(XName.Get("svg", "http://www.w3.org/2000/svg"), XDocument.Load(Path.Combine(folder, "figures", figure.Name + ".svg")).Root!.Name);
            Assert.Equal(figure.Data.RowCount + 1, File.ReadAllLines(Path.Combine(folder, "figures", figure.Name + ".csv")).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_that_is_absent_leaves_an_honest_gap_and_no_more(string absent)
    {
        var page = Report.Render(Whole with { Tables = Whole.Tables.Where(t => t.Key != absent).ToDictionary(StringComparer.Ordinal) });
        Assert.Contains("""<section id="units" """, page, StringComparison.Ordinal);
        if (absent is "answer" or "data_card" or "coverage" or "index_scores" or "index_weights" or "index_variants" or "recovery" or "recovery_paths" or "recovery_summary"
            or "paths" or "event_study" or "tercile_curves" or "estimates" or "guards" or "specification_curve" or "claims")
            Assert.True(Regex.Count(page, "class=\"refusal\"") > Regex.Count(Page, "class=\"refusal\""));
    }

    [Fact]
    public void A_run_without_any_table_says_so_everywhere()
    {
        var page = Report.Render(Whole with { Tables = new Dictionary<string, ResultTable>(StringComparer.Ordinal) });
        Assert.True(Regex.Count(page, "class=\"refusal\"") >= 9);
    }

    [Fact]
    public void Baselines_stand_side_by_side_with_chances_hazards_indices_and_the_figures_of_growth_every_fall_and_exits()
    {
        foreach (var figure in new[] { "recovery-growth", "survival", "survival-recurrent", "survival-exits", "recovery-calendar" }) Assert.Contains($"id=\"fig-{figure}\"", Page, StringComparison.Ordinal);
        Assert.Contains("2 baselines stand side by side", Page, StringComparison.Ordinal);
        var rows = Whole.Tables["recovery"];
        string Answer(int r) => rows["status"].Text(r) == "recovered" ? rows["recovery_month"].Text(r) : rows["status"].Text(r);
        var disagree = Enumerable.Range(0, rows.RowCount).GroupBy(r => rows["city"].Text(r)).Count(g => g.Select(Answer).Distinct().Count() > 1);
        Assert.True(disagree > 0);
        Assert.Contains($"disagree on {disagree}:", Page, StringComparison.Ordinal);
        var growth = Composed().Figures.Single(f => f.Name == "recovery-growth").Data;
        Assert.Equal(30, growth["base_effect_units"].Number(growth.RowCount - 1));
        Assert.Equal(25, growth["year_on_year_pct"].Number(growth.RowCount - 1));
        Assert.Contains("1.40 (1.10 to 1.80)", Page, StringComparison.Ordinal);
        Assert.Contains("refused: 4 recoveries", Page, StringComparison.Ordinal);
        Assert.Contains("fill the month at its source", Page, StringComparison.Ordinal);
        Assert.Contains("by month 24 (Dec 2021)", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_gives_the_reason_and_the_repair_of_its_stage()
    {
        var stages = new ResultTable("stages",
        [
            new ResultColumn("stage", ["recovery"]), new ResultColumn("status", ["refused"]),
            new ResultColumn("reason", ["No year before the shock <b>"]), new ResultColumn("repair", ["Give exports of 2019."]),
        ]);
        var tables = new Dictionary<string, ResultTable>(StringComparer.Ordinal) { ["stages"] = stages };
        var page = Report.Render(Whole with { Tables = tables });
        Assert.Contains("No year before the shock &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Give exports of 2019.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_a_study_never_becomes_markup()
    {
        Assert.DoesNotContain("<script", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", Page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", Page, StringComparison.Ordinal);
        var hostile = Report.Render(ReportFixture.Make(firstName: "\"' onload=x <svg/onload=1>\u0000\u001b") with { UnitName = "<i>", RunId = "\"><script>" });
        Assert.DoesNotContain("<script", hostile, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<i>", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg/", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', hostile);
    }

    [Fact]
    public void The_page_is_well_formed_to_the_last_element()
    {
        var xml = Regex.Replace(Page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<(meta|br)([^>]*)>", "<$1$2/>");
        var root = XDocument.Parse(xml).Root!;
        var ids = root.Descendants().Select(e => e.Attribute("id")?.Value).Where(id => id is not null).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        foreach (var reference in root.Descendants().SelectMany(e => new[] { e.Attribute("aria-labelledby")?.Value, e.Attribute("href")?.Value is { } h && h.StartsWith('#') ? h[1..] : null }).Where(v => v is not null).SelectMany(v => v!.Split(' ')))
            Assert.Contains(reference, ids);
    }

    [Fact]
    public void Nothing_is_fetched_from_anywhere()
    {
        foreach (Match link in Regex.Matches(Page, "(?:href|src)=\"([^\"]*)\""))
            Assert.Matches("^(#|\\.\\./tables/|\\.\\./figures/)", link.Groups[1].Value);
        Assert.DoesNotContain("@import", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_drawing_has_a_title_and_a_description()
    {
        var drawings = Regex.Matches(Page, "(?s)<svg [^>]*role=\"img\"[^>]*>\\s*<title id=\"[^\"]+\">[^<]+</title><desc id=\"[^\"]+\">[^<]+</desc>");
        Assert.Equal(Regex.Count(Page, "<svg "), drawings.Count);
    }

    [Fact]
    public void Every_figure_has_its_numbers_beside_it()
    {
        var figures = Composed().Figures;
        Assert.Equal(17, figures.Count);
        Assert.Equal(figures.Count, Regex.Count(Page, "<details class=\"numbers\">"));
        Assert.All(figures, f => Assert.True(f.Data.RowCount > 0 && Page.Contains($"../figures/{f.Name}.csv", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_calibrated_run_shows_which_parameters_and_directions_the_data_see()
    {
        static ResultTable Table(string name, string heads, params string[] rows) => new(name, [.. heads.Split(',').Select((h, k) => h[0] == '#'
            ? new ResultColumn(h[1..], rows.Select(r => double.TryParse(r.Split(',')[k], CultureInfo.InvariantCulture, out var x) ? x : double.NaN))
            : new ResultColumn(h, rows.Select(r => r.Split(',')[k])))]);
        var exports = Table("simulation_exports", "scenario,title,time,#median,#low,#high,#low50,#high50", "baseline,as it was,2020-01,90,80,100,85,95", "baseline,as it was,2020-02,80,70,90,75,85");
        var seen = Table("simulation_identification", "block,kind,parameter,#value,#low,#high,#strength,#prior_share_left,verdict",
            "epidemic,parameter,R0,2.5,2.2,2.8,,0.3,seen", "economy,parameter,zeta,12,8,20,0.4,0.97,stays at its prior", "economy,direction,+zeta −chi,,,,4.2,0.23,seen", "economy,direction,+chi +zeta,,,,0.1,0.995,not seen");
        string Rendered(params ResultTable[] more) => Report.Render(Whole with { Tables = Whole.Tables.Concat(more.Select(t => KeyValuePair.Create(t.Name, t))).ToDictionary(StringComparer.Ordinal) });
        var page = Rendered(exports, seen);
        Assert.Contains("1 of 2 calibrated parameters stay at their priors: zeta.", page, StringComparison.Ordinal);
        Assert.Contains("The data see 1 of 2 directions", page, StringComparison.Ordinal);
        Assert.Contains("../figures/identification.csv", page, StringComparison.Ordinal);
        var without = Rendered(exports);
        Assert.Contains("The model is not calibrated to this study", without, StringComparison.Ordinal);
        Assert.DoesNotContain("figures/identification", without, StringComparison.Ordinal);
    }

    [Fact]
    public void No_drawing_holds_a_coordinate_that_is_no_number() =>
        Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)[^\"]*\"", Page);

    [Fact]
    public void The_same_tables_give_the_same_bytes_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "de-DE", "zh-CN", "tr-TR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(Page, Report.Render(ReportFixture.Make()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(95)]
    [InlineData(399)]
    public void Studies_of_any_size_are_drawn(int cities) => Assert.DoesNotMatch("=\"[^\"]*(NaN|∞|Infinity)[^\"]*\"", Report.Render(ReportFixture.Make(cities)));

    [Fact]
    public void A_units_polygon_is_drawn_with_its_source()
    {
        const string square = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C001"},"geometry":{"type":"Polygon","coordinates":[[[100,20],[110,20],[110,30],[100,20]]]}}]}""";
        var page = Report.Render(Whole with { Boundaries = new ReportBoundaries(square, "code", "Survey office, review no. 7") });
        Assert.Contains("Boundaries: Survey office, review no. 7", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Boundaries:", Report.Render(Whole with { Boundaries = new ReportBoundaries("not json", "code", "x") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Plotted_text_cannot_start_a_formula()
    {
        var csv = Report.PlottedNumbers(new ResultTable("t", [new ResultColumn("name", ["=1+1", "a,\"b\""]), new ResultColumn("x", [-1.5, double.NaN])]));
        Assert.Equal("name,x\n'=1+1,-1.5\n\"a,\"\"b\"\"\",\n", csv);
    }

    [Fact]
    public void A_study_without_coordinates_and_polygons_gets_a_tile_grid()
    {
        var cities = Whole.Tables["cities"];
        var placeless = cities with { Columns = [.. cities.Columns.Select(c => c.Name is "latitude" or "longitude" ? new ResultColumn(c.Name, Enumerable.Repeat(double.NaN, c.Count)) : c)] };
        var page = Report.Render(Whole with { Tables = new Dictionary<string, ResultTable>(Whole.Tables, StringComparer.Ordinal) { ["cities"] = placeless } });
        Assert.Contains("id=\"fig-tiles-level-gap\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"fig-map-level-gap\"", page, StringComparison.Ordinal);
        Assert.Contains("says nothing of geography", page, StringComparison.Ordinal);
    }
}
