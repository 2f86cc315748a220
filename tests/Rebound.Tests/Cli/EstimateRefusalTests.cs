using System.Globalization;
using System.Text;
using Rebound.Cli;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>Every reason for which `rebound estimate` gives no number, or tells that a number is weak.</summary>
public sealed class EstimateRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // size is fixed in cities; twice is 2x; none moves with nothing; over is one where x is positive; some is a count that is zero in city 0.
    private string Table()
    {
        var (text, chance) = (new StringBuilder("city,all,size,x,twice,z,noise,none,y,over,some,count\n"), new RandomStream(4, 0));
        for (var i = 0; i < 120; i++)
        {
            double x = chance.NextNormal(), z = chance.NextNormal(), noise = chance.NextNormal();
            var city = i % 6;
            text.Append(CultureInfo.InvariantCulture, $"c{city},1,{city % 3},{x:R},{2 * x:R},{z:R},{noise:R},5,{x + z + chance.NextNormal():R},{(x > 0 ? 1 : 0)},{(city == 0 ? 0 : 1 + i % 4)},{i % 2}\n");
        }
        var path = folder.Of("t.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    [Theory]
    [InlineData("y ~ size | city", "", "'size': explained by the other regressors or by the absorbed effects")] // all absorbed
    [InlineData("y ~ none + size | city", "", "'none', 'size': explained")]
    [InlineData("over ~ size | city", "--family logit", "'size': explained")]
    [InlineData("y ~ 1 | city", "", "has no regressor")]
    [InlineData("y ~ x", "--where|x > 100", "No row is left for 'y ~ x': 120 × not x > 100")] // not identified
    [InlineData("y ~ poly(x, 3) + z", "--where|x > 1.9 & z > 0", "rows cannot determine")]
    [InlineData("y ~ x | x", "", "No row is left")] // every group a row
    [InlineData("y ~ x", "--vcov cluster(all)", "Clustered by all there is 1 cluster; at least 2 are needed")] // too few clusters
    [InlineData("y ~ x + z + noise + I(x^2) + I(z^2) + I(x * z) | city", "--vcov|cluster(city)|--test|x, z, noise, I(x^2), I(z^2), I(x * z)", "covariance has rank 5")]
    [InlineData("twice ~ x", "", "fits 'twice' exactly")] // singular
    [InlineData("over ~ x", "--family logit", "No row is left")] // separated
    [InlineData("count ~ x", "--family negbin", "use the Poisson family")]
    [InlineData("y ~ x", "--family poisson", "a count or amount cannot be negative")]
    [InlineData("y ~ x", "--family probit", "0 or 1 is needed")]
    [InlineData("y ~ 1 | x ~ none", "", "exogenous regressors and effects leave 0")] // instruments
    [InlineData("y ~ z | x ~ z", "", "exogenous regressors and effects leave 0")]
    [InlineData("y ~ size * x | city", "--margins size", "which has no coefficient because effects or other regressors explain it")]
    public void What_the_data_cannot_answer_ends_with_its_reason(string model, string options, string message)
    {
        var separator = options.Contains('|', StringComparison.Ordinal) ? '|' : ' ';
        var spoken = Spoken.By(["estimate", Table(), "--model", model, .. options.Split(separator, StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(spoken.Code == ExitCode.NotEstimable, $"{spoken.Code}: {spoken.Error}{spoken.Output}");
        Assert.Contains(message, spoken.Error, StringComparison.Ordinal);
        Assert.Contains("  Repair   ", spoken.Error, StringComparison.Ordinal);
        Assert.Equal("", spoken.Output);
    }

    [Theory]
    [InlineData("some ~ x | city", "--family poisson", "Dropped: 20 × separated: predicted without error")]
    [InlineData("y ~ x + twice", "", "Left out, explained by effects or earlier regressors: twice")]
    [InlineData("y ~ 1 | x ~ noise", "", "Weak instruments: ")]
    [InlineData("y ~ 1 | x ~ noise", "", "without end: the instruments say too little")]
    public void What_is_left_out_or_weak_is_told_beside_the_numbers(string model, string options, string message)
    {
        var spoken = Spoken.By(["estimate", Table(), "--model", model, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        Assert.Contains(message, spoken.Output, StringComparison.Ordinal);
    }
}
