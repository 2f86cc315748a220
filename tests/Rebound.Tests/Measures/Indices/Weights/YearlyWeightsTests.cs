using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

/// <summary>Weights found in each year apart.</summary>
public sealed class YearlyWeightsTests
{
    private static readonly Gen<WeightMethod> Methods = OneOf(WeightMethod.Entropy, WeightMethod.Critic, WeightMethod.Variation, WeightMethod.Deviation, WeightMethod.PrincipalComponents);
    private static readonly Gen<DimensionWeights> Between = OneOf(DimensionWeights.Equal, DimensionWeights.Flat, DimensionWeights.Entropy);
    private static readonly Gen<AggregateMethod> Means = OneOf(AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Power);

    [Fact]
    public void The_weights_of_a_year_are_those_of_an_index_of_that_year_alone() => Gen.Select(Positive, Methods, OneOf(DimensionWeights.Equal, DimensionWeights.Flat)).Sample((values, method, between) =>
    {
        var options = Options with { Weights = method, Between = between };
        var yearly = Build(values, options with { WeightScope = WeightScope.PerYear });
        Assert.Equal(WeightVariation.Years, yearly.WeightVariation);
        for (var t = 0; t < T; t++)
        {
            var alone = Build(values, options with { FirstYear = 2015 + t, LastYear = 2015 + t });
            for (var node = 0; node < 3; node++)
                Assert.Equal(alone.WeightsOf(node, 0, 0), yearly.WeightsOf(node, N - 1, t));
        }
    }, iter: 1000);

    [Fact]
    public void With_yearly_normalisation_the_scores_of_a_year_are_those_of_an_index_of_that_year_alone() => Gen.Select(Positive, Methods, Between, Means).Sample((values, method, between, mean) =>
    {
        var options = Options with { Weights = method, Between = between, Aggregate = mean, NormaliseSettings = new NormaliseSettings { Scope = NormaliseScope.PerYear } };
        var yearly = Build(values, options with { WeightScope = WeightScope.PerYear });
        for (var t = 0; t < T; t++)
        {
            var alone = Build(values, options with { FirstYear = 2015 + t, LastYear = 2015 + t });
            for (var node = 0; node < 3; node++)
                for (var i = 0; i < N; i++) Assert.Equal(alone.Scores(node)[i], yearly.Scores(node)[i * T + t], 1e-10);
        }
    }, iter: 1000);

    [Fact]
    public void A_year_is_scored_as_the_whole_panel_would_be_by_the_weights_of_that_year() => Gen.Select(Positive, Aggregations.Where(method => method is not AggregateMethod.AdjustedMazziottaPareto)).Sample((values, aggregate) =>
    {
        var yearly = Build(values, Options with { Weights = WeightMethod.Entropy, WeightScope = WeightScope.PerYear, Aggregate = aggregate });
        for (var t = 0; t < T; t++)
        {
            Indicator[] given = [.. Indicators().Select((indicator, j) => indicator with { Weight = yearly.WeightsOf(1 + j / 2, 0, t)[j % 2].Weight })];
            var whole = new ResilienceIndex(Options with { Weights = WeightMethod.Given, Aggregate = aggregate }).Build(Table(values, indicators: given));
            for (var node = 0; node < 3; node++)
                for (var i = 0; i < N; i++) Assert.Equal(whole.Scores(node)[i * T + t], yearly.Scores(node)[i * T + t], 1e-10);
        }
    }, iter: 1000);

    [Fact]
    public void Stated_weights_are_means_over_the_years_and_sum_to_one() => Gen.Select(Positive, Methods, Between).Sample((values, method, between) =>
    {
        var index = Build(values, Options with { Weights = method, Between = between, WeightScope = WeightScope.PerYear });
        for (var j = 0; j < K; j++)
            Assert.Equal(Enumerable.Range(0, T).Average(t => index.WeightsOf(1 + j / 2, 0, t)[j % 2].Weight), index.Indicators[j].WeightWithin, 1e-12);
        Assert.Equal(1, index.Indicators.Sum(summary => summary.WeightGlobal), 1e-12);
        Assert.Equal(1, index.Nodes.Skip(1).Sum(node => node.WeightGlobal), 1e-12);
    }, iter: 1000);

