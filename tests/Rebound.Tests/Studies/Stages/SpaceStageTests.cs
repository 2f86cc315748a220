using System.Globalization;
using System.Text.Json;
using Rebound.Numerics;
using Rebound.Studies;
using Rebound.Tests.Numerics;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>Association with neighbours, the ellipse, and resilience beside the neighbours' recovery.</summary>
[Collection(ThreadsCollection.Name)]
public sealed class SpaceStageTests
{
    private static readonly GridStudy East = new(6, 6)
    {
        Indicators = Of((row, column, year) => 2 + column + 0.1 * GridStudy.Noise(row, column) + 0.01 * (year - 2015), (row, column, _) => 3 + column + 0.2 * GridStudy.Noise(row, column, 1)),
        Exports = (row, column, month, _) => 100 * (1 + 0.02 * GridStudy.Noise(row, column, month)) * (month < 24 ? 1 : 0.7 + 0.05 * column),
    };

    private static readonly Lazy<IReadOnlyDictionary<string, ResultTable>> Tables = new(East.Run);

    private static Dictionary<string, Func<int, int, int, double>> Of(Func<int, int, int, double> a, Func<int, int, int, double> b) => new(StringComparer.Ordinal) { ["a"] = a, ["b"] = b };

    [Fact]
    public void Where_scores_rise_eastwards_neighbours_are_alike_by_every_statistic()
    {
        var moran = Tables.Value["moran"];
        Assert.Equal(["Moran's I", "Geary's C", "Getis-Ord G"], Enumerable.Range(0, moran.RowCount).Select(row => moran["statistic"].Text(row)).Distinct(StringComparer.Ordinal));
        foreach (var statistic in new[] { "Moran's I", "Geary's C", "Getis-Ord G" })
        {
            (string, string)[] total = [("variable", "total"), ("period", "mean"), ("statistic", statistic)];
            Assert.True(moran.Number("z", total) > 3, statistic);
            Assert.True(moran.Number("p", total) < 0.001, statistic);
            Assert.Equal(0.001, moran.Number("p_permutation", total), 12);
            Assert.Equal(0.001, moran.Number("p_adjusted", total), 12);
            Assert.Equal("", moran.Text("reason", total));
        }
        Assert.True(moran.Number("value", ("variable", "total"), ("period", "mean"), ("statistic", "Geary's C")) < moran.Number("expected", ("variable", "total"), ("period", "mean"), ("statistic", "Geary's C")));
        Assert.Equal(5, moran.Where(("variable", "total"), ("statistic", "Moran's I")).Count(row => moran["period"].Text(row) != "mean"));
    }

    [Fact]
    public void Hot_spots_lie_in_the_east_and_cold_ones_in_the_west()
    {
        var local = Tables.Value["local_association"];
        foreach (var statistic in new[] { "Getis-Ord Gi", "Getis-Ord Gi*" })
        {
            Assert.Equal("hot spot", local.Text("cluster", ("city", "u25"), ("statistic", statistic)));
            Assert.Equal("cold spot", local.Text("cluster", ("city", "u20"), ("statistic", statistic)));
        }
        Assert.DoesNotContain("unlike", Enumerable.Range(0, local.RowCount).Select(row => local["cluster"].Text(row)));
        Assert.Equal(3 * 36, local.RowCount);
        Assert.All(Enumerable.Range(0, local.RowCount), row => Assert.InRange(local["p_adjusted"].Number(row), local["p_permutation"].Number(row) - 1e-12, 1));
        var lisa = Tables.Value["lisa"];
        Assert.Equal("high-high", lisa.Text("cluster", ("city", "u25")));
        Assert.All(Enumerable.Range(0, 36), row => Assert.InRange(lisa["p"].Number(row), 0, 1));
    }

