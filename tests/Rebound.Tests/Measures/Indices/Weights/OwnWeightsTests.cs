using CsCheck;
using Rebound.Measures;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

/// <summary>Benefit of the doubt inside an index: 18 unit-years, two dimensions of two indicators.</summary>
public sealed class OwnWeightsTests
{
    // Fractions of the maximum are positive, so no unit-year is without a favourable weight.
    private static readonly IndexOptions Own = Options with { Weights = WeightMethod.BenefitOfDoubt, Normalise = NormaliseMethod.FractionOfMaximum };
    private static readonly Indicator[] Upward = [.. Indicators().Select(indicator => indicator with { Direction = Direction.Positive })];

    [Fact]
    public void A_dimension_is_scored_by_benefit_of_the_doubt_over_all_unit_years_or_those_of_its_year() => Gen.Select(Positive, Gen.Bool).Sample((values, yearly) =>
    {
        var index = Of(values, Own with { WeightScope = yearly ? WeightScope.PerYear : WeightScope.Global });
        for (var t = 0; t < (yearly ? T : 1); t++)
        {
            int[] rows = [.. Enumerable.Range(0, Rows).Where(r => !yearly || r % T == t)];
            foreach (var node in new[] { 1, 2 })
            {
                var first = index.Nodes[node].FirstIndicator;
                var alone = BenefitOfDoubt.Of([.. rows.Select(r => $"r{r}")], ["p", "q"], [.. rows.SelectMany(r => new[] { values[first * Rows + r], values[(first + 1) * Rows + r] })]);
                Reference.Close(alone.Scores, [.. rows.Select(r => index.Scores(node)[r])], 1e-9);
            }
        }
        for (var r = 0; r < Rows; r++) Assert.Equal((index.Scores(1)[r] + index.Scores(2)[r]) / 2, index.Scores(0)[r], 1e-12);
    }, iter: 1000);

    [Fact]
    public void The_weights_of_every_unit_year_sum_to_one_and_stated_weights_are_their_means() => Gen.Select(Positive, Gen.Bool).Sample((values, both) =>
    {
        var index = Of(values, both ? Own with { Between = DimensionWeights.BenefitOfDoubt } : Own);
        Assert.Equal(WeightVariation.UnitYears, index.WeightVariation);
        var (means, products) = (new double[K], new double[K]);
        for (var r = 0; r < Rows; r++)
        {
            var between = index.WeightsOf(0, r / T, r % T);
            Assert.Equal(1, between.Sum(part => part.Weight), 1e-12);
            Assert.Equal(both, between[0].Share is not null);
            for (var node = 1; node < 3; node++)
            {
                var parts = index.WeightsOf(node, r / T, r % T);
                Assert.Equal(1, parts.Sum(part => part.Weight), 1e-12);
                Assert.Equal(1, parts.Sum(part => part.Share!.Value), 1e-9);
                for (var p = 0; p < 2; p++)
                {
                    means[2 * node - 2 + p] += parts[p].Weight / Rows;
                    products[2 * node - 2 + p] += parts[p].Weight * between[node - 1].Weight / Rows;
                }
            }
        }
        Reference.Close(means, [.. index.Indicators.Select(summary => summary.WeightWithin)], 1e-12);
        Reference.Close(products, [.. index.Indicators.Select(summary => summary.WeightGlobal)], 1e-12);
        Assert.Equal(1, index.Indicators.Sum(summary => summary.WeightGlobal), 1e-12);
    }, iter: 1000);

    [Fact]
    public void Dimensions_too_are_weighed_in_each_units_favour_so_nobody_scores_below_the_mean_of_them() => Positive.Sample(values =>
    {
        var (equal, own) = (Of(values, Own), Of(values, Own with { Between = DimensionWeights.BenefitOfDoubt }));
        for (var r = 0; r < Rows; r++) Assert.True(own.Scores(0)[r] >= equal.Scores(0)[r] - 1e-12);
        Assert.Equal(1, own.Scores(0).ToArray().Max(), 1e-12);
    }, iter: 1000);

    [Fact]
    public void Leaving_an_indicator_out_gives_the_index_of_the_others() => Gen.Select(Positive, Gen.Int[0, K - 1], Gen.Bool).Sample((values, gone, both) =>
    {
        var options = both ? Own with { Between = DimensionWeights.BenefitOfDoubt } : Own;
        var effect = IndexDiagnostics.Removals(Of(values, options))[gone];
        int[] kept = [.. Enumerable.Range(0, K).Where(j => j != gone)];
        var rest = new ResilienceIndex(options).Build(new IndicatorTable(Units, 2015, T, [.. kept.Select(j => Upward[j])], [.. kept.SelectMany(j => values.AsSpan(j * Rows, Rows).ToArray())]));
        Assert.Equal(IndexComparison.Of(Units, Of(values, options).UnitScores(0), rest.UnitScores(0)).RankCorrelation, effect.Shift.RankCorrelation, 1e-9);
        Assert.Equal("", effect.Dropped);
    }, iter: 1000);

