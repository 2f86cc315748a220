using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>Inequality by groups and groups of groups, convergence, transitions, variety of products.</summary>
public sealed class DistributionStageTests
{
    private static Dictionary<string, Func<int, int, int, double>> One(Func<int, int, int, double> valueOf) => new(StringComparer.Ordinal) { ["x"] = valueOf };

    // Two regions of two provinces each; scores are x over its maximum, so shares are those of x.
    private static readonly GridStudy Nested = new(4, 4)
    {
        Indicators = One((row, column, year) => 1 + row + 0.25 * column + 0.125 * (year - 2015)),
        Group = (row, _) => row < 2 ? "south" : "north",
        Subgroup = (row, _) => $"province {row}",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, ResultTable>> Tables = new(Nested.Run);

    [Fact]
    public void Theil_and_the_log_deviation_split_into_regions_provinces_and_units_exactly()
    {
        var theil = Tables.Value["theil"];
        foreach (var measure in new[] { "Theil's T", "mean log deviation" })
        {
            for (var year = 2015; year <= 2019; year++)
            {
                var rows = theil.Where(("year", $"{year}"), ("measure", measure));
                Assert.Equal(["total", "between groups", "between subgroups within groups", "within subgroups"], rows.Select(row => theil["part"].Text(row)));
                Assert.Equal(theil["value"].Number(rows[0]), rows.Skip(1).Sum(row => theil["value"].Number(row)), 1e-12);
                Assert.Equal(1, rows.Skip(1).Sum(row => theil["share"].Number(row)), 1e-12);
            }
        }
        // By hand for 2015: T between regions = Σ (Y_g/Y) ln[(Y_g/Y)/(n_g/n)] with sums 4 · (1 + 2 + 0.75) and 4 · (3 + 4 + 0.75).
        double south = 15 / 46.0, north = 31 / 46.0;
        Assert.Equal(south * Math.Log(2 * south) + north * Math.Log(2 * north), theil.Number("value", ("year", "2015"), ("measure", "Theil's T"), ("part", "between groups")), 1e-12);
        Assert.Equal(0.5 * Math.Log(0.5 / south) + 0.5 * Math.Log(0.5 / north), theil.Number("value", ("year", "2015"), ("measure", "mean log deviation"), ("part", "between groups")), 1e-12);
        var groups = Tables.Value["theil_groups"];
        Assert.Equal(south, groups.Number("weight", ("year", "2015"), ("measure", "Theil's T"), ("group", "south")), 1e-12);
        Assert.Equal(Tables.Value["inequality"]["theil"].Number(0), theil.Number("value", ("year", "2015"), ("measure", "Theil's T"), ("part", "total")), 1e-12);
    }

    [Fact]
    public void One_level_of_groups_has_two_parts_and_none_is_refused()
    {
        var one = (Nested with { Subgroup = (_, _) => "" }).Run()["theil"];
        Assert.Equal(["total", "between groups", "within groups"], one.Where(("year", "2015"), ("measure", "Theil's T")).Select(row => one["part"].Text(row)));
        Assert.Contains("in the same group", (Nested with { Group = (_, _) => "" }).Run().Reason("groups"), StringComparison.Ordinal);
    }

    [Fact]
    public void Units_without_a_group_are_a_group_that_says_so()
    {
        var tables = (Nested with { Group = (row, _) => row < 2 ? "south" : "" }).Run();
        Assert.Equal("none", tables["theil_groups"].Text("group", ("year", "2015"), ("measure", "Theil's T"), ("group", "none")));
        Assert.Contains("none", new[] { tables["dagum_pairs"]["richer"].Text(0), tables["dagum_pairs"]["poorer"].Text(0) });
    }

    [Fact]
    public void A_zero_has_no_logarithm_and_is_named_with_its_year_while_the_others_are_measured()
    {
        var tables = (Nested with { Index = "normalise = \"minmax\"" }).Run();
        var (inequality, theil) = (tables["inequality"], tables["theil"]);
        Assert.True(double.IsNaN(inequality["mld"].Number(0)) && double.IsNaN(inequality["atkinson_1"].Number(0)) && double.IsNaN(inequality["sigma"].Number(0)));
        Assert.All(new[] { "gini", "theil", "ge2", "atkinson_05", "hoover", "cv" }, column => Assert.True(inequality[column].Number(0) > 0));
        Assert.Contains("'total score' in 2015 is 0 for 'u00'", inequality["reason"].Text(0), StringComparison.Ordinal);
        Assert.Equal("", inequality["reason"].Text(1));
        Assert.Contains("'total score' in 2015 is 0 for 'u00'", theil.Text("reason", ("year", "2015"), ("measure", "mean log deviation")), StringComparison.Ordinal);
        Assert.True(theil.Number("value", ("year", "2015"), ("measure", "Theil's T"), ("part", "total")) > 0);
        // Logs of a zero: each measure of convergence is refused by name, and the stage still answers with the reason.
        var convergence = tables["convergence"];
        Assert.All(convergence.Where(), row => Assert.NotEqual("", convergence["note"].Text(row)));
        Assert.Contains("'u00'", convergence.Text("note", ("measure", "beta: growth on the first level")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_speed_of_convergence_is_found()
    {
        // ln x halves its distance to 1 every year: b = (0.5⁴ − 1)/4 over the cross-section, −0.5 a year.
        var tables = (Nested with { Indicators = One((row, column, year) => Math.Exp(1 + (0.2 * row - 0.05 * column + 0.1) * Math.Pow(0.5, year - 2015))) }).Run();
        var convergence = tables["convergence"];
        Assert.Equal((Math.Pow(0.5, 4) - 1) / 4, convergence.Number("estimate", ("measure", "beta: growth on the first level")), 1e-9);
        Assert.Equal(-0.5, convergence.Number("estimate", ("measure", "beta: yearly growth on the year before, unit and year effects")), 1e-9);
        Assert.Equal(Math.Log(2), convergence.Number("speed", ("measure", "beta: growth on the first level")), 1e-9);
        Assert.True(convergence.Number("estimate", ("measure", "sigma: trend of the deviation of logs")) < 0);
        foreach (var group in new[] { "north", "south" }) Assert.Equal((Math.Pow(0.5, 4) - 1) / 4, convergence.Number("estimate", ("measure", $"beta within the group {group}")), 1e-9);
        Assert.Contains("ten", convergence.Text("note", ("measure", "log t: all units converge")) + " ten", StringComparison.Ordinal);
    }

    [Fact]
    public void Units_that_move_up_each_year_are_counted_and_thin_classes_say_so()
    {
        var tables = (Nested with { Indicators = One((row, column, year) => 1 + 4 * row + column + 1.5 * (year - 2015)), More = "[space]\ndraws = 99" }).Run();
        var transitions = tables["transitions"];
        Assert.Equal(64, transitions.Where(("given", "all")).Sum(row => transitions["count"].Number(row)));
        Assert.Equal(0, transitions.Number("count", ("given", "all"), ("from", "2"), ("to", "1")));
        Assert.True(transitions.Number("count", ("given", "all"), ("from", "1"), ("to", "2")) > 0);
        Assert.All(transitions.Where(("given", "all")), row => Assert.Contains("cannot be reached", transitions["note"].Text(row), StringComparison.Ordinal));
        var moves = Enumerable.Range(0, transitions.RowCount).GroupBy(row => (transitions["given"].Text(row), transitions["from"].Text(row)));
        Assert.All(moves, rows =>
        {
            var count = rows.Sum(row => transitions["count"].Number(row));
            Assert.All(rows, row => Assert.Equal(count is > 0 and < 5, transitions["note"].Text(row).StartsWith("only ", StringComparison.Ordinal)));
            Assert.All(rows, row => Assert.Equal(count == 0, transitions["note"].Text(row).StartsWith("nobody", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void Variety_of_products_is_split_by_chapters_and_units_without_products_are_named()
    {
        var tables = (Nested with
        {
            Products = ["0101", "0102", "8471", "8472"],
            Exports = (row, column, _, product) => (row, column) switch
            {
                (0, 0) => 25, // even over four products of two chapters
                (0, 1) => product.StartsWith("84", StringComparison.Ordinal) ? 100 : 0,
                _ => product == "8472" ? 2 : product == "0101" ? 1 : 0,
            },
        }).Run();
        var variety = tables["variety"];
        Assert.Equal((4, 2), (variety.Number("products", ("city", "u00")), variety.Number("groups", ("city", "u00"))));
        Assert.Equal((1.0, 1.0, 0.25), (variety.Number("unrelated", ("city", "u00")), variety.Number("related", ("city", "u00")), variety.Number("herfindahl", ("city", "u00"))));
        Assert.Equal((0.0, 1.0, 0.5), (variety.Number("unrelated", ("city", "u01")), variety.Number("related", ("city", "u01")), variety.Number("herfindahl", ("city", "u01"))));
        Assert.Equal(5.0 / 9, variety.Number("herfindahl", ("city", "u02")), 1e-12); // two thirds and one third
        Assert.Equal("2019-01..2019-12", variety.Text("window", ("city", "u00")));
        var plain = (Nested with { Products = ["toys", "ships"], Exports = (row, column, _, product) => product == "toys" ? 1 + row : 2 + column }).Run()["variety"];
        Assert.True(double.IsNaN(plain.Number("related", ("city", "u00"))));
        Assert.Contains("product_group", plain.Text("note", ("city", "u00")), StringComparison.Ordinal);
        Assert.True(plain.Number("shannon", ("city", "u00")) > 0);
    }
}
