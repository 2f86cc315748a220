using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

/// <summary>Sums in blocks of rows against sums of whole normalised columns.</summary>
public sealed class BlockedScoresTests
{
    private static readonly Gen<NormaliseMethod> Linear = OneOf(NormaliseMethod.MinMax, NormaliseMethod.ZScore, NormaliseMethod.CentredGoalposts, NormaliseMethod.WinsorisedMinMax, NormaliseMethod.Vector, NormaliseMethod.Scaled);

    [Fact]
    public void Blocks_give_the_bits_of_whole_columns() =>
        Gen.Select(Values, Linear, OneOf(NormaliseScope.Global, NormaliseScope.BaseYear), OneOf(DimensionWeights.Equal, DimensionWeights.Flat), OneOf(WeightMethod.Equal, WeightMethod.Entropy, WeightMethod.Deviation)).Sample((values, normalise, scope, between, weights) =>
            Same(Table(values), Options with { Normalise = normalise, NormaliseSettings = new NormaliseSettings { Scope = scope }, Between = between, Weights = weights }), iter: Cases);

    [Fact]
    public void Several_blocks_and_a_deep_tree_give_the_bits_of_whole_columns()
    {
        var stream = new RandomStream(3, 8);
        const int n = 701, k = 7; // 2,103 rows: two whole blocks and part of a third
        string[] paths = ["a/x", "a/x", "a/y", "a/y", "b", "b", "c/z/u"];
        double[] values = [.. Enumerable.Range(0, n * T * k).Select(_ => stream.NextNormal())];
        Same(new IndicatorTable([.. Enumerable.Range(0, n).Select(i => $"c{i}")], 2015, T, [.. paths.Select((path, j) => new Indicator($"x{j}", path, j % 2 == 0 ? Direction.Positive : Direction.Negative))], values), Options with { Weights = WeightMethod.Entropy });
    }

    private static void Same(IndicatorTable given, IndexOptions options)
    {
        var table = CompleteTable.From(given, options);
        Assert.True(BlockedScores.Fits(options));
        var columns = IndexSteps.Normalise(table, options);
        var weights = new IndexWeights(table, options, columns, IndexSteps.Entropies(table, options.ZeroRule));
        Assert.Equal(IndexSteps.Score(table, options, columns, weights), BlockedScores.Score(table, options, weights.Years[0]));
    }
}
