using Rebound.Conformance;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Conformance;

/// <summary>The comparison itself, on cases made here.</summary>
public sealed class ComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2.0000009, true)]
    [InlineData(2.000003, false)]
    [InlineData(double.NaN, false)]
    public void A_number_passes_within_its_tolerance_only(double answer, bool passes) =>
        Assert.Equal(passes, Judge("""{"a":2}""", new Tree { ["a"] = answer }).Faults.Count == 0);

    [Fact]
    public void A_missing_value_is_answered_by_a_missing_value_only()
    {
        Assert.Empty(Judge("""{"a":[1,null]}""", new Tree { ["a"] = new[] { 1, double.NaN } }).Faults);
        Assert.Single(Judge("""{"a":[1,null]}""", new Tree { ["a"] = new[] { 1.0, 0 } }).Faults);
    }

    [Fact]
    public void Parts_and_items_that_are_not_answered_are_faults()
    {
        Assert.Single(Judge("""{"a":1,"b":2}""", new Tree { ["a"] = 1 }).Faults);
        Assert.Single(Judge("""{"a":[1,2]}""", new Tree { ["a"] = new[] { 1.0 } }).Faults);
        Assert.Single(Judge("""{"a":"high"}""", new Tree { ["a"] = "low" }).Faults);
    }

    [Fact]
    public void Rows_of_a_table_are_matched_by_key_whatever_their_order()
    {
        Table("city,score\nA,1\nB,\n");
        const string expected = """{"file":"expected/T.csv","key":"city"}""";
        Assert.Empty(Judge(expected, Scores("B", double.NaN, "A", 1)).Faults);
        Assert.Single(Judge(expected, Scores("B", 1, "A", 1)).Faults);
        Assert.Single(Judge(expected, Scores("C", double.NaN, "A", 1)).Faults);
    }

    [Fact]
    public void A_blind_case_is_answered_when_every_number_is_given_and_is_written_in_its_layout()
    {
        Table("\"city\",score\nA,\nB,\n");
        var question = Read("""{"file":"expected/T.csv","key":"city","n":null,"r":[null]}""");
        Assert.True(FilledCase.IsBlind(question));
        var answer = Scores("B", 0.1, "A", 1.0 / 3);
        Assert.Equal(["n", "r"], new FilledCase(question, answer).Unanswered);
        (answer["n"], answer["r"]) = (2, new[] { 3.0 });
        var filled = new FilledCase(question, answer);
        Assert.Empty(filled.Unanswered);
        filled.Write(Path.Combine(folder.Path, "out"));
        Assert.Equal("city,score\nA,0.3333333333333333\nB,0.1\n", File.ReadAllText(Path.Combine(folder.Path, "out", "expected", "T.csv")));
        var written = Case.Read(Path.Combine(folder.Path, "out", "cases", "T.json"), folder.Path, folder.Path);
        Assert.Equal(2, written.Expected.GetProperty("n").GetDouble());
        Assert.Equal(3, written.Expected.GetProperty("r")[0].GetDouble());
    }

    [Fact]
    public void A_case_with_a_number_is_not_blind()
    {
        Assert.False(FilledCase.IsBlind(Read("""{"a":null,"b":0}""")));
        Table("city,score\nA,1\n");
        Assert.False(FilledCase.IsBlind(Read("""{"file":"expected/T.csv","key":"city"}""")));
    }

    private static Tree Scores(string first, double a, string second, double b) =>
        new() { ["file"] = new TableAnswer().With("city", [first, second]).With("score", (IEnumerable<double>)[a, b]) };

    private Comparison Judge(string expected, Tree answer) => Comparison.Of(Read(expected), answer);

    private Case Read(string expected)
    {
        var file = Path.Combine(folder.Path, "T.json");
        File.WriteAllText(file, $$$"""{"id":"T","method":"made","inputs":{},"params":{},"expected":{{{expected}}},"tolerance":{"abs":1e-6,"rel":1e-6}}""");
        return Case.Read(file, folder.Path, folder.Path);
    }

    private void Table(string text)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "expected"));
        File.WriteAllText(Path.Combine(folder.Path, "expected", "T.csv"), text);
    }
}
