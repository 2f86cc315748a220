using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>What an index says of itself.</summary>
public sealed class DiagnosisStageTests
{
    // "copy" repeats "lead" and "odd" runs against both; "lead" and "copy" share a dimension.
    private static readonly GridStudy Planted = new(3, 4)
    {
        Indicators = new Dictionary<string, Func<int, int, int, double>>(StringComparer.Ordinal)
        {
            ["lead"] = (row, column, _) => 4 * row + column,
            ["copy"] = (row, column, _) => 10 + 3 * (4 * row + column),
            ["odd"] = (row, column, year) => 50 - 4 * row - column + 0.01 * GridStudy.Noise(row, column, year),
        },
        DimensionOf = code => code == "odd" ? "apart" : "together",
        Index = "normalise = \"minmax\"\nweights = \"equal\"",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, ResultTable>> Tables = new(Planted.Run);

    [Fact]
    public void Copies_correlate_fully_agree_in_alpha_and_share_one_component()
    {
        var correlations = Tables.Value["index_correlations"];
        Assert.Equal(1, correlations.Number("r", ("node", "together"), ("first", "lead"), ("second", "copy")), 1e-12);
        Assert.Equal(-1, correlations.Number("r", ("node", "total"), ("first", "together"), ("second", "apart")), 1e-5);
        Assert.True(correlations.Number("p", ("node", "total"), ("first", "together"), ("second", "apart")) < 1e-9);
        var reliability = Tables.Value["index_reliability"];
        Assert.Equal((2, 1.0, 1), (reliability.Number("parts", ("node", "together")), Math.Round(reliability.Number("alpha", ("node", "together")), 12), reliability.Number("components", ("node", "together"))));
        Assert.Equal(1, reliability.Number("first_component", ("node", "together")), 1e-12);
        Assert.True(reliability.Number("alpha", ("node", "total")) < 0);
    }

    [Fact]
    public void Weights_within_sum_to_one_and_removing_a_copy_moves_nobody()
    {
        var influence = Tables.Value["index_influence"];
        Assert.Equal(1, influence.Where(("parent", "together")).Sum(row => influence["weight_within"].Number(row)), 1e-12);
        Assert.Equal(0, influence.Number("removal_mean_shift", ("part", "copy")), 12);
        Assert.Equal("", influence.Text("removal_city", ("part", "copy")));
        Assert.True(influence.Number("removal_mean_shift", ("part", "odd")) > 0);
        Assert.NotEqual("", influence.Text("removal_city", ("part", "odd")));
        Assert.Equal(1, influence.Number("correlation_parent", ("part", "lead")), 1e-12);
    }

    [Fact]
    public void Obstacles_of_a_unit_sum_to_a_hundred_and_name_what_it_lacks()
    {
        var obstacles = Tables.Value["index_obstacles"];
        foreach (var (row, column) in Planted.Places)
            Assert.Equal(100, obstacles.Where(("city", GridStudy.Code(row, column))).Sum(r => obstacles["degree_pct"].Number(r)), 1e-9);
        Assert.Equal(0, obstacles.Number("degree_pct", ("city", "u23"), ("indicator", "lead")), 1e-9); // it has the most of it
        Assert.True(obstacles.Number("degree_pct", ("city", "u23"), ("indicator", "odd")) > 99);
        var best = (Planted with { Indicators = Planted.Indicators.Where(i => i.Key != "odd").ToDictionary(StringComparer.Ordinal) }).Run()["index_obstacles"];
        Assert.All(best.Where(("city", "u23")), r => Assert.True(double.IsNaN(best["degree_pct"].Number(r)))); // lacks nothing: not defined, and not 0/0
    }

    [Fact]
    public void Coupling_is_not_defined_where_a_dimension_is_zero_only_by_the_formula_that_says_so_and_has_ten_grades()
    {
        var coupling = Tables.Value["index_coupling"];
        Assert.Equal(5 * 12 * 5, coupling.RowCount);
        Assert.All(Enumerable.Range(0, coupling.RowCount).Where(row => double.IsFinite(coupling["coordination"].Number(row))), row =>
        {
            Assert.InRange(coupling["coordination"].Number(row), 0, 1);
            Assert.Equal(Math.Sqrt(coupling["coupling"].Number(row) * coupling["level"].Number(row)), coupling["coordination"].Number(row), 1e-9);
            Assert.NotEqual("", coupling["grade"].Text(row));
        });
        Assert.DoesNotContain("index_coupling", (Planted with { Index = "normalise = \"zscore\"" }).Run().Keys); // z-scores do not couple
    }

    [Fact]
    public void Three_units_are_too_few_and_the_stage_says_so() =>
        Assert.Contains("3 units are too few", (Planted with { Rows = 1, Columns = 3 }).Run().Reason("diagnosis"), StringComparison.Ordinal);
}
