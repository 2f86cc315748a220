using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>What explains the index and the recovery.</summary>
public sealed class DetectorStageTests
{
    private static Dictionary<string, Func<int, int, int, double>> Of(Func<int, int, int, double> a, Func<int, int, int, double> b) => new(StringComparer.Ordinal) { ["a"] = a, ["b"] = b };

    // a decides, in three steps; b is noise that hardly moves the total. The recovery follows the rows, which are the groups.
    private static readonly GridStudy Steps = new(6, 8)
    {
        Indicators = Of((row, column, _) => 10 + 10 * (column % 3) + 0.1 * GridStudy.Noise(row, column), (row, column, _) => 20 + 0.05 * GridStudy.Noise(row, column, 1)),
        Group = (row, _) => $"row {row / 2}",
        Exports = (row, column, month, _) => 100 * (1 + 0.01 * GridStudy.Noise(row, column, month)) * (month < 24 ? 1 : 0.7 + 0.1 * (row / 2)),
        More = "[space]\ndraws = 199",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, ResultTable>> Tables = new(Steps.Run);

    [Fact]
    public void A_step_is_found_where_it_was_planted_and_noise_is_not()
    {
        var detector = Tables.Value["detector"];
        (string, string)[] step = [("outcome", "total score"), ("factor", "a")], group = [("outcome", "level gap"), ("factor", "group")];
        Assert.True(detector.Number("q", step) > 0.99);
        Assert.Equal(0.005, detector.Number("p_search", step), 12);
        Assert.Equal(0.005, detector.Number("p_family", step), 12);
        Assert.Equal((48, 199), (detector.Number("n", step), detector.Number("draws", step)));
        Assert.True(detector.Number("q", group) > 0.9);
        Assert.Equal(0.005, detector.Number("p_search", group), 12);
        Assert.True(detector.Number("p_search", ("outcome", "level gap"), ("factor", "population")) > 0.1);
        Assert.True(detector.Number("p_search", ("outcome", "total score"), ("factor", "group")) > 0.1);
        Assert.All(Enumerable.Range(0, detector.RowCount).Where(row => double.IsFinite(detector["p_search"].Number(row))), row => Assert.True(detector["p_adjusted"].Number(row) >= detector["p_search"].Number(row)));
    }

    [Fact]
    public void The_search_pays_for_itself()
    {
        // The cut was chosen for its q, so the p-value that forgets the search is far smaller.
        var detector = Tables.Value["detector"];
        (string, string)[] noise = [("outcome", "total score"), ("factor", "b")];
        Assert.True(detector.Number("cuts_tried", noise) > 5);
        Assert.True(detector.Number("p_family", noise) >= detector.Number("p_search", noise));
        Assert.Contains("a part of the index", detector.Text("note", noise), StringComparison.Ordinal);
    }

    [Fact]
    public void Strata_that_differ_are_told_apart_and_factors_that_explain_unlike_much_too()
    {
        var risk = Tables.Value["detector_risk"];
        var rows = risk.Where(("outcome", "level gap"), ("factor", "group"));
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.True(risk["p_adjusted"].Number(row) < 1e-6);
            Assert.True(risk["mean_first"].Number(row) < risk["mean_second"].Number(row));
            Assert.True(risk["t"].Number(row) < 0);
        });
        var ecological = Tables.Value["detector_ecological"];
        Assert.True(ecological.Number("p", ("outcome", "level gap"), ("first", "group"), ("second", "population")) < 1e-6);
    }

    [Fact]
    public void Two_factors_of_which_neither_explains_anything_alone_explain_everything_together()
    {
        // High where exactly one of column half and group is "upper": an exclusive or.
        var tables = (Steps with
        {
            Indicators = Of((row, column, _) => 10 + (row < 3 ? column : 7 - column), (row, column, _) => 50 + column + 0.001 * row),
            Group = (row, _) => row < 3 ? "upper" : "lower",
            Exports = (row, column, month, _) => 100 * (1 + 0.01 * GridStudy.Noise(row, column, month)) * (month < 24 ? 1 : column < 4 == row < 3 ? 0.6 : 1.1),
        }).Run();
        var interaction = tables["detector_interaction"];
        (string, string)[] pair = [("outcome", "level gap"), ("first", "b"), ("second", "group")];
        Assert.True(interaction.Number("q_first", pair) < 0.1 && interaction.Number("q_second", pair) < 0.1);
        Assert.True(interaction.Number("q_joint", pair) > 0.9);
        Assert.Equal("nonlinear enhancement", interaction.Text("kind", pair));
    }

    [Fact]
    public void What_cannot_be_cut_is_refused_by_name_and_the_others_are_answered()
    {
        var tables = (Steps with
        {
            Indicators = new Dictionary<string, Func<int, int, int, double>>(StringComparer.Ordinal)
            {
                ["a"] = (row, column, _) => 10 + 10 * (column % 3) + 0.1 * GridStudy.Noise(row, column),
                ["gap"] = (row, column, year) => row == 2 && column == 5 ? double.NaN : 5 + GridStudy.Noise(row, column, year),
                ["two"] = (row, column, _) => 1 + (row + column) % 2,
            },
            Group = (row, column) => row == 5 && column == 7 ? "alone" : $"row {row}",
            DimensionOf = _ => "all",
            Index = "normalise = \"fraction-of-maximum\"\nminimum_coverage = 0.5\nimpute = \"mean\"",
            Exports = null,
        }).Run();
        var detector = tables["detector"];
        Assert.Contains("'gap' is missing for 'u25'", detector.Text("note", ("factor", "gap")), StringComparison.Ordinal);
        Assert.Contains("No cut of 'two'", detector.Text("note", ("factor", "two")), StringComparison.Ordinal);
        Assert.Contains("'alone'", detector.Text("note", ("factor", "group")), StringComparison.Ordinal);
        Assert.True(double.IsNaN(detector.Number("q", ("factor", "group"))));
        Assert.True(detector.Number("q", ("factor", "a")) > 0.5);
    }
}
