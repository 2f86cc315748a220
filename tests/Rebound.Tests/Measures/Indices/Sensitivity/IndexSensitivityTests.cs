using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class IndexSensitivityTests
{
    private static readonly SensitivityOptions Few = new() { Replications = 24, SobolSamples = 8, Dimensions = true, Sobol = new SobolOptions { Bootstraps = 20 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_replication_built_alone_is_the_one_that_was_recorded() => Gen.Select(Gen.ULong, Gen.Int[0, 24 + 8 * 4 - 1]).Sample((seed, number) =>
    {
        var sensitivity = Sample.Sensitivity(Sample.Table(seed), Sample.Grid);
        var options = Few with { Seed = seed };
        var recorded = sensitivity.Run(options, Cancellation).Replications[number];
        var alone = sensitivity.Replicate(options, number);
        Assert.Equal(recorded.Choices, alone.Record.Choices);
        Assert.Equal(recorded with { Choices = [] }, alone.Record with { Choices = [] });
    }, iter: 1000);

    [Fact]
    public void A_replication_is_the_index_that_its_choices_name() => Gen.Select(Gen.ULong, Gen.Int[0, 55]).Sample((seed, number) =>
    {
        var table = Sample.Table(seed);
        var alone = Sample.Sensitivity(table, [.. Sample.Grid.Take(3)]).Replicate(Few with { Seed = seed, Replications = 60, SobolSamples = 0 }, number);
        var index = new ResilienceIndex(Sample.Options with
        {
            Normalise = alone.Record.Choices[0] == "minmax" ? NormaliseMethod.MinMax : NormaliseMethod.ZScore,
            Weights = alone.Record.Choices[1] == "equal" ? WeightMethod.Equal : WeightMethod.Entropy,
            Aggregate = alone.Record.Choices[2] == "topsis" ? AggregateMethod.Topsis : AggregateMethod.Arithmetic,
        }).Build(table);
        Assert.Equal(index.Ranks(0).ToArray(), alone.UnitRanks);
        for (var t = 0; t < Sample.Years; t++)
        {
            var (scores, ranks) = (Enumerable.Range(0, 7).Select(i => index.Scores(0)[i * Sample.Years + t]).ToArray(), new int[7]);
            Ranks.Descending(scores, ranks, new int[7]);
            Assert.Equal(ranks, alone.YearRanks.Skip(t * 7).Take(7));
        }
    }, iter: 1000);

    [Fact]
    public void An_indicator_left_out_leaves_the_index_of_the_others() => Gen.ULong.Sample(seed =>
    {
        var table = Sample.Table(seed);
        var sensitivity = Sample.Sensitivity(table, [new("left out", [new("x2", design => design with { LeftOut = "x2" })]), DesignFactor.Weights(WeightMethod.Entropy)]);
        var alone = sensitivity.Replicate(Few with { SobolSamples = 0 }, 0);
        double[] rest = [.. table.Values.AsSpan(0, 2 * 21), .. table.Values.AsSpan(3 * 21)];
        var without = new ResilienceIndex(Sample.Options with { Weights = WeightMethod.Entropy }).Build(new IndicatorTable(table.Units, 2015, Sample.Years, [.. table.Indicators.Where(indicator => indicator.Code != "x2")], rest));
        Assert.Equal(without.Ranks(0).ToArray(), alone.UnitRanks);
    }, iter: 1000);

    [Fact]
    public void Early_steps_and_directions_vary_like_late_ones() => Gen.Select(Gen.ULong, Gen.Int[0, 29]).Sample((seed, number) =>
    {
        var table = Sample.Table(seed);
        var stream = new RandomStream(seed, 5);
        for (var k = 0; k < 6; k++) table.Values[stream.NextBelow(7) * Sample.Years + 1] = double.NaN; // gaps of x0 in the middle year
        table.Values[21] = 1e5; // x1 has an outlier
        DesignFactor[] factors =
        [
            DesignFactor.Of("impute", ("linear", options => options), ("latest", options => options with { Impute = ImputeMethod.Latest }), ("median", options => options with { Impute = ImputeMethod.Median })),
            DesignFactor.Of("treat", ("none", options => options), ("winsorise", options => options with { Treat = TreatMethod.Winsorise })),
            DesignFactor.Direction("x3"),
        ];
        var options = Sample.Options with { MinimumCoverage = 0.1 };
        var alone = Sample.Sensitivity(table, factors, options).Replicate(Few with { Seed = seed, Replications = 30, SobolSamples = 0 }, number);
        var design = options with
        {
            Impute = alone.Record.Choices[0] switch { "linear" => ImputeMethod.Linear, "latest" => ImputeMethod.Latest, _ => ImputeMethod.Median },
            Treat = alone.Record.Choices[1] == "winsorise" ? TreatMethod.Winsorise : TreatMethod.None,
        };
        var turned = alone.Record.Choices[2] == "turned";
        Indicator[] indicators = [.. table.Indicators.Select(indicator => turned && indicator.Code == "x3" ? indicator with { Direction = (Direction)(-(int)indicator.Direction) } : indicator)];
        Assert.Equal(new ResilienceIndex(design).Build(new IndicatorTable(table.Units, 2015, Sample.Years, indicators, table.Values)).Ranks(0).ToArray(), alone.UnitRanks);
    }, iter: 1000);

    [Fact]
    public void A_run_and_single_replications_agree_when_every_step_varies()
    {
        DesignFactor[] factors =
        [
            DesignFactor.Of("impute", ("linear", options => options), ("median", options => options with { Impute = ImputeMethod.Median })),
            DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.Rank), DesignFactor.Direction("x3"), DesignFactor.Weights(WeightMethod.Equal, WeightMethod.Critic, WeightMethod.Deviation),
            DesignFactor.LeaveOut("x0", "x4"), DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Harmonic, AggregateMethod.Vikor),
            DesignFactor.DrawnWeights(WeightSpread.AroundIndex),
        ];
        var table = Sample.Table(3, units: 12, indicators: 9);
        for (var k = 0; k < table.Values.Length; k += 17) table.Values[k] = double.NaN;
        var sensitivity = Sample.Sensitivity(table, factors);
        var options = new SensitivityOptions { Replications = 200, SobolSamples = 40, Sobol = new SobolOptions { Bootstraps = 20 } };
        foreach (var recorded in sensitivity.Run(options, Cancellation).Replications)
        {
            var alone = sensitivity.Replicate(options, recorded.Number).Record;
            Assert.Equal(recorded.Choices, alone.Choices);
            Assert.Equal(recorded with { Choices = [] }, alone with { Choices = [] });
        }
    }

    [Fact]
    public void Renaming_and_reordering_the_units_reorders_the_intervals() => Gen.Select(Gen.ULong, Gen.Shuffle((int[])[0, 1, 2, 3, 4, 5, 6])).Sample((seed, order) =>
    {
        var table = Sample.Table(seed);
        var moved = new double[table.Values.Length];
        for (var j = 0; j < 5; j++)
            for (var i = 0; i < 7; i++)
                table.Values.AsSpan((j * 7 + order[i]) * Sample.Years, Sample.Years).CopyTo(moved.AsSpan((j * 7 + i) * Sample.Years));
        var factors = new[] { DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Geometric), DesignFactor.DrawnWeights(WeightSpread.Simplex) };
        var (one, other) = (Sample.Sensitivity(table, factors).Run(Few, Cancellation), Sample.Sensitivity(Sample.Of(moved, [.. order.Select(i => $"c{i}")], 5), factors).Run(Few, Cancellation));
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(one.Of(0)[order[i]], other.Of(0)[i]);
            for (var t = 0; t < Sample.Years; t++) Assert.Equal(one.OfYear(t)[order[i]], other.OfYear(t)[i]);
        }
    }, iter: 1000);

    [Fact]
    public void Without_variation_every_interval_is_the_rank_itself() => Gen.ULong.Sample(seed =>
    {
        var table = Sample.Table(seed);
        var index = new ResilienceIndex(Sample.Options).Build(table);
        var result = new IndexSensitivity(table, index, [new("nothing", [new("one", design => design), new("two", design => design)])]).Run(Few, Cancellation);
        for (var node = 0; node < index.Nodes.Count; node++)
            for (var i = 0; i < 7; i++)
                Assert.Equal(new RankInterval(index.Ranks(node)[i], index.Ranks(node)[i], index.Ranks(node)[i], index.Ranks(node)[i]), result.Of(node)[i]);
        Assert.All(result.Replications, replication => Assert.Equal((0.0, 0), (replication.MeanRankShift, replication.LargestRankShift)));
        Assert.All(result.Sensitivities, sensitivity => Assert.True(sensitivity.Estimate is null && sensitivity.Reason.Length > 0));
    }, iter: 1000);

    [Fact]
    public void A_factor_that_does_nothing_has_a_total_index_of_exactly_zero() => Gen.ULong.Sample(seed =>
    {
        var result = Sample.Sensitivity(Sample.Table(seed), [Sample.Grid[1], new("nothing", [new("one", design => design), new("two", design => design)]), Sample.Grid[2]]).Run(Few with { Seed = seed }, Cancellation);
        foreach (var sensitivity in result.Sensitivities.Where(sensitivity => sensitivity.Factor == "nothing" && sensitivity.Estimate is not null))
            Assert.Equal((0.0, 0.0, 0.0), (sensitivity.Estimate!.Value.Total, sensitivity.Estimate.Value.TotalLow, sensitivity.Estimate.Value.TotalHigh));
    }, iter: 1000);

    [Fact]
    public void Intervals_hold_every_unit_between_the_first_rank_and_the_last() => Gen.Select(Gen.ULong, Gen.Enum<WeightSpread>()).Sample((seed, spread) =>
    {
        var result = Sample.Sensitivity(Sample.Table(seed), DesignFactor.Plausible(spread)).Run(Few with { Seed = seed, SobolSamples = 0 }, Cancellation);
        foreach (var interval in result.Of(0))
            Assert.True(interval.Low >= 1 && interval.Low <= interval.Median && interval.Median <= interval.High && interval.High <= 7 && interval.Mean >= 1 && interval.Mean <= 7);
        Assert.Equal(28, result.Of(0).ToArray().Sum(interval => interval.Mean), 1e-9); // no ties in random scores
    }, iter: 1000);

    [Fact]
    public void A_unit_that_is_best_in_everything_is_first_in_every_design() => Gen.Select(Gen.ULong, Gen.Enum<WeightSpread>()).Sample((seed, spread) =>
    {
        var table = Sample.Table(seed);
        for (var j = 0; j < 5; j++) table.Values.AsSpan(j * 21, 3).Fill(j % 3 == 1 ? -500 : 500);
        var result = Sample.Sensitivity(table, DesignFactor.Plausible(spread)).Run(Few with { Conclusions = [RankingConclusion.InTop("c0", 1), RankingConclusion.InOrder("c1", "c0")] }, Cancellation);
        Assert.Equal(new RankInterval(1, 1, 1, 1), result.Of(0)[0]);
        Assert.Equal(1, result.Conclusions[0].Share.Share);
        Assert.Equal(0, result.Conclusions[1].Share.Share);
    }, iter: 1000);

    [Fact]
    public void The_number_of_threads_changes_no_bit() => OneThreadAndTwo(() =>
    {
        var table = Sample.Table(4, units: 40, indicators: 8);
        var factors = new[] { Sample.Grid[0], Sample.Grid[1], Sample.Grid[2], DesignFactor.LeaveOut("x0", "x2", "x5"), DesignFactor.DrawnWeights(WeightSpread.AroundIndex) };
        var result = Sample.Sensitivity(table, factors).Run(new SensitivityOptions { Replications = 400, SobolSamples = 100, Dimensions = true }, Cancellation);
        var numbers = new List<double>();
        for (var node = 0; node < 3; node++) foreach (var i in result.Of(node)) numbers.AddRange([i.Low, i.Median, i.High, i.Mean]);
        foreach (var replication in result.Replications) numbers.AddRange([replication.MeanRankShift, replication.LargestRankShift]);
        foreach (var sensitivity in result.Sensitivities) numbers.AddRange([sensitivity.Estimate!.Value.First, sensitivity.Estimate.Value.TotalHigh]);
        return [.. numbers.Select(BitConverter.DoubleToInt64Bits)];
    });

    [Fact]
    public void Equal_designs_are_built_once()
    {
        var result = Sample.Sensitivity(Sample.Table(1), Sample.Grid).Run(new SensitivityOptions { Replications = 2000, SobolSamples = 500, Sobol = new SobolOptions { Bootstraps = 20 } }, Cancellation);
        Assert.Equal(2 * 2 * 2 * 3, result.DesignCount);
        Assert.Equal(2000 + 500 * 4, result.Replications.Count);
    }

    [Fact]
    public void A_design_that_does_not_exist_stops_the_run_and_is_named()
    {
        var sensitivity = Sample.Sensitivity(Sample.Table(1), [DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.ZScore), DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Geometric)]);
        var refused = Assert.Throws<IndexRefusedException>(() => sensitivity.Run(Few, Cancellation));
        Assert.Contains("normalise: zscore; aggregate: geometric", refused.Message);
        var empty = Sample.Sensitivity(Sample.Table(1, indicators: 2), [DesignFactor.LeaveOut("x0")]);
        Assert.Equal("x0", Assert.Throws<IndexRefusedException>(() => empty.Run(Few, Cancellation)).Refusals[0].Indicator);
    }

    [Fact]
    public void Choices_are_drawn_as_often_as_declared_and_each_of_them()
    {
        var factor = new DesignFactor("f", [new("seldom", design => design, 1), new("often", design => design, 3)]);
        var result = Sample.Sensitivity(Sample.Table(1), [factor, DesignFactor.Of("impute", ("linear", options => options with { Impute = ImputeMethod.Linear }), ("latest", options => options with { Impute = ImputeMethod.Latest }))]).Run(new SensitivityOptions { Replications = 10_000 }, Cancellation);
        Assert.InRange(result.Replications.Count(replication => replication.Choices[0] == "often"), 7500 - 4 * 44, 7500 + 4 * 44); // four standard deviations
        Assert.InRange(result.Replications.Count(replication => replication.Choices[1] == "latest"), 5000 - 4 * 50, 5000 + 4 * 50);
    }

    private static void OneThreadAndTwo(Func<long[]> work)
    {
        var most = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1;
            var one = work();
            FixedChunks.MostThreads = 2;
            Assert.Equal(one, work());
        }
        finally
        {
            FixedChunks.MostThreads = most;
        }
    }
}
