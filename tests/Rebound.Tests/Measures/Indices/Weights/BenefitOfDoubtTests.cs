using CsCheck;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class BenefitOfDoubtTests
{
    private const int N = 7, K = 3;
    private static readonly Gen<double[]> Values = Gen.Double[0.1, 10].Array[N * K];

    [Fact]
    public void Scores_lie_above_zero_up_to_one_someone_reaches_one_and_no_weights_lift_anyone_beyond() => Values.Sample(values =>
    {
        var result = Score(values);
        Assert.All(result.Scores, score => Assert.True(score is > 0 and <= 1));
        Assert.Equal(1, result.Scores.Max(), 1e-12);
        for (var i = 0; i < N; i++)
        {
            Assert.Equal(1, result.Shares.AsSpan(i * K, K).ToArray().Sum(), 1e-12);
            for (var k = 0; k < N; k++) Assert.True(Product(result, values, i, k) <= 1 + 1e-9);
            Assert.Equal(result.Scores[i], Product(result, values, i, i), 1e-9);
        }
    }, iter: 1000);

    [Fact]
    public void Two_indicators_are_scored_as_by_trying_every_vertex() => Gen.Double[0.1, 10].Array[N * 2].Sample(values =>
    {
        var result = BenefitOfDoubt.Of(Names("u", N), Names("x", 2), values);
        for (var i = 0; i < N; i++)
        {
            var best = 0.0;
            for (var p = 0; p < N; p++)
                for (var q = p; q < N; q++)
                {
                    var d = values[2 * p] * values[2 * q + 1] - values[2 * p + 1] * values[2 * q];
                    (double X, double Y)[] corners = p == q ? [(1 / values[2 * p], 0), (0, 1 / values[2 * p + 1])] : Math.Abs(d) < 1e-12 ? [] : [((values[2 * q + 1] - values[2 * p + 1]) / d, (values[2 * p] - values[2 * q]) / d)];
                    foreach (var (x, y) in corners)
                        if (x >= -1e-12 && y >= -1e-12 && Enumerable.Range(0, N).All(k => values[2 * k] * x + values[2 * k + 1] * y <= 1 + 1e-10))
                            best = Math.Max(best, values[2 * i] * x + values[2 * i + 1] * y);
                }
            Assert.Equal(best, result.Scores[i], 1e-8);
        }
    }, iter: 1000);

    [Fact]
    public void The_unit_of_an_indicator_does_not_matter() => Gen.Select(Values, Gen.Double[0.01, 100]).Sample((values, factor) =>
        Reference.Close(Score(values).Scores, Score([.. values.Select((x, at) => at % K == 0 ? factor * x : x)]).Scores, 1e-9), iter: 1000);

    [Fact]
    public void Limits_on_shares_hold_and_lift_nobody() => Gen.Select(Values, Gen.Double[0.01, 0.3], Gen.Double[0.4, 1]).Sample((values, low, high) =>
    {
        var (free, limited) = (Score(values), BenefitOfDoubt.Of(Names("u", N), Names("x", K), values, low, high));
        for (var i = 0; i < N; i++) Assert.True(limited.Scores[i] > 0 && limited.Scores[i] <= free.Scores[i] + 1e-9);
        Assert.All(limited.Shares, share => Assert.InRange(share, low - 1e-9, high + 1e-9));
    }, iter: 1000);

    [Fact]
    public void What_favours_nobody_is_refused_by_name()
    {
        IndexRefusal Refusal(double[] values, double low = 0, double high = 1) => Assert.Throws<IndexRefusedException>(() => BenefitOfDoubt.Of(["u1", "u2"], ["x1", "x2"], values, low, high)).Refusals[0];
        Assert.Equal((IndexRefusalKind.Weights, "u2", "x1"), (Refusal([1, 1, -1, 2]).Kind, Refusal([1, 1, -1, 2]).Unit, Refusal([1, 1, -1, 2]).Indicator));
        Assert.Equal((IndexRefusalKind.NotFinite, "u1"), (Refusal([double.NaN, 1, 1, 2]).Kind, Refusal([double.NaN, 1, 1, 2]).Unit));
        Assert.Equal((IndexRefusalKind.Constant, "x2"), (Refusal([1, 0, 2, 0]).Kind, Refusal([1, 0, 2, 0]).Indicator));
        Assert.Equal("u1", Refusal([0, 0, 1, 1]).Unit);
        Assert.Equal(("u1", "x2"), (Refusal([1, 0, 1, 1], 0.1).Unit, Refusal([1, 0, 1, 1], 0.1).Indicator));
        Assert.Equal(IndexRefusalKind.Weights, Refusal([1, 1, 1, 1], 0.6).Kind);
    }

    private static BenefitOfDoubt Score(double[] values) => BenefitOfDoubt.Of(Names("u", N), Names("x", K), values);

    private static string[] Names(string letter, int count) => [.. Enumerable.Range(1, count).Select(i => letter + i)];

    private static double Product(BenefitOfDoubt result, double[] values, int weights, int unit) => Enumerable.Range(0, K).Sum(j => result.Weights[weights * K + j] * values[unit * K + j]);
}
