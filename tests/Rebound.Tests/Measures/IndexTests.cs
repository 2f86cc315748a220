using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class IndexTests
{
    private const int N = 7, T = 3, K = 5;
    private static readonly IndexOptions Options = new() { FirstYear = 2015, LastYear = 2017 };
    private static readonly string[] Units = [.. Enumerable.Range(0, N).Select(i => $"c{i}")];
    private static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[N * T * K];
    private static readonly Gen<IndexOptions> Designs = Gen.Select(Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 2], (z, weights, aggregate) => Options with
    {
        Normalise = z && aggregate != 1 ? NormaliseMethod.ZScore : NormaliseMethod.MinMax,
        Weights = (WeightMethod)weights,
        Aggregate = (AggregateMethod)aggregate,
    });

    [Fact]
    public void Weights_sum_to_one_in_every_dimension_and_in_all() => Gen.Select(Values, Designs).Sample((values, options) =>
    {
        var index = Build(values, options);
        Assert.Equal(1, index.Indicators.Sum(summary => summary.WeightGlobal), 1e-12);
        foreach (var node in index.Nodes.Where(node => node.ChildCount == 0))
            Assert.Equal(1, index.Indicators.Skip(node.FirstIndicator).Take(node.IndicatorCount).Sum(summary => summary.WeightWithin), 1e-12);
        Assert.Equal(1, index.Nodes.Where(node => node.Depth == 1).Sum(node => node.WeightGlobal), 1e-12);
    }, iter: 1000);

    [Fact]
    public void The_order_of_units_does_not_matter() => Gen.Select(Values, Designs).Sample((values, options) =>
    {
        var reversed = new double[values.Length];
        for (var j = 0; j < K; j++)
            for (var i = 0; i < N; i++)
                values.AsSpan((j * N + i) * T, T).CopyTo(reversed.AsSpan((j * N + N - 1 - i) * T));
        var (one, other) = (Build(values, options), Build(reversed, options, [.. Units.Reverse()]));
        for (var i = 0; i < N; i++) Assert.Equal(one.UnitScores(0)[i], other.UnitScores(0)[N - 1 - i], 1e-11);
    }, iter: 1000);

    [Fact]
    public void The_unit_of_an_indicator_does_not_matter() => Gen.Select(Values, Designs, Gen.Double[0.1, 50], Gen.Double[-50, 50]).Sample((values, options, factor, shift) =>
    {
        var other = (double[])values.Clone();
        for (var k = 0; k < N * T; k++) other[k] = factor * other[k] + shift;
        Reference.Close(Build(values, options).UnitScores(0).ToArray(), Build(other, options).UnitScores(0).ToArray(), 1e-9);
    }, iter: 1000);

    [Fact]
    public void Turning_every_direction_mirrors_the_scores() => Gen.Select(Values, Gen.Bool).Sample((values, z) =>
    {
        var options = Options with { Weights = WeightMethod.Equal, Normalise = z ? NormaliseMethod.ZScore : NormaliseMethod.MinMax };
        var (one, other) = (Build(values, options), Build(values, options, sign: -1));
        for (var i = 0; i < N; i++) Assert.Equal(z ? -one.UnitScores(0)[i] : 1 - one.UnitScores(0)[i], other.UnitScores(0)[i], 1e-11);
    }, iter: 1000);

    [Fact]
    public void Improving_an_indicator_inside_its_range_never_lowers_the_unit() => Gen.Select(Values, Gen.Int[0, 2]).Sample((values, aggregate) =>
    {
        var options = Options with { Weights = WeightMethod.Equal, Aggregate = (AggregateMethod)aggregate };
        var better = (double[])values.Clone();
        var column = values.AsSpan(0, N * T).ToArray(); // direction of the first indicator is positive
        var row = Array.FindIndex(column, x => x > column.Min() && x < column.Max());
        better[row] = (column[row] + column.Max()) / 2;
        Assert.True(Build(better, options).Scores(0)[row] >= Build(values, options).Scores(0)[row] - 1e-12);
    }, iter: 1000);

    [Fact]
    public void Scores_of_min_max_stay_between_zero_and_one() => Gen.Select(Values, Gen.Int[0, 2]).Sample((values, aggregate) =>
    {
        var index = Build(values, Options with { Aggregate = (AggregateMethod)aggregate });
        for (var node = 0; node < index.Nodes.Count; node++)
            foreach (var score in index.Scores(node)) Assert.InRange(score, 0, 1 + 1e-12);
    }, iter: 1000);

    [Fact]
    public void Years_outside_the_fit_window_change_nothing() => Values.Sample(values =>
    {
        var wide = new double[K * N * (T + 1)];
        for (var r = 0; r < K * N; r++)
        {
            values.AsSpan(r * T, T).CopyTo(wide.AsSpan(r * (T + 1)));
            wide[r * (T + 1) + T] = 1e6 * r;
        }
        var index = new ResilienceIndex(Options).Build(new IndicatorTable(Units, 2015, T + 1, Indicators(1), wide));
        Assert.Equal(Build(values, Options).Scores(0).ToArray(), index.Scores(0).ToArray());
    }, iter: 1000);

    [Fact]
    public void Gaps_are_filled_from_the_unit_then_from_the_median_and_counted()
    {
        var values = Sample(1);
        (values[0], values[1], values[2]) = (1, double.NaN, 3); // unit 0 of the first indicator
        for (var t = 0; t < T; t++) values[T + t] = double.NaN;  // unit 1 has none of it
        var index = Build(values, Options);
        Assert.Equal(4, index.Indicators[0].Imputed);
        Assert.Equal(N * T - 4, index.Indicators[0].Values);
        Assert.Equal((1, 3), (index.Imputed(0, 0), index.Imputed(0, 1)));
        Assert.Equal(3.0 / (K * T), index.ImputedShare(0, 1), 1e-15);
        Assert.Equal(2, index.Table.Values[1]);
        double[] others = [2, .. Enumerable.Range(2, N - 2).Select(i => values[i * T + 1])];
        Array.Sort(others);
        Assert.Equal((others[2] + others[3]) / 2, index.Table.Values[T + 1], 1e-12);
    }

    [Fact]
    public void Thin_indicators_and_units_are_left_out_by_name()
    {
        var values = Sample(2);
        values.AsSpan(0, N * T - 5).Fill(double.NaN);                                  // the first indicator: 5 of 21
        for (var j = 1; j < K; j++) values.AsSpan((j * N + 3) * T, j == 1 ? 1 : T).Fill(double.NaN); // unit 3: 2 of 12
        for (var j = 0; j < K; j++) values.AsSpan((j * N + 4) * T, T).Fill(double.NaN); // unit 4: nothing
        var index = Build(values, Options);
        Assert.Equal(["c4", "x0", "c3"], index.LeftOut.Select(left => left.Code));
        Assert.Equal("It has no value in the fit window.", index.LeftOut[0].Reason);
        Assert.Equal(N - 2, index.Units.Count);
        Assert.Equal(K - 1, index.Indicators.Count);
    }

    [Fact]
    public void What_cannot_be_trusted_is_refused_by_name()
    {
        var constant = Sample(3);
        constant.AsSpan(N * T, N * T).Fill(4);
        var refusal = Refusal(constant, Options);
        Assert.Equal((IndexRefusalKind.Constant, "x1"), (refusal.Kind, refusal.Indicator));
        var tiny = Sample(3);
        for (var k = 0; k < N * T; k++) tiny[k] = 1e15 + k % 2;
        Assert.Equal(IndexRefusalKind.ZeroRange, Refusal(Array.ConvertAll(tiny, x => x > 1e14 ? x * 1e3 : x), Options).Kind);
        var infinite = Sample(3);
        infinite[(2 * N + 3) * T + 1] = double.PositiveInfinity;
        refusal = Refusal(infinite, Options);
        Assert.Equal((IndexRefusalKind.NotFinite, "c3", 2016, "x2"), (refusal.Kind, refusal.Unit, refusal.Year, refusal.Indicator));
        var empty = Sample(3);
        Array.Fill(empty, double.NaN);
        Assert.Equal(IndexRefusalKind.AllMissing, Refusal(empty, Options).Kind);
        var hollow = Sample(3);
        hollow.AsSpan(0, 2 * N * T).Fill(double.NaN); // both indicators of dimension a
        Assert.Equal((IndexRefusalKind.EmptyDimension, "a"), (Refusal(hollow, Options).Kind, Refusal(hollow, Options).Indicator));
        var late = Sample(3);
        for (var i = 0; i < N; i++) late[i * T] = double.NaN;
        refusal = Refusal(late, Options with { Impute = ImputeMethod.Latest });
        Assert.Equal((IndexRefusalKind.StillMissing, 2015, "x0"), (refusal.Kind, refusal.Year, refusal.Indicator));
        Assert.Equal(IndexRefusalKind.FitWindow, Refusal(Sample(3), Options with { ShockYear = 2017 }).Kind);
        Assert.Equal(IndexRefusalKind.FitWindow, Refusal(Sample(3), Options with { LastYear = 2019 }).Kind);
        Assert.Equal(IndexRefusalKind.Method, Refusal(Sample(3), Options with { Normalise = NormaliseMethod.ZScore, Aggregate = AggregateMethod.Geometric }).Kind);
    }

    [Fact]
    public void Directions_weights_dimensions_and_single_units_are_refused_by_name()
    {
        Assert.Equal(IndexRefusalKind.UnknownDirection, Refusal(new Indicator("a", "d", Direction.Unknown, Weight: 1)).Kind);
        Assert.Equal(IndexRefusalKind.Weights, Refusal(new Indicator("a", "d", Direction.Positive, Weight: 0.9)).Kind);
        Assert.Equal(IndexRefusalKind.Weights, Refusal(new Indicator("a", "d", Direction.Positive, Weight: -1)).Kind);
        Assert.Equal(IndexRefusalKind.Weights, Refusal(new Indicator("a", "d", Direction.Positive)).Kind);
        Assert.Equal(IndexRefusalKind.Dimension, Refusal(new Indicator("a", "", Direction.Positive, Weight: 1)).Kind);
        Assert.Equal(IndexRefusalKind.Dimension, Refusal(new Indicator("a", "total", Direction.Positive, Weight: 1)).Kind);
        Assert.Equal(IndexRefusalKind.Dimension, Refusal(new Indicator("a", "d", Direction.Positive, Weight: 1), new Indicator("b", "d/e", Direction.Positive, Weight: 1)).Kind);
        var single = Assert.Throws<IndexRefusedException>(() => new ResilienceIndex(Options).Build(new IndicatorTable(["only"], 2015, 3, [new("a", "d", Direction.Positive)], [1, 2, 3]))).Refusals[0];
        Assert.Equal((IndexRefusalKind.TooFewUnits, "only"), (single.Kind, single.Unit));
    }

    [Fact]
    public void Terciles_come_from_unrounded_scores_and_ties_share_the_lower_third()
    {
        var terciles = new Tercile[6];
        Terciles.Of([0.1, 0.2, 0.2, 0.2, 0.5, 0.9], terciles);
        Assert.Equal([Tercile.Low, Tercile.Low, Tercile.Low, Tercile.Low, Tercile.High, Tercile.High], terciles);
        Terciles.Of([0.1, 0.1 + 1e-16, 0.3, 0.4, 0.5, 0.5 + 1e-15], terciles);
        Assert.Equal([Tercile.Low, Tercile.Low, Tercile.Middle, Tercile.Middle, Tercile.High, Tercile.High], terciles);
    }

    // Worked by hand: two indicators, three units, one year.
    [Theory]
    [InlineData("zero", AggregateMethod.Arithmetic, 0.53715, 0.6419, 0.7686)]
    [InlineData("+0.01", AggregateMethod.Arithmetic, 0.53685, 0.6421, 0.7684)]
    [InlineData("+1", AggregateMethod.Arithmetic, 0.51881, 0.6541, 0.7594)]
    [InlineData("zero", AggregateMethod.Topsis, 0.53715, 0.58086, 0.71650)]
    public void A_small_example_comes_out_as_worked_by_hand(string rule, AggregateMethod aggregate, double weight, double second, double third)
    {
        var table = new IndicatorTable(["a", "b", "c"], 2015, 1, [new("x", "d", Direction.Positive), new("y", "d", Direction.Positive)], [1, 2, 4, 10, 30, 20]);
        var index = new ResilienceIndex(new IndexOptions { FirstYear = 2015, LastYear = 2015, ZeroRule = ZeroRule.Find(rule)!, Aggregate = aggregate }).Build(table);
        Assert.Equal(weight, index.Indicators[0].WeightGlobal, 1e-5);
        Reference.Close([0, second, third], index.UnitScores(0).ToArray(), 6e-5);
        Assert.Equal([3, 2, 1], index.Ranks(0).ToArray());
    }

    [Fact]
    public void Variants_hold_the_index_itself_at_correlation_one_and_flip_what_is_disputed()
    {
        var index = Build(Sample(7), Options);
        var variants = IndexVariants.Of(index);
        Assert.Equal(15 + 1, variants.Count);
        var self = variants.Single(variant => variant.Name == "minmax entropy arithmetic");
        Assert.Equal((1.0, 0.0, 0), (Math.Round(self.RankCorrelation, 12), self.MeanRankShift, self.LargestRankShift));
        Assert.Equal(["x4"], variants.Single(variant => variant.Name == "flip x4").Flipped);
        Assert.Contains(variants, variant => variant.LargestRankShift > 0);
    }

    [Fact]
    public void Dirichlet_weights_have_the_mean_and_variance_of_their_law()
    {
        double[] alpha = [0.5, 1, 2.5];
        var (weights, sum, squares) = (new double[3], new double[3], new double[3]);
        for (var draw = 0; draw < 20_000; draw++)
        {
            Dirichlet.Draw(new RandomStream(3, (ulong)draw), alpha, weights);
            for (var j = 0; j < 3; j++) (sum[j], squares[j]) = (sum[j] + weights[j], squares[j] + weights[j] * weights[j]);
        }
        for (var j = 0; j < 3; j++)
        {
            var mean = alpha[j] / 4;
            Assert.Equal(mean, sum[j] / 20_000, 0.01);
            Assert.Equal(mean * (1 - mean) / 5, squares[j] / 20_000 - Math.Pow(sum[j] / 20_000, 2), 0.004);
        }
    }

    private static Indicator[] Indicators(int sign) =>
        [.. Enumerable.Range(0, K).Select(j => new Indicator($"x{j}", j < 2 ? "a" : "b/c", (Direction)(j % 2 == 0 ? sign : -sign), Disputed: j == 4, Weight: j < 2 ? 0.5 : j == 2 ? 0.2 : 0.4))];

    private static IndexResult Build(double[] values, IndexOptions options, string[]? units = null, int sign = 1) =>
        new ResilienceIndex(options).Build(new IndicatorTable(units ?? Units, 2015, T, Indicators(sign), values));

    private static IndexRefusal Refusal(double[] values, IndexOptions options) => Assert.Throws<IndexRefusedException>(() => Build(values, options)).Refusals[0];

    private static IndexRefusal Refusal(params Indicator[] indicators) => Assert.Throws<IndexRefusedException>(() =>
        new ResilienceIndex(Options with { Weights = WeightMethod.Given }).Build(new IndicatorTable(["u", "v"], 2015, T, indicators, [.. Enumerable.Range(0, 2 * T * indicators.Length).Select(k => (double)k)]))).Refusals[0];

    private static double[] Sample(ulong stream)
    {
        var random = new RandomStream(1, stream);
        return [.. Enumerable.Range(0, N * T * K).Select(_ => random.NextNormal())];
    }
}