    [Fact]
    public void A_chequered_grid_is_unlike_its_neighbours()
    {
        var tables = (East with { Indicators = Of((row, column, _) => 5 + (row + column) % 2 + 0.01 * GridStudy.Noise(row, column), (row, column, _) => 5 + (row + column) % 2 + 0.01 * GridStudy.Noise(row, column, 1)), Exports = null, More = "[space]\nnearest = 4\ndraws = 199" }).Run();
        (string, string)[] total = [("variable", "total"), ("period", "mean")];
        Assert.True(tables["moran"].Number("z", [.. total, ("statistic", "Moran's I")]) < -2);
        Assert.True(tables["moran"].Number("z", [.. total, ("statistic", "Geary's C")]) < -2);
        Assert.Equal(1, tables["moran"].Number("p_permutation", [.. total, ("statistic", "Moran's I")]), 12);
        Assert.Equal(199, tables["moran"].Number("draws", [.. total, ("statistic", "Moran's I")]));
        Assert.Contains("the 4 nearest units", tables["spatial_weights"]["description"].Text(0), StringComparison.Ordinal);
        var local = tables["local_association"];
        Assert.DoesNotContain("alike", local.Where(("statistic", "local Geary's c")).Select(row => local["cluster"].Text(row)));
        // Without recovery, dimensions are set beside each other: these two go together, at a place and not beside it.
        var association = tables["association"];
        Assert.True(association.Number("value", ("first", "a"), ("second", "b"), ("statistic", "bivariate Moran's I")) < 0);
        Assert.True(association.Number("correlation", ("first", "a"), ("second", "b"), ("statistic", "Lee's L")) > 0.99);
    }

    [Fact]
    public void The_centre_of_resilience_lies_east_of_the_centre_of_the_units()
    {
        var ellipse = Tables.Value["ellipse"];
        Assert.Equal(101.25, ellipse.Number("longitude", ("weighted_by", "none")), 0.01);
        Assert.Equal(11.25, ellipse.Number("latitude", ("weighted_by", "none")), 0.01);
        foreach (var row in ellipse.Where(("weighted_by", "score")))
        {
            Assert.InRange(ellipse["longitude"].Number(row), 101.4, 101.9);
            Assert.Equal(Math.PI * ellipse["along_km"].Number(row) * ellipse["across_km"].Number(row), ellipse["area_km2"].Number(row), 1e-6);
        }
        // Half a degree is 55.6 km from row to row: six rows of equal weight have the deviation 55.6 · √(35/12).
        Assert.Equal(55.6 * Math.Sqrt(35.0 / 12), ellipse.Number("along_km", ("weighted_by", "none")), 0.5);
        Assert.Equal(GridStudy.LastYear - GridStudy.FirstYear + 2, ellipse.RowCount);
    }

    [Fact]
    public void Recovery_that_follows_the_neighbours_resilience_is_found()
    {
        var association = Tables.Value["association"];
        foreach (var statistic in new[] { "bivariate Moran's I", "Lee's L" })
        {
            (string, string)[] total = [("first", "total"), ("second", "level gap"), ("statistic", statistic)];
            Assert.True(association.Number("value", total) > 0.4, statistic);
            Assert.Equal(0.002, association.Number("p_permutation", total), 12);
            Assert.True(association.Number("p", total) < 0.001);
            Assert.Equal(36, association.Number("n", total));
        }
        Assert.Equal(6, association.RowCount); // the total and two dimensions, by two statistics
        var local = Tables.Value["association_local"];
        Assert.Equal("high-high", local.Text("cluster", ("city", "u25"), ("statistic", "local bivariate Moran's I")));
        Assert.True(local.Number("p_permutation", ("city", "u25"), ("statistic", "local Lee's L")) < 0.05);
        Assert.True(local.Number("value", ("city", "u25"), ("statistic", "local Lee's L")) > 0);
    }

    [Fact]
    public void The_spatial_Gini_lies_nearly_all_between_units_that_are_not_neighbours()
    {
        var gini = Tables.Value["spatial_gini"];
        Assert.All(Enumerable.Range(0, gini.RowCount), row =>
        {
            Assert.Equal(gini["gini"].Number(row), gini["neighbours"].Number(row) + gini["others"].Number(row), 1e-12);
            Assert.Equal(0.001, gini["p_permutation"].Number(row), 12);
            Assert.Equal(Tables.Value["inequality"]["gini"].Number(row), gini["gini"].Number(row), 1e-12);
        });
    }

