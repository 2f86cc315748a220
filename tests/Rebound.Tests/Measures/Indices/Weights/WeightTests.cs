using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class WeightTests
{
    private const int N = 9, T = 2, K = 4;
    private static readonly IndexOptions Options = new() { FirstYear = 2015, LastYear = 2016 };
    private static readonly Gen<double[]> Values = Gen.Double[1, 100].Array[N * T * K];

    private static readonly IndexOptions[] Designs =
    [
        Options with { Weights = WeightMethod.Entropy },
        .. from contrast in Enum.GetValues<CriticContrast>()
           from conflict in Enum.GetValues<CriticConflict>()
           select Options with { Weights = WeightMethod.Critic, Weighting = new WeightOptions { Contrast = contrast, Conflict = conflict } },
        Options with { Weights = WeightMethod.Deviation },
        Options with { Weights = WeightMethod.PrincipalComponents },
        .. Enum.GetValues<WeightCombination>().Select(rule => Options with { Weights = WeightMethod.Combined, Weighting = new WeightOptions { Subjective = WeightMethod.Equal, Objective = WeightMethod.Critic, Combination = rule } }),
        Options with { Weights = WeightMethod.Variation },
    ];

    private static readonly Gen<IndexOptions> AnyDesign = Gen.Int[0, Designs.Length - 1].Select(i => Designs[i]);
    private static readonly Gen<IndexOptions> ScaleFree = Gen.Int[0, Designs.Length - 2].Select(i => Designs[i]);

    [Fact]
    public void Weights_are_not_negative_and_sum_to_one() => Gen.Select(Values, AnyDesign).Sample((values, options) =>
    {
        var weights = Weights(values, options);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        Assert.Equal(1, weights.Sum(), 1e-12);
    }, iter: 1000);

    [Fact]
    public void The_unit_of_an_indicator_does_not_change_weights_but_those_by_variation() => Gen.Select(Values, ScaleFree, Gen.Double[0.1, 50], Gen.Double[-50, 50]).Sample((values, options, factor, shift) =>
    {
        var other = values.Select((x, at) => at < N * T ? factor * x + shift : x).ToArray();
        Close(Weights(values, options), Weights(other, options), 1e-8);
    }, iter: 1000);

    [Fact]
    public void Weights_by_variation_keep_the_factor_of_an_indicator_out() => Gen.Select(Values, Gen.Double[0.1, 50]).Sample((values, factor) =>
    {
        var options = Options with { Weights = WeightMethod.Variation };
        Close(Weights(values, options), Weights([.. values.Select((x, at) => at < N * T ? factor * x : x)], options), 1e-10);
    }, iter: 1000);

    [Fact]
    public void The_order_of_units_does_not_change_weights() => Gen.Select(Values, AnyDesign).Sample((values, options) =>
    {
        var reversed = new double[values.Length];
        for (var row = 0; row < K * N; row++) values.AsSpan(row * T, T).CopyTo(reversed.AsSpan((row / N * N + N - 1 - row % N) * T));
        Close(Weights(values, options), Weights(reversed, options), 1e-9);
    }, iter: 1000);

    [Fact]
    public void The_order_of_indicators_moves_the_weights_with_them() => Gen.Select(Values, AnyDesign).Sample((values, options) =>
    {
        var turned = new double[values.Length];
        for (var j = 0; j < K; j++) values.AsSpan(j * N * T, N * T).CopyTo(turned.AsSpan((K - 1 - j) * N * T));
        Close(Weights(values, options), [.. Weights(turned, options).Reverse()], 1e-9);
    }, iter: 1000);

    [Fact]
    public void An_indicator_that_is_there_twice_leaves_the_proportions_of_the_others() => Gen.Select(Values, Gen.Int[0, 2].Select(i => new[] { WeightMethod.Entropy, WeightMethod.Deviation, WeightMethod.Variation }[i])).Sample((values, method) =>
    {
        var options = Options with { Weights = method };
        var (once, twice) = (Weights(values, options), Weights([.. values, .. values[..(N * T)]], options));
        Assert.Equal(twice[0], twice[K], 1e-14);
        for (var j = 1; j < K; j++) Assert.Equal(once[j] / once[1], twice[j] / twice[1], 1e-9);
        Assert.Equal(once[0] / (1 + once[0]), twice[0], 1e-12); // its part is w of a whole that grew by w
    }, iter: 1000);

    // A program that weighs costs as they stand takes their correlations with the wrong sign, and gave such an indicator 48 % in place of 12 %.
    [Fact]
    public void Turning_an_indicator_together_with_its_direction_changes_no_weight() => Gen.Select(Values, ScaleFree).Sample((values, options) =>
    {
        var turned = values.Select((x, at) => at < N * T ? -x : x).ToArray();
        Close(Weights(values, options), Weights(turned, options, Direction.Negative), 1e-9);
    }, iter: 1000);

    [Fact]
    public void With_weights_of_equal_influence_every_indicator_correlates_equally_with_the_score() => Values.Sample(values =>
    {
        IndexResult index;
        try
        {
            index = Build(values, Options with { Weights = WeightMethod.EqualInfluence });
        }
        catch (IndexRefusedException refused)
        {
            Assert.Equal(IndexRefusalKind.Weights, refused.Refusals[0].Kind);
            Assert.Contains(refused.Refusals[0].Indicator, Codes);
            return;
        }
        var columns = IndexSteps.Normalise(index.Table, index.Options);
        double[] r = [.. Enumerable.Range(0, K).Select(j => Correlation.Pearson(columns.AsSpan(j * N * T, N * T), index.Scores(0)))];
        Assert.All(r, each => Assert.Equal(r[0], each, 1e-9));
    }, iter: 1000);

    [Fact]
    public void Consistent_comparisons_give_their_weights_back() => Gen.Select(Gen.Double[0.1, 9].Array[2, 7], Gen.Enum<PairwiseMethod>()).Sample((importance, method) =>
    {
        var n = importance.Length;
        double[] matrix = [.. from a in importance from b in importance select a / b];
        for (var i = 0; i < n; i++) matrix[i * n + i] = 1;
        var result = PairwiseWeights.Of(Compared(matrix), method, RandomIndex.Saaty);
        Close([.. importance.Select(a => a / importance.Sum())], result.Weights, 1e-12);
        Assert.Equal(0, result.ConsistencyRatio, 1e-12);
    }, iter: 1000);

    [Fact]
    public void The_eigenvector_of_any_comparisons_is_one_and_its_value_is_no_less_than_their_number() => Gen.Double[-2, 2].Array[10].Sample(logs =>
    {
        var (matrix, at) = (new double[25], 0);
        for (var i = 0; i < 5; i++)
            for (var j = i; j < 5; j++) (matrix[i * 5 + j], matrix[j * 5 + i]) = i == j ? (1, 1) : (Math.Exp(logs[at]), Math.Exp(-logs[at++]));
        var result = PairwiseWeights.Of(Compared(matrix), PairwiseMethod.Eigenvector, RandomIndex.Saaty);
        Assert.True(result.LargestEigenvalue >= 5 - 1e-12);
        for (var i = 0; i < 5; i++)
            Assert.Equal(result.LargestEigenvalue * result.Weights[i], Enumerable.Range(0, 5).Sum(j => matrix[i * 5 + j] * result.Weights[j]), 1e-11);
    }, iter: 1000);

    [Fact]
    public void Every_combination_of_the_same_weights_keeps_them_but_the_product_and_others_lie_between() => Gen.Select(Gen.Double[0.05, 1].Array[4], Gen.Double[0.05, 1].Array[4], Gen.Double[0, 1]).Sample((a, b, alpha) =>
    {
        double[] first = [.. a.Select(x => x / a.Sum())], second = [.. b.Select(x => x / b.Sum())];
        var weights = new double[4];
        foreach (var rule in new[] { WeightCombination.Linear, WeightCombination.Root, WeightCombination.Game })
        {
            CombinedWeights.Of(first, first, rule, alpha, "d", weights);
            Close(first, weights, 1e-12);
        }
        CombinedWeights.Of(first, second, WeightCombination.Linear, alpha, "d", weights);
        for (var j = 0; j < 4; j++) Assert.InRange(weights[j], Math.Min(first[j], second[j]) - 1e-12, Math.Max(first[j], second[j]) + 1e-12);
    }, iter: 1000);

    [Fact]
    public void Effective_weights_of_all_leaves_sum_to_one_whatever_the_scale_of_siblings() => Gen.Double[0.1, 9].Array[8].Sample(w =>
    {
        string[] names = ["root", "a", "b", "a1", "a2", "b1", "b2", "b3"], parents = ["", "root", "root", "a", "a", "b", "b", "b"];
        var effective = EffectiveWeights.Of(names, parents, w);
        Assert.Equal(1, effective[3..].Sum(), 1e-12);
        Close(effective, EffectiveWeights.Of(names, parents, [.. w.Select((x, i) => i is 3 or 4 ? 7 * x : x)]), 1e-12);
    }, iter: 1000);

    [Fact]
    public void Principal_weights_have_the_sign_that_makes_them_positive()
    {
        // Another program leaves the sign of the vector to chance and may give weights that are all negative.
        double[] values = [.. Enumerable.Range(0, 3 * N * T).Select(at => (double)(at % (N * T) * (1 + at / (N * T)) + at * 7919 % 5))];
        Assert.All(Weights(values, Options with { Weights = WeightMethod.PrincipalComponents, Weighting = new WeightOptions { Components = ComponentRule.First } }), weight => Assert.True(weight > 0));
    }

    [Fact]
    public void What_has_no_weights_is_refused_by_name()
    {
        var values = Enumerable.Range(0, N * T * K).Select(at => (double)(at * at * 31 % 101 + 1)).ToArray();
        double[] repeated = [.. values[..(N * T)], .. values[..(N * T)].Select(x => 3 * x + 1), .. values[(2 * N * T)..]];
        var singular = Refusal(repeated, WeightMethod.PrincipalComponents);
        Assert.Equal((IndexRefusalKind.Singular, "x0"), (singular.Kind, singular.Indicator));
        Assert.Contains("'x1'", singular.Reason, StringComparison.Ordinal);
        Assert.Equal(IndexRefusalKind.Singular, Refusal(repeated, WeightMethod.EqualInfluence).Kind);
        double[] below = [.. values.Select(x => x - 50)];
        Assert.Equal(IndexRefusalKind.Weights, Refusal(below, WeightMethod.Variation).Kind);
        Assert.Equal(IndexRefusalKind.Weights, Refusal([.. values[..(N * T)], .. values[..(N * T)]], WeightMethod.Critic).Kind);
        Assert.Equal((IndexRefusalKind.Pairwise, "d"), (Refusal(values, WeightMethod.Pairwise).Kind, Refusal(values, WeightMethod.Pairwise).Indicator));
        Assert.Equal(IndexRefusalKind.Method, Refusal(values, WeightMethod.Combined, new WeightOptions { Subjective = WeightMethod.Equal, Objective = WeightMethod.Equal }).Kind);
        var against = values.Select((x, at) => at >= N * T && at < 2 * N * T ? 200 - values[at - N * T] + x / 50 : x).ToArray();
        Assert.Equal(IndexRefusalKind.Weights, Refusal(against, WeightMethod.PrincipalComponents, new WeightOptions { Components = ComponentRule.First }).Kind);
    }

    [Fact]
    public void Comparisons_that_cannot_be_used_are_refused_by_name()
    {
        Assert.Equal(IndexRefusalKind.Pairwise, Assert.Throws<IndexRefusedException>(() => Compared([1, 2, 0.6, 1])).Refusals[0].Kind);
        Assert.Contains("'x0' with 'x1' by 0;", Assert.Throws<IndexRefusedException>(() => Compared([1, 0, 2, 1])).Refusals[0].Reason, StringComparison.Ordinal);
        Assert.Single(Assert.Throws<IndexRefusedException>(() => Compared([2, 3, 1.0 / 3, 1])).Refusals);
        var contradiction = PairwiseWeights.Of(Compared([1, 9, 1.0 / 9, 1.0 / 9, 1, 9, 9, 1.0 / 9, 1]), PairwiseMethod.Eigenvector, RandomIndex.Saaty);
        var refusal = Assert.Throws<IndexRefusedException>(() => contradiction.ThrowIfInconsistent(0.1)).Refusals[0];
        Assert.Equal(IndexRefusalKind.Inconsistent, refusal.Kind);
        Assert.Contains("'x0' over 'x1'", refusal.Reason, StringComparison.Ordinal);
        Assert.Throws<IndexRefusedException>(() => RandomIndex.Saaty.Ratio(0.1, 16));
        Assert.Equal(["x2", "x0", "x1"], Compared([1, 2, 4, 0.5, 1, 2, 0.25, 0.5, 1]).InOrder(["x2", "x0", "x1"]).Names);
        Assert.Equal([1, 0.25, 0.5, 4, 1, 2, 2, 0.5, 1], Compared([1, 2, 4, 0.5, 1, 2, 0.25, 0.5, 1]).InOrder(["x2", "x0", "x1"]).Values);
    }

    [Fact]
    public void Comparisons_weigh_the_indicators_of_an_index()
    {
        var values = Enumerable.Range(0, N * T * 3).Select(at => (double)(at * 7919 % 97 + 1)).ToArray();
        var options = Options with { Weights = WeightMethod.Pairwise, Weighting = new WeightOptions { Pairwise = new Dictionary<string, PairwiseMatrix> { ["d"] = Compared([1, 2, 4, 0.5, 1, 2, 0.25, 0.5, 1]) } } };
        Close([4 / 7.0, 2 / 7.0, 1 / 7.0], Weights(values, options), 1e-12);
    }

    private static readonly string[] Codes = [.. Enumerable.Range(0, K).Select(j => $"x{j}")];

    private static PairwiseMatrix Compared(double[] matrix) => new([.. Enumerable.Range(0, (int)Math.Sqrt(matrix.Length)).Select(i => $"x{i}")], matrix, "d");

    private static IndexRefusal Refusal(double[] values, WeightMethod method, WeightOptions? weighting = null) =>
        Assert.Throws<IndexRefusedException>(() => Build(values, Options with { Weights = method, Weighting = weighting ?? new WeightOptions() })).Refusals[0];

    private static double[] Weights(double[] values, IndexOptions options, Direction first = Direction.Positive) => [.. Build(values, options, first).Indicators.Select(summary => summary.WeightGlobal)];

    private static IndexResult Build(double[] values, IndexOptions options, Direction first = Direction.Positive) => new ResilienceIndex(options).Build(new IndicatorTable(
        [.. Enumerable.Range(0, N).Select(i => $"c{i}")], 2015, T, [.. Enumerable.Range(0, values.Length / N / T).Select(j => new Indicator($"x{j}", "d", j == 0 ? first : Direction.Positive))], values));

    private static void Close(double[] expected, double[] actual, double tolerance) => Reference.Close(expected, actual, tolerance);
}
