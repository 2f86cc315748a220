namespace Rebound.Measures;

/// <summary>Scores the nodes of a tree from the leaves up. Holds scratch space, so one a thread.</summary>
/// <param name="tree">The tree.</param>
/// <param name="rows">Number of rows scored.</param>
internal sealed class IndexScorer(IndexTree tree, int rows)
{
    private readonly double[] relative = new double[tree.Order.Length];
    private readonly double[] toBest = new double[rows];
    private readonly double[] toWorst = new double[rows];

    /// <summary>Weight of each indicator within the node scored last; within the index after the root.</summary>
    public ReadOnlySpan<double> Relative => relative;

    /// <summary>Scores one node; its children must have been scored before, in the same pass.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="method">The aggregation; a geometric one takes logs (<see cref="Aggregation.Log"/>).</param>
    /// <param name="columns">Normalised values, indicator by indicator.</param>
    /// <param name="within">Weights of the indicators within their dimension.</param>
    /// <param name="nodeWithin">Weights of the nodes within their parent.</param>
    /// <param name="score">Takes the score of each row.</param>
    public void Score(int node, AggregateMethod method, ReadOnlySpan<double> columns, ReadOnlySpan<double> within, ReadOnlySpan<double> nodeWithin, Span<double> score)
    {
        var shape = tree.Nodes[node];
        var weights = relative.AsSpan(shape.First, shape.Count);
        if (shape.Children.Length == 0) within.Slice(shape.First, shape.Count).CopyTo(weights);
        foreach (var child in shape.Children)
            for (var j = tree.Nodes[child].First; j < tree.Nodes[child].First + tree.Nodes[child].Count; j++)
                relative[j] *= nodeWithin[child];
        var block = columns.Slice(shape.First * rows, shape.Count * rows);
        if (method == AggregateMethod.Topsis)
        {
            Topsis.Closeness(block, weights, toBest, toWorst, score);
            return;
        }
        score.Clear();
        for (var j = 0; j < weights.Length; j++) Aggregation.Add(block.Slice(j * rows, rows), weights[j], score);
        if (method == AggregateMethod.Geometric) Aggregation.Exp(score);
    }
}