    [Fact]
    public void Scores_below_zero_are_refused_by_unit_and_year_where_shares_are_needed()
    {
        var tables = (East with { Index = "normalise = \"zscore\"", Exports = null, More = "[space]\ndraws = 99" }).Run();
        Assert.Contains("needs values of 0 or more", tables["moran"].Text("reason", ("variable", "total"), ("period", "mean"), ("statistic", "Getis-Ord G")), StringComparison.Ordinal);
        Assert.Equal("", tables["moran"].Text("reason", ("variable", "total"), ("period", "mean"), ("statistic", "Geary's C")));
        foreach (var table in new[] { "spatial_gini", "inequality" })
            Assert.All(Enumerable.Range(0, 5), row => Assert.Matches("'total score' in 20\\d\\d is -\\d.* for 'u\\d\\d'", tables[table]["reason"].Text(row)));
        var ellipse = tables["ellipse"];
        Assert.All(ellipse.Where(("weighted_by", "score")), row => Assert.Matches("'total score' in 20\\d\\d is -\\d.* for 'u\\d\\d'", ellipse["reason"].Text(row)));
        Assert.True(double.IsFinite(ellipse.Number("longitude", ("weighted_by", "none"))));
    }

    [Fact]
    public void Units_without_places_and_few_units_are_refused_with_the_reason()
    {
        var lost = (East with { HasPlaces = false, Exports = null }).Run();
        foreach (var stage in new[] { "space", "ellipse", "association" }) Assert.Contains("'u00' has no coordinates", lost.Reason(stage), StringComparison.Ordinal);
        var few = (East with { Rows = 3, Columns = 3, Exports = null }).Run();
        Assert.Contains("9 units are too few", few.Reason("space"), StringComparison.Ordinal);
        Assert.Contains("'total score' is known for 9 units", few["detector"]["note"].Text(0), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_touches_no_other_is_named_and_the_nearest_take_over()
    {
        using var folder = new TemporaryRun();
        using var output = new TemporaryRun();
        var study = East with { Rows = 4, Columns = 4, Exports = null, More = "[data.boundaries]\nfile = \"data/b.geojson\"\nunit = \"code\"\nsource = \"drawn for a test\"\n[space]\ndraws = 99" };
        study.Write(folder.Path);
        string Square(int row, int column, double away = 0)
        {
            double[][] ring = [[column + away, row], [column + 1 + away, row], [column + 1 + away, row + 1], [column + away, row + 1], [column + away, row]];
            return JsonSerializer.Serialize(new { type = "Feature", properties = new { code = GridStudy.Code(row, column) }, geometry = new { type = "Polygon", coordinates = new[] { ring } } });
        }
        string Map(double away) => $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', study.Places.Select(p => Square(p.Row, p.Column, p is (2, 3) ? away : 0)))}]}}";
        IReadOnlyDictionary<string, ResultTable> Run(string map)
        {
            File.WriteAllText(Path.Combine(folder.Path, "data", "b.geojson"), map);
            return StudyRun.Execute(Study.Load(folder.Path), output.Path, cancellation: TestContext.Current.CancellationToken).Tables;
        }
        Assert.Equal("units whose boundaries touch", Run(Map(0))["spatial_weights"]["description"].Text(0));
        Assert.Equal("the 5 nearest units along the sphere; by their boundaries 'u23' would have no neighbours", Run(Map(9))["spatial_weights"]["description"].Text(0));
        Assert.Equal("the 5 nearest units along the sphere; 'u33' has no polygon", Run(Map(0).Replace("u33", "elsewhere", StringComparison.Ordinal))["spatial_weights"]["description"].Text(0));
    }

    [Fact]
    public void Any_number_of_threads_and_any_culture_give_the_same_bits()
    {
        var (threads, culture) = (FixedChunks.MostThreads, CultureInfo.CurrentCulture);
        try
        {
            FixedChunks.MostThreads = 1;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var one = East.Run();
            (FixedChunks.MostThreads, CultureInfo.CurrentCulture) = (3, culture);
            var three = East.Run();
            foreach (var name in new[] { "moran", "local_association", "lisa", "spatial_gini", "ellipse", "association", "association_local", "detector", "detector_interaction", "detector_risk", "detector_ecological", "inequality", "index_obstacles", "index_influence", "variety" })
                Assert.Equal(Text(one[name]), Text(three[name]));
        }
        finally
        {
            (FixedChunks.MostThreads, CultureInfo.CurrentCulture) = (threads, culture);
        }

        static string Text(ResultTable table) => string.Join('\n', table.Columns.Select(column => string.Join('|', Enumerable.Range(0, table.RowCount).Select(column.Text))));
    }
}