    [Fact]
    public void Weights_that_do_not_look_at_the_data_have_no_years() => Positive.Sample(values =>
    {
        var (plain, yearly) = (Build(values, Options), Build(values, Options with { WeightScope = WeightScope.PerYear }));
        Assert.Equal(WeightVariation.None, yearly.WeightVariation);
        Assert.Equal(plain.Scores(0).ToArray(), yearly.Scores(0).ToArray());
    }, iter: 1000);

    [Fact]
    public void A_replication_finds_yearly_weights_as_the_index_does() => Gen.Select(Positive, Methods, OneOf(AggregateMethod.Arithmetic, AggregateMethod.Topsis, AggregateMethod.Vikor), Gen.Bool).Sample((values, method, aggregate, gone) =>
    {
        var options = Options with { Weights = method, Aggregate = aggregate, WeightScope = WeightScope.PerYear };
        var sensitivity = new IndexSensitivity(Table(values), Build(values, options), [gone ? new DesignFactor("left out", [new("x1", design => design with { LeftOut = "x1" })]) : DesignFactor.Normalise(NormaliseMethod.MinMax)]);
        var alone = sensitivity.Replicate(new SensitivityOptions { Replications = 20, Dimensions = true }, 3);
        var index = gone
            ? new ResilienceIndex(options).Build(new IndicatorTable(Units, 2015, T, [.. Indicators().Where(indicator => indicator.Code != "x1")], [.. values.AsSpan(0, Rows), .. values.AsSpan(2 * Rows)]))
            : Build(values, options);
        // Sums of other order may part ties by rounding, of which sampled values have none.
        Assert.Equal(index.Ranks(0).ToArray(), alone.UnitRanks);
        for (var t = 0; t < T; t++)
        {
            var ranks = new int[N];
            Ranks.Descending([.. Enumerable.Range(0, N).Select(i => index.Scores(0)[i * T + t])], ranks, new int[N]);
            Assert.Equal(ranks, alone.YearRanks.Skip(t * N).Take(N));
        }
    }, iter: 1000);

    [Fact]
    public void Leaving_an_indicator_out_keeps_the_proportions_of_every_year() => Gen.Select(Positive, Gen.Int[0, K - 1], OneOf(AggregateMethod.Arithmetic, AggregateMethod.Topsis)).Sample((values, gone, aggregate) =>
    {
        var options = Options with { Weights = WeightMethod.Entropy, Aggregate = aggregate, WeightScope = WeightScope.PerYear };
        var index = Build(values, options);
        var scores = new double[N];
        for (var t = 0; t < T; t++)
        {
            Indicator[] given = [.. Indicators().Select((indicator, j) => indicator with { Weight = j == gone ? 0 : j / 2 == gone / 2 ? 1 : index.WeightsOf(1 + j / 2, 0, t)[j % 2].Weight })];
            var whole = new ResilienceIndex(Options with { Weights = WeightMethod.Given, Aggregate = aggregate }).Build(Table(values, indicators: given));
            for (var i = 0; i < N; i++) scores[i] += whole.Scores(0)[i * T + t] / T;
        }
        Assert.Equal(Ranks.Correlation(index.UnitScores(0), scores), IndexDiagnostics.Removals(index)[gone].Shift.RankCorrelation, 1e-9);
    }, iter: 1000);

    [Fact]
    public void An_indicator_that_is_the_same_everywhere_in_a_year_is_refused_with_the_year()
    {
        double[] values = [.. Enumerable.Range(0, Rows * K).Select(k => (k * 37 % 101) + 1.0)];
        for (var i = 0; i < N; i++) values[2 * Rows + i * T + 1] = 7;
        var refusal = Assert.Throws<IndexRefusedException>(() => Build(values, Options with { Weights = WeightMethod.Entropy, WeightScope = WeightScope.PerYear })).Refusals[0];
        Assert.Equal((IndexRefusalKind.Constant, 2016, "x2"), (refusal.Kind, refusal.Year, refusal.Indicator));
        Assert.Equal(Rows, Build(values, Options with { Weights = WeightMethod.Entropy }).Scores(0).Length);
    }
}
