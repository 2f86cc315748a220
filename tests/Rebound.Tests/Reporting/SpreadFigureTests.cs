using System.Globalization;
using System.Text.RegularExpressions;
using Rebound.Reporting;
using Rebound.Studies;
using Rebound.Tests.Studies;
using Xunit;

namespace Rebound.Tests.Reporting;

/// <summary>Figures of distribution and space, made from the tables of a small run whose truth is planted.</summary>
public sealed partial class SpreadFigureTests
{
    // Scores and recovery rise eastwards, so that the east is a hot spot and the west a cold one.
    private static readonly Lazy<IReadOnlyDictionary<string, ResultTable>> East = new(new GridStudy(6, 6)
    {
        Indicators = new Dictionary<string, Func<int, int, int, double>>(StringComparer.Ordinal)
        {
            ["a"] = (row, column, year) => 2 + column + 0.3 * GridStudy.Noise(row, column, year),
            ["b"] = (row, column, _) => 3 + column + 0.2 * GridStudy.Noise(row, column, 1),
        },
        Group = (row, _) => row < 3 ? "south" : "north",
        Subgroup = (row, _) => $"province {row}",
        Products = ["0101", "8471"],
        Exports = (row, column, month, product) => (product == "0101" ? 60 : 40) * (1 + 0.02 * GridStudy.Noise(row, column, month)) * (month < 24 ? 1 : 0.7 + 0.05 * column),
        More = "[space]\ndraws = 199",
    }.Run);

