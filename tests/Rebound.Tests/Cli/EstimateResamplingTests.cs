using System.Globalization;
using System.Text;
using System.Text.Json;
using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>Bootstraps, randomisation, several tests, bias corrections and effects asked of `rebound estimate`.</summary>
public sealed class EstimateResamplingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Table()
    {
        var text = new StringBuilder("city,year,region,x,z,p,d,y,w,any,count\n");
        for (var i = 0; i < 96; i++)
        {
            double x = Math.Sin(1.3 * i), z = Math.Cos(0.7 * i), p = z + 0.5 * Math.Sin(4.1 * i);
            var d = i / 12 % 2;
            text.Append(CultureInfo.InvariantCulture, $"c{i / 12},{2000 + i % 12},r{i / 24},{x:R},{z:R},{p:R},{d},{1 + x + 0.5 * p + 0.8 * d + Math.Sin(5.1 * i):R},{z + Math.Cos(6.7 * i):R},{(x + Math.Sin(9.7 * i) > 0 ? 1 : 0)},{Math.Floor(2 + x + Math.Abs(3 * Math.Sin(2.9 * i))):R}\n");
        }
        var path = folder.Of("t.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private JsonElement Estimates(params string[] arguments)
    {
        var json = folder.Of("e.json");
        var spoken = Spoken.By(["estimate", Table(), .. arguments, "--json", json]);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        return document.RootElement.Clone();
    }

    [Theory]
    [InlineData("y ~ x + z | region", "ols", "x")]
    [InlineData("y ~ x | region | p ~ z", "ols", "p = 0.5")]
    [InlineData("count ~ x + z | region", "poisson", "x = 0.2")]
    public void A_coefficient_is_bootstrapped_whatever_the_estimator(string model, string family, string tested)
    {
        var spoken = Spoken.By("estimate", Table(), "--model", model, "--family", family, "--vcov", "cluster(city)", "--bootstrap", tested, "--draws", "256");
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        Assert.Contains($"Bootstrap of {tested}: t ", spoken.Output, StringComparison.Ordinal);
        var result = Estimates("--model", model, "--family", family, "--vcov", "cluster(city)", "--bootstrap", tested, "--draws", "256").GetProperty("estimates")[0].GetProperty("bootstrap")[0];
        Assert.InRange(result.GetProperty("p").GetDouble(), 1.0 / 257, 1);
        Assert.Equal(8, result.GetProperty("clusters").GetInt32());
    }

    [Fact]
    public void A_treatment_is_dealt_out_anew_among_cities_of_a_region()
    {
        var result = Estimates("--model", "y ~ d + x", "--vcov", "cluster(city)", "--randomise", "d", "--randomise-unit", "city", "--randomise-within", "region").GetProperty("estimates")[0].GetProperty("randomisation")[0];
        Assert.Equal(16, result.GetProperty("assignments").GetInt32()); // two of each region's cities, one of them treated
        Assert.True(result.GetProperty("enumerated").GetBoolean());
        Assert.Equal(8, result.GetProperty("units").GetInt32());
    }

    [Fact]
    public void Several_outcomes_are_tested_together()
    {
        var root = Estimates("--model", "c(y, w) ~ x + z", "--vcov", "cluster(city)", "--romano-wolf", "x", "--q-values", "--draws", "199");
        Assert.Equal(2, root.GetProperty("romano_wolf").GetArrayLength());
        foreach (var test in root.GetProperty("romano_wolf").EnumerateArray()) Assert.True(test.GetProperty("adjusted_p").GetDouble() >= test.GetProperty("p").GetDouble());
        Assert.Equal(4, root.GetProperty("q_values").GetArrayLength());
    }

    [Fact]
    public void Bias_is_taken_off_and_told()
    {
        var spoken = Spoken.By("estimate", Table(), "--model", "any ~ x | city", "--family", "logit", "--bias-correct");
        Assert.Contains("Bias of effects taken off: x ", spoken.Output, StringComparison.Ordinal);
        var estimate = Estimates("--model", "any ~ x | city", "--family", "logit", "--bias-correct").GetProperty("estimates")[0];
        var corrected = estimate.GetProperty("bias_correction");
        Assert.Equal(corrected.GetProperty("uncorrected")[0].GetDouble() - corrected.GetProperty("bias")[0].GetDouble(), estimate.GetProperty("coefficients")[0].GetDouble(), 1e-12);
        Assert.Contains("least squares has no such bias", Spoken.By("estimate", Table(), "--model", "y ~ x | city", "--bias-correct").Error, StringComparison.Ordinal);
        Assert.Contains("Poisson with effects has this bias where", Spoken.By("estimate", Table(), "--model", "count ~ x | city", "--family", "poisson", "--bias-correct").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Effects_are_written_and_a_likelihood_may_stop_as_others_do()
    {
        var file = folder.Of("effects.csv");
        var spoken = Spoken.By("estimate", Table(), "--model", "count ~ x | city + year", "--family", "poisson", "--glm-tol", "1e-8", "--effects", file);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        var lines = File.ReadAllLines(file);
        Assert.Equal("effect,group,value,slope,reference,determined,rows", lines[0]);
        Assert.Equal(1 + 8 + 12, lines.Length);
        Assert.Contains("Effects: 20 groups", spoken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_asked_is_refused_with_advice()
    {
        Assert.Contains("clusters in one dimension", Spoken.By("estimate", Table(), "--model", "y ~ x", "--bootstrap", "x").Error, StringComparison.Ordinal);
        Assert.Contains("no regressor 'q'", Spoken.By("estimate", Table(), "--model", "y ~ x", "--vcov", "cluster(city)", "--bootstrap", "q").Error, StringComparison.Ordinal);
        Assert.Contains("no model has a coefficient 'q'", Spoken.By("estimate", Table(), "--model", "y ~ x", "--q-values", "q").Error, StringComparison.Ordinal);
        Assert.Contains("about --randomise NAME", Spoken.By("estimate", Table(), "--model", "y ~ x", "--randomise-unit", "city").Error, StringComparison.Ordinal);
        Assert.Contains("about --bias-correct", Spoken.By("estimate", Table(), "--model", "y ~ x", "--bias-lags", "2").Error, StringComparison.Ordinal);
    }
}
