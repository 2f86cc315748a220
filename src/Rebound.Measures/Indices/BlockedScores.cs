using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Weighted sums of linearly normalised values, in blocks of rows that stay in the processor's cache: every value is read, scaled and added once, and no normalised copy of the table is made.</summary>
internal static class BlockedScores
{
    private const int RowsAtOnce = 1024;

    /// <summary>Whether an index is one: arithmetic from all indicators below a node, on one scale for all years, by weights that all rows share and that wait for no score.</summary>
    public static bool Fits(IndexOptions options) =>
        options is { Aggregate: AggregateMethod.Arithmetic, ByLevel: false, Between: DimensionWeights.Equal or DimensionWeights.Flat or DimensionWeights.Pairwise } && !options.YearlyWeights
        && options.NormaliseSettings.Scope != NormaliseScope.PerYear && options.Normalise is not (NormaliseMethod.Rank or NormaliseMethod.PercentileRank or NormaliseMethod.Borda);

    /// <summary>Scores every node.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">A design that fits.</param>
    /// <param name="weighting">Its weights.</param>
    /// <returns>Node by node, then row.</returns>
    /// <exception cref="IndexRefusedException">An indicator cannot be normalised.</exception>
    public static double[] Score(CompleteTable table, IndexOptions options, IndexWeighting weighting)
    {
        var scales = IndexSteps.Scales(table, options);
        var (nodes, rows) = (table.Tree.Nodes, table.RowCount);
        var (weights, leafOf) = (Relative(table.Tree, weighting), new int[scales.Length]);
        for (var node = 0; node < nodes.Count; node++)
            if (nodes[node].Children.Length == 0) Array.Fill(leafOf, node, nodes[node].First, nodes[node].Count);
        var scores = new double[nodes.Count * rows];
        FixedChunks.Run(rows, RowsAtOnce, () => new double[RowsAtOnce], (first, end, room) =>
        {
            var normalised = room.AsSpan(0, end - first);
            for (var j = 0; j < scales.Length; j++)
            {
                scales[j].Apply(table.Column(j)[first..end], normalised);
                for (var node = leafOf[j]; node >= 0; node = nodes[node].Parent) Aggregation.Add(normalised, weights[node][j], scores.AsSpan(node * rows + first, end - first));
            }
        });
        return scores;
    }

    /// <summary>By node: the weight of each indicator within it.</summary>
    private static double[][] Relative(IndexTree tree, IndexWeighting weighting)
    {
        var relative = new double[tree.Nodes.Count][];
        for (var node = relative.Length - 1; node >= 0; node--)
        {
            relative[node] = new double[tree.Order.Length];
            var shape = tree.Nodes[node];
            if (shape.Children.Length == 0) weighting.Within.AsSpan(shape.First, shape.Count).CopyTo(relative[node].AsSpan(shape.First));
            foreach (var child in shape.Children)
                for (var j = tree.Nodes[child].First; j < tree.Nodes[child].First + tree.Nodes[child].Count; j++) relative[node][j] = relative[child][j] * weighting.NodeWithin[child];
        }
        return relative;
    }
}
