namespace Rebound.Measures;

/// <summary>Scores the nodes of a tree from the leaves up. Holds scratch space, so one a thread.</summary>
/// <param name="tree">The tree.</param>
/// <param name="rows">Number of rows scored: units × years.</param>
/// <param name="years">Number of years; Copeland compares units of one year.</param>
internal sealed class IndexScorer(IndexTree tree, int rows, int years = 1)
{
    private readonly double[] relative = new double[tree.Order.Length];
    private readonly double[] first = new double[rows];
    private readonly double[] second = new double[rows];

    /// <summary>Scores one node from all indicators below it; its children must have been scored before, in the same pass.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="rule">The aggregation.</param>
    /// <param name="columns">Columns as <see cref="IndexSteps.Prepare(double[], AggregateRule)"/> gives them for that aggregation, indicator by indicator.</param>
    /// <param name="within">Weights of the indicators within their dimension.</param>
    /// <param name="nodeWithin">Weights of the nodes within their parent.</param>
    /// <param name="score">Takes the score of each row.</param>
    public void Score(int node, AggregateRule rule, ReadOnlySpan<double> columns, ReadOnlySpan<double> within, ReadOnlySpan<double> nodeWithin, Span<double> score)
    {
        var shape = tree.Nodes[node];
        Weigh(node, within, nodeWithin);
        var weights = relative.AsSpan(shape.First, shape.Count);
        var block = columns.Slice(shape.First * rows, shape.Count * rows);
        switch (rule.Method)
        {
            case AggregateMethod.Topsis:
                Topsis.Closeness(block, weights, first, second, score);
                break;
            case AggregateMethod.TopsisRoot:
                Span<double> roots = weights.Length <= 256 ? stackalloc double[weights.Length] : new double[weights.Length];
                for (var j = 0; j < roots.Length; j++) roots[j] = Math.Sqrt(weights[j]);
                Topsis.Closeness(block, roots, first, second, score);
                break;
            case AggregateMethod.Vikor:
                Vikor.Compromise(block, weights, rule.Majority, first, second, score);
                for (var i = 0; i < score.Length; i++) score[i] = 1 - score[i];
                break;
            case AggregateMethod.GreyRelational:
                GreyRelational.Grade(block, weights, double.NaN, rule.Resolution, score);
                break;
            case AggregateMethod.MazziottaPareto:
                MazziottaPareto.Score(block, weights, 100, 10, rule.Penalty, first, score);
                break;
            case AggregateMethod.AdjustedMazziottaPareto:
                MazziottaPareto.Score(block, weights, 70, 60, rule.Penalty, first, score);
                break;
            case AggregateMethod.Copeland:
                Outranking.Copeland(block, weights, years, score);
                break;
            default:
                score.Clear();
                for (var j = 0; j < weights.Length; j++) Aggregation.Add(block.Slice(j * rows, rows), weights[j], score);
                PowerMean.Invert(score, rule.Exponent!.Value);
                break;
        }
    }

    /// <summary>Sets the weights below a node anew, from the leaves up, when another set of weights was used in between.</summary>
    public void WeighBelow(int node, ReadOnlySpan<double> within, ReadOnlySpan<double> nodeWithin)
    {
        for (var below = tree.Nodes.Count - 1; below > node; below--) Weigh(below, within, nodeWithin);
    }

    /// <summary>Sets the weights of the indicators within a node, without scoring it.</summary>
    public void Weigh(int node, ReadOnlySpan<double> within, ReadOnlySpan<double> nodeWithin)
    {
        var shape = tree.Nodes[node];
        if (shape.Children.Length == 0) within.Slice(shape.First, shape.Count).CopyTo(relative.AsSpan(shape.First, shape.Count));
        foreach (var child in shape.Children)
            for (var j = tree.Nodes[child].First; j < tree.Nodes[child].First + tree.Nodes[child].Count; j++)
                relative[j] *= nodeWithin[child];
    }
}
