using System.Globalization;
using Rebound.Cli;
using Rebound.Measures;
using Rebound.Panels;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>`rebound index` on tables made here.</summary>
public sealed class IndexCommandTests : IDisposable
{
    private const string Wide = "city,year,income,dust,note\nA,2018,10,5,x\nA,2019,12,4,x\nB,2018,20,9,x\nB,2019,22,8,x\nC,2018,30,1,x\nC,2019,33,2,x\n";
    private const string List = "code,dimension,direction,weight\nincome,economy,+,1\ndust,space,-,1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_wide_table_gives_scores_ranks_and_intervals()
    {
        var spoken = Spoken.By("index", File("wide.csv", Wide), "--indicators", File("list.csv", List));
        Assert.Equal(ExitCode.Good, spoken.Code);
        var lines = spoken.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["rank", "90", "%", "of", "designs", "unit", "score", "economy", "space"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("1 1–1 C", string.Join(' ', lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("RB2073", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_and_a_wide_one_give_the_same_index()
    {
        var rows = Wide.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
        var text = "unit,year,indicator,value\n" + string.Concat(rows.SelectMany(r => new[] { $"{r[0]},{r[1]},income,{r[2]}\n", $"{r[0]},{r[1]},dust,{r[3]}\n" }));
        Assert.Equal(Spoken.By("index", File("wide.csv", Wide), "--negative", "dust").Output, Spoken.By("index", File("long.csv", text), "--negative", "dust").Output);
    }

    [Fact]
    public void Without_directions_more_is_taken_to_be_better_and_that_is_told()
    {
        var spoken = Spoken.By("index", File("wide.csv", Wide));
        Assert.Contains("RB2073", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("column 'note' holds text", spoken.Error, StringComparison.Ordinal);
        Assert.NotEqual(spoken.Output, Spoken.By("index", File("wide.csv", Wide), "--negative", "dust").Output);
    }

    [Fact]
    public void Every_method_of_the_enumerations_can_be_chosen_by_its_name()
    {
        var help = Spoken.By("index", "--help").Output.ReplaceLineEndings(" ");
        var plain = string.Join(' ', help.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(string.Join(", ", MethodName.All<NormaliseMethod>()), plain, StringComparison.Ordinal);
        foreach (var method in Enum.GetValues<AggregateMethod>())
        {
            Assert.True(MethodName.TryRead<AggregateMethod>(MethodName.Of(method), out var read) && read == method);
            Assert.NotEqual(ExitCode.Usage, Spoken.By("index", File("wide.csv", Wide), "--negative", "dust", "--aggregate", MethodName.Of(method)).Code);
        }
        Assert.Equal("minmax", MethodName.Of(NormaliseMethod.MinMax));
        Assert.Equal("percentile-rank", MethodName.Of(NormaliseMethod.PercentileRank));
        var wrong = Spoken.By("index", File("wide.csv", Wide), "--weights", "entropi");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("entropy", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_written_and_hold_what_was_printed()
    {
        var target = folder.Of("out");
        var spoken = Spoken.By("index", File("wide.csv", Wide), "--negative", "dust", "--output", target);
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Equal(["index_panel.csv", "index_refusals.csv", "index_scores.csv", "index_variants.csv", "index_weights.csv"],
            Directory.GetFiles(target).Select(Path.GetFileName).Where(name => name is "index_panel.csv" or "index_refusals.csv" or "index_scores.csv" or "index_variants.csv" or "index_weights.csv").Order(StringComparer.Ordinal));
        var total = System.IO.File.ReadLines(Path.Combine(target, "index_scores.csv")).Single(line => line.StartsWith("C,total,", StringComparison.Ordinal)).Split(',');
        Assert.Contains(double.Parse(total[2], CultureInfo.InvariantCulture).ToString("0.0000", CultureInfo.InvariantCulture), spoken.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, Spoken.By("index", File("wide.csv", Wide), "--output", target).Code);
    }

    [Theory]
    [InlineData("index_unit_weights.csv", "--weights", "bod", "--normalise", "rank")]
    [InlineData("index_weights_by_year.csv", "--weights", "deviation", "--weight-scope", "per-year")]
    public void Weights_that_differ_are_written_out(string table, params string[] options)
    {
        var target = folder.Of("out");
        var spoken = Spoken.By(["index", File("wide.csv", Wide), "--negative", "dust", "--output", target, .. options]);
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.True(System.IO.File.Exists(Path.Combine(target, table)));
        Assert.Equal(ExitCode.NotEstimable, Spoken.By("index", File("wide.csv", Wide), "--negative", "dust", "--weights", "bod", "--normalise", "zscore").Code);
    }

    [Theory]
    [InlineData("city,income\nA,1\nB,x\nC,3\n", "RB2041", "\"x\", the income of \"B\"")]
    [InlineData("city,income\nA,1\nA,2\n", "RB2023", "stands twice")]
    [InlineData("city,income\n,1\nB,2\n", "RB2024", "names no unit")]
    [InlineData("city,year,income\nA,soon,1\nB,2019,2\n", "RB2031", "\"soon\" is not a year")]
    [InlineData("city,note\nA,x\nB,y\n", "RB2071", "no column holds numbers")]
    public void A_fault_of_the_table_is_told_with_its_place(string table, string code, string words)
    {
        var spoken = Spoken.By("index", File("bad.csv", table));
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.Contains(code, spoken.Error, StringComparison.Ordinal);
        Assert.Contains(words, spoken.Error, StringComparison.Ordinal);
        Assert.Contains("Repair", spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code,direction\nincome,up\ndust,-\n", "RB2065")]
    [InlineData("code,direction\nincome,+\nincome,+\ndust,-\n", "RB2063")]
    [InlineData("code,direction,weight\nincome,+,much\ndust,-,1\n", "RB2066")]
    [InlineData("code,direction\nincome,+\nsoot,-\n", "RB2061")]
    [InlineData("code,direction,parent\nincome,+,a\ndust,-,a\na,,b\nb,,a\n", "RB2074")]
    [InlineData("code,direction\n", "RB2062")]
    public void A_fault_of_the_list_is_told(string list, string code)
    {
        var spoken = Spoken.By("index", File("wide.csv", Wide), "--indicators", File("list.csv", list));
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.Contains(code, spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("city,income\nA,1\nB,1\n", "RB4009", "indicator income")]
    [InlineData("city,income\nA,1\n", "RB4002", "unit A")]
    public void What_cannot_be_an_index_is_refused_in_five_parts(string table, string code, string place)
    {
        var spoken = Spoken.By("index", File("flat.csv", table));
        Assert.Equal(ExitCode.NotEstimable, spoken.Code);
        Assert.Contains($"{code}  ", spoken.Error, StringComparison.Ordinal);
        Assert.Contains(place, spoken.Error, StringComparison.Ordinal);
        Assert.Contains($"rebound explain {code}", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_refusal_has_a_code_of_its_own()
    {
        string[] codes = [.. Enum.GetValues<IndexRefusalKind>().Select(IndexRefusalProblems.CodeOf)];
        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.NotNull(ProblemCatalogue.Find(code)));
    }

    [Fact]
    public void Parents_make_the_tree()
    {
        var list = File("list.csv", "code,direction,parent,type\nincome,+,wealth,indicator\ndust,-,air,indicator\nwealth,,economy,aggregate\neconomy,,total,aggregate\nair,,total,aggregate\ntotal,,,aggregate\n");
        var sheet = IndicatorSheet.Read(new SheetRequest(File("wide.csv", Wide)) { Indicators = list });
        Assert.Equal(["economy/wealth", "air"], sheet.Table.Indicators.Select(i => i.Dimension));
        Assert.Equal([Direction.Positive, Direction.Negative], sheet.Table.Indicators.Select(i => i.Direction));
    }

    [Fact]
    public void The_catalogue_of_sixty_marks_disputes_and_what_holds_the_outcome()
    {
        Assert.Equal(ExitCode.Good, Spoken.By("init", folder.Of("study"), "--indicators", "catalogue").Code);
        var problems = new ProblemLog();
        using var source = TableFile.Open(folder.Of("study/indicators.csv"), "", "indicators.csv");
        var table = TextTable.Read(source, problems);
        Assert.Empty(problems.All());
        Assert.Equal(60, table.Rows.Count);
        Assert.Equal(8, Enumerable.Range(0, 60).Count(r => table.Field(r, "disputed") == "yes"));
        Assert.Equal(["gdp_growth", "trade_dependence"], Enumerable.Range(0, 60).Where(r => table.Field(r, "role") == "outcome").Select(r => table.Field(r, "code")));
        Assert.Equal(["technology", "space", "society", "economy"], Enumerable.Range(0, 60).Select(r => table.Field(r, "dimension")).Distinct());
        Assert.Equal(ExitCode.Usage, Spoken.By("init", folder.Of("other"), "--indicators", "catalogue", "--example", "archipelago").Code);
    }

    private string File(string name, string text)
    {
        System.IO.File.WriteAllText(folder.Of(name), text);
        return folder.Of(name);
    }
}
