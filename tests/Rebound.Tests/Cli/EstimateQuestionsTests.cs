using System.Globalization;
using System.Text;
using System.Text.Json;
using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>Marginal effects, predictions and hypotheses asked of `rebound estimate`.</summary>
public sealed class EstimateQuestionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Table()
    {
        var text = new StringBuilder("city,region,x,z,y,any\n");
        for (var i = 0; i < 90; i++)
        {
            double x = Math.Sin(1.3 * i), z = Math.Cos(0.7 * i);
            text.Append(CultureInfo.InvariantCulture, $"c{i % 6},{(i % 3 == 0 ? "west" : i % 3 == 1 ? "east" : "north")},{x:R},{z:R},{1 + 2 * x - x * z + 0.3 * Math.Sin(5.1 * i):R},{(x - z + Math.Sin(9.7 * i) > 0 ? 1 : 0)}\n");
        }
        return Write("t.csv", text.ToString());
    }

    private string Write(string name, string text)
    {
        var path = folder.Of(name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Marginal_effects_are_printed_and_saved()
    {
        var json = folder.Of("m.json");
        var spoken = Spoken.By("estimate", Table(), "--model", "any ~ x * z + region", "--family", "logit", "--margins", "--at", "z = 0, 1", "--json", json);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        Assert.Contains("Marginal effects on the mean of any, averaged over 90 rows; errors by the delta method", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("x | z = 0 ", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("region, north − east | z = 1 ", spoken.Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var effects = document.RootElement.GetProperty("estimates")[0].GetProperty("marginal_effects");
        Assert.Equal(8, effects.GetArrayLength());
        Assert.True(effects[0].GetProperty("low").GetDouble() < effects[0].GetProperty("value").GetDouble());
        Assert.Equal("z = 0", effects[0].GetProperty("at").GetString());
    }

    [Fact]
    public void Chosen_effects_alone_are_given()
    {
        var spoken = Spoken.By("estimate", Table(), "--model", "y ~ x * z | city", "--margins", "x");
        Assert.Contains("Marginal effects on y", spoken.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nz  ", spoken.Output[spoken.Output.IndexOf("Marginal", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Restrictions_are_tested_one_by_one_and_together()
    {
        var json = folder.Of("t.json");
        var spoken = Spoken.By("estimate", Table(), "--model", "y ~ x * z", "--test", "x = 2, x:z = -1, z", "--json", json);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        Assert.Contains("x:z = -1 ", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("Together: F(3, 86) = ", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("errors by the delta method", Spoken.By("estimate", Table(), "--model", "y ~ x * z", "--test", "x / z").Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(3, document.RootElement.GetProperty("estimates")[0].GetProperty("test").GetProperty("restrictions").GetArrayLength());
    }

    [Fact]
    public void Several_models_stand_side_by_side_and_in_a_file()
    {
        foreach (var (ending, part) in new[] { ("tex", "\\toprule"), ("html", "<table>"), ("txt", "(3)"), ("xlsx", "PK") })
        {
            var file = folder.Of("models." + ending);
            var spoken = Spoken.By("estimate", Table(), "--model", "y ~ csw(x, z) | city", "--model", "any ~ x + region", "--vcov", "cluster(city)", "--table", file);
            Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
            Assert.Contains("(1)", spoken.Output, StringComparison.Ordinal);
            Assert.Contains("with 6 clusters of city", spoken.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Absorption:", spoken.Output, StringComparison.Ordinal);
            Assert.Contains(part, File.ReadAllText(file), StringComparison.Ordinal);
        }
        Assert.Contains("(2)", Spoken.By("estimate", Table(), "--model", "y ~ csw(x, z)", "--table").Output, StringComparison.Ordinal);
        var refused = Spoken.By("estimate", Table(), "--model", "y ~ x", "--table", folder.Of("models.docx"));
        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains(".tex, .html, .xlsx, .txt", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_second_model_is_pointed_at_there()
    {
        var spoken = Spoken.By("estimate", Table(), "--model", "y ~ x", "--model", "y ~ x + lg(z)");
        Assert.StartsWith("RB3011  --model, character 9", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_are_written_with_intervals_for_the_rows_of_another_table()
    {
        var (file, rows) = (folder.Of("p.csv"), Write("new.csv", "x,z,city\n0.5,0,c1\n1,1,c9\n,0,c2\n-1,0.2,c3\n"));
        var spoken = Spoken.By("estimate", Table(), "--model", "y ~ x * z | city", "--predict", file, "--newdata", rows);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        Assert.Contains("Predicted: 2 of 4 rows", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("Not predicted: 1 × city has no group 'c9' in the sample (first: row 2)", spoken.Output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(file);
        Assert.Equal("row,prediction,std_error,low,high,new_low,new_high", lines[0]);
        Assert.Equal(["1", "4"], lines[1..].Select(l => l.Split(',')[0]));
        double[] first = [.. lines[1].Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        Assert.InRange(first[1], 1.8, 2.2); // 1 + 2·0.5
        Assert.True(first[5] < first[3] && first[3] < first[1] && first[1] < first[4] && first[4] < first[6]);
        Spoken.By("estimate", Table(), "--model", "y ~ sw(x, z)", "--predict", file, "--no-intervals");
        Assert.Equal("model,row,prediction", File.ReadLines(file).First());
        Assert.Equal(181, File.ReadLines(file).Count());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--at", "z = 1", "give --margins too")]
    [InlineData(ExitCode.Usage, "--newdata", "x.csv", "about --predict FILE")]
    [InlineData(ExitCode.BadInput, "--margins", "size", "The model has no variable 'size'")]
    [InlineData(ExitCode.BadInput, "--test", "x = y9", "--test, character 5")]
    [InlineData(ExitCode.NotEstimable, "--test", "x = 1, 2 * x = 2", "covariance has rank 1")]
    public void Questions_that_cannot_be_answered_are_told(int code, string option, string value, string message)
    {
        var spoken = Spoken.By("estimate", Table(), "--model", "y ~ x + z", option, value);
        Assert.Equal(code, spoken.Code);
        Assert.Contains(message, spoken.Error, StringComparison.Ordinal);
    }
}