    private static Draft Drafted(IReadOnlyDictionary<string, ResultTable> tables, out string page)
    {
        var draft = new Draft(new ReportInput { RunId = "r", StudyId = "s", Title = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "T" }, UnitName = "county", Tables = tables });
        page = Page.Compose(draft);
        return draft;
    }

    private static Figure Of(string name) => Drafted(East.Value, out _).Figures.Single(figure => figure.Name == name);

    [Fact]
    public void Every_figure_that_the_tables_allow_is_drawn_with_its_numbers_and_no_coordinate_that_is_none()
    {
        var draft = Drafted(East.Value, out var page);
        string[] wanted = ["index-profile", "rank-intervals", "obstacles", "map-obstacles", "dagum", "density", "transitions", "lisa-chain", "moran", "map-lisa", "map-hot-spots", "map-association", "map-ellipse", "detector-index", "detector-recovery"];
        Assert.Superset(wanted.ToHashSet(StringComparer.Ordinal), draft.Figures.Select(figure => figure.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All(draft.Figures, figure =>
        {
            Assert.True(figure.Data.RowCount > 0, figure.Name);
            Assert.Contains($"../figures/{figure.Name}.csv", page, StringComparison.Ordinal);
            foreach (var width in new[] { Figure.Wide, Figure.Narrow })
                Assert.DoesNotMatch("(NaN|∞|Infinity)", figure.Draw(width).ToSvg(figure.Title, figure.Description, figure.Name).Markup);
        });
        foreach (var table in new[] { "Inequality between and within groups", "How much of the inequality lies between neighbours", "Does resilience go with what becomes of the neighbours?", "How varied exports were before the shock" })
            Assert.Contains(table, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_drawn_beyond_the_paper() => Assert.All(Drafted(East.Value, out _).Figures, figure =>
    {
        foreach (var width in new[] { Figure.Wide, Figure.Narrow })
        {
            var canvas = figure.Draw(width);
            foreach (Match rect in Rects().Matches(canvas.ToSvg("", "", "x").Markup))
            {
                double Number(int group) => double.Parse(rect.Groups[group].Value, CultureInfo.InvariantCulture);
                Assert.True(Number(1) >= -0.5 && Number(1) + Number(3) <= width + 0.5 && Number(2) >= -0.5 && Number(2) + Number(4) <= canvas.Height + 0.5, $"{figure.Name} at {width}: {rect.Value}");
            }
        }
    });

    [Fact]
    public void Hot_spots_and_the_neighbours_recovery_lie_on_the_map_where_they_were_planted()
    {
        var hot = Of("map-hot-spots").Data;
        Assert.Equal(("hot spot", "cold spot"), (hot.Text("cluster", ("city", "u25")), hot.Text("cluster", ("city", "u20"))));
        Assert.Contains("hot spot: high values together: ", Of("map-hot-spots").Description, StringComparison.Ordinal);
        Assert.Equal("high-high", Of("map-association").Data.Text("cluster", ("city", "u25")));
    }

    [Fact]
    public void Each_outline_of_the_ellipse_lies_one_deviation_from_its_centre()
    {
        var ellipse = East.Value["ellipse"];
        var row = ellipse.RowCount - 1;
        var figure = Of("map-ellipse");
        var svg = figure.Draw(Figure.Wide).ToSvg("", "", "x").Markup;
        // The solid line is the last year's; its points go back to degrees by the labels of the axes, so only their shape is held here: along to across.
        var outline = Solid().Match(svg).Groups[1].Value;
        var points = Points().Matches(outline).Select(m => (X: double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), Y: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(97, points.Count);
        var (x, y) = (points.Take(96).Average(p => p.X), points.Take(96).Average(p => p.Y));
        var radii = points.Select(p => Math.Sqrt((p.X - x) * (p.X - x) + (p.Y - y) * (p.Y - y))).ToList();
        Assert.Equal(ellipse["along_km"].Number(row) / ellipse["across_km"].Number(row), radii.Max() / radii.Min(), 0.02);
        Assert.Contains("Its centre moved", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_are_filled_where_a_factor_is_clear_of_chance_and_pairs_stand_in_the_numbers()
    {
        var figure = Of("detector-recovery");
        var svg = figure.Draw(Figure.Wide).ToSvg("", "", "x").Markup;
        Assert.Matches("fill=\"#0072b2\"[^>]*><title>total: q", svg);
        Assert.Matches("fill=\"#ffffff\"[^>]*><title>population: q", svg);
        Assert.Contains("framed: q of one alone", svg, StringComparison.Ordinal);
        var detector = East.Value["detector"];
        Assert.Equal(detector.Number("q", ("outcome", "level gap"), ("factor", "a")), figure.Data.Number("q", ("first", "a"), ("second", "")));
        var pair = Enumerable.Range(0, figure.Data.RowCount).First(row => figure.Data["second"].Text(row).Length > 0);
        Assert.True(figure.Data["q"].Number(pair) > 0);
        Assert.NotEqual("", figure.Data["kind"].Text(pair));
    }

    [Fact]
    public void Clubs_are_drawn_as_scores_over_the_mean_and_named_apart()
    {
        var (members, panel) = (new TableBuilder("convergence_members", "city", "club"), new TableBuilder("index_panel", "city", "#year", "dimension", "#score"));
        foreach (var (city, club, score) in new[] { ("a", "1", 3.0), ("b", "1", 3.2), ("c", "2", 1.0), ("d", "2", 1.1), ("e", "none", 0.2) })
        {
            members.Add(city, club);
            for (var year = 2010; year <= 2020; year++) panel.Add(city, year, "total", score);
        }
        var clubs = new TableBuilder("convergence_clubs", "club", "#units", "#slope", "#se", "#t", "#p", "note").Add("1", 2, 0.5, 0.1, 5, 0.9, "").Add("2", 2, 0.4, 0.1, 4, 0.9, "").Add("none", 1, null, null, null, null, "");
        ResultTable[] tables = [members.Build(), panel.Build(), clubs.Build(), new TableBuilder("convergence", "measure", "#estimate", "note").Add("sigma", 1, "x").Build()];
        var figure = Drafted(tables.ToDictionary(table => table.Name, StringComparer.Ordinal), out var page).Figures.Single(f => f.Name == "convergence-clubs");
        Assert.Equal(3 / 1.7, figure.Data.Number("relative_score", ("city", "a"), ("year", "2015")), 1e-12);
        Assert.Contains("club 1 (2): from 1.82 to 1.82 of the mean", figure.Description, StringComparison.Ordinal);
        var svg = figure.Draw(Figure.Wide).ToSvg("", "", "x").Markup;
        var labels = Labels().Matches(svg).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(3, labels.Count);
        Assert.True(labels[1] - labels[0] >= 13.9 && labels[2] - labels[1] >= 13.9);
        Assert.Contains("stroke-dasharray=\"5 3\"", svg, StringComparison.Ordinal); // units without a club are dashed
        Assert.Contains("Who converges with whom", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_run_refused_is_refused_in_the_report_with_its_reason()
    {
        var stages = new TableBuilder("stages", "stage", "status", "reason", "repair").Add("ellipse", "refused", "'u00' has no coordinates", "add latitude and longitude").Add("detector", "refused", "the index was refused", "mend the index");
        Drafted(East.Value.Where(t => t.Key is not ("ellipse" or "detector" or "stages")).Append(new("stages", stages.Build())).ToDictionary(StringComparer.Ordinal), out var page);
        Assert.Contains("Not answered: where resilience centres", page, StringComparison.Ordinal);
        Assert.Contains("&#39;u00&#39; has no coordinates", page.Replace("&#x27;", "&#39;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Not answered: what sets resilient counties apart", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<rect x=\"([-\\d.]+)\" y=\"([-\\d.]+)\" width=\"([-\\d.]+)\" height=\"([-\\d.]+)\"")]
    private static partial Regex Rects();

    [GeneratedRegex("<path d=\"([^\"]+)\" fill=\"none\" stroke=\"#00558a\"")]
    private static partial Regex Solid();

    [GeneratedRegex("[ML]([-\\d.]+) ([-\\d.]+)")]
    private static partial Regex Points();

    [GeneratedRegex("<text x=\"[\\d.]+\" y=\"([\\d.]+)\"[^>]*>(?:club \\d|with no others) \\(\\d\\)")]
    private static partial Regex Labels();
}