    [Fact]
    public void Obstacles_and_couplings_use_each_units_own_weights() => Positive.Sample(values =>
    {
        var index = Of(values, Own with { Between = DimensionWeights.BenefitOfDoubt });
        var degrees = IndexDiagnostics.Obstacles(index);
        for (var r = 0; r < Rows; r++)
        {
            if (degrees.Of(r).Length == 0) continue;
            Assert.Equal(100, degrees.Of(r).ToArray().Sum(), 1e-9);
            for (var node = 1; node < 3; node++)
                for (var p = 0; p < 2; p++)
                    if (index.WeightsOf(node, r / T, r % T)[p].Weight == 0) Assert.Equal(0, degrees.Of(r)[2 * node - 2 + p]);
        }
        var couplings = IndexDiagnostics.Couplings(index, CouplingFormula.Standard);
        for (var r = 0; r < Rows; r++)
            Assert.Equal(index.WeightsOf(0, r / T, r % T).Select((part, c) => part.Weight * Math.Min(1, index.Scores(c + 1)[r])).Sum(), couplings[r]!.Value.T, 1e-9);
    }, iter: 1000);

    [Fact]
    public void A_unit_year_that_is_worst_in_a_whole_dimension_is_refused_by_name()
    {
        double[] values = [.. Enumerable.Range(0, Rows * K).Select(k => (k * 37 % 101) + 1.0)];
        (values[4], values[Rows + 4]) = (0, 0);
        var refusal = Assert.Throws<IndexRefusedException>(() => Of(values, Own with { Normalise = NormaliseMethod.MinMax })).Refusals[0];
        Assert.Equal((IndexRefusalKind.Weights, "c1", 2016), (refusal.Kind, refusal.Unit, refusal.Year));
        Assert.Contains("'c1' in 2016", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_indicator_alone_in_its_dimension_scores_as_it_is()
    {
        double[] values = [.. Enumerable.Range(0, Rows * 2).Select(k => (k * 37 % 101) + 1.0)];
        var index = new ResilienceIndex(Own with { Normalise = NormaliseMethod.MinMax }).Build(new IndicatorTable(Units, 2015, T, [new("x", "a", Direction.Positive), new("y", "b", Direction.Negative)], values));
        Assert.Contains(0.0, index.Scores(1).ToArray()); // the worst value is no reason to refuse
        Reference.Close(IndexSteps.Normalise(index.Table, index.Options)[..Rows], index.Scores(1).ToArray(), 1e-15);
    }

    [Theory]
    [InlineData("geometric", "minmax", "equal", 0, 1, "Aggregate arithmetically")]
    [InlineData("arithmetic", "zscore", "equal", 0, 1, "z-scores are negative")]
    [InlineData("arithmetic", "minmax", "flat", 0, 1, "into one dimension")]
    [InlineData("arithmetic", "minmax", "equal", 0.1, 1, "worst value of an indicator is 0")]
    [InlineData("arithmetic", "rank", "equal", 0.6, 0.4, "least share")]
    public void What_does_not_go_with_benefit_of_the_doubt_is_told_before_any_data_are_read(string aggregate, string normalise, string between, double low, double high, string words)
    {
        MethodName.TryRead<AggregateMethod>(aggregate, out var mean);
        MethodName.TryRead<NormaliseMethod>(normalise, out var scale);
        MethodName.TryRead<DimensionWeights>(between, out var dimensions);
        var options = Own with { Aggregate = mean, Normalise = scale, Between = dimensions, Weighting = new WeightOptions { LowestShare = low, HighestShare = high } };
        Assert.Contains(ResilienceIndex.Contradictions(options), reason => reason.Contains(words, StringComparison.Ordinal));
        Assert.Empty(ResilienceIndex.Contradictions(Own));
    }

    [Fact]
    public void Replications_do_not_follow_it_and_say_so_unless_weights_are_drawn_in_its_place()
    {
        double[] values = [.. Enumerable.Range(0, Rows * K).Select(k => (k * 37 % 101) + 1.0)];
        var index = Of(values, Own);
        var table = Table(values, indicators: Upward);
        var run = new SensitivityOptions { Replications = 20 };
        var told = Assert.Throws<IndexRefusedException>(() => new IndexSensitivity(table, index, [DesignFactor.Normalise(NormaliseMethod.FractionOfMaximum, NormaliseMethod.Rank)]).Run(run, TestContext.Current.CancellationToken));
        Assert.Contains("Benefit of the doubt", told.Refusals[0].Reason, StringComparison.Ordinal);
        Assert.Equal(20, new IndexSensitivity(table, index, DesignFactor.Plausible()).Run(run, TestContext.Current.CancellationToken).Replications.Count);
    }

    private static IndexResult Of(double[] values, IndexOptions options) => new ResilienceIndex(options).Build(Table(values, indicators: Upward));
}
