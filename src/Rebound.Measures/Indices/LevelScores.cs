namespace Rebound.Measures;

/// <summary>Kernel that scores a node from its children alone, level by level, and lets values be missing.</summary>
internal static class LevelScores
{
    /// <summary>Scores one node; its children must have been scored before.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="node">Index of the node.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Normalised values, indicator by indicator; NaN means missing.</param>
    /// <param name="scores">Scores, node by node; the block of the node is set, NaN where too few children are there.</param>
    /// <param name="within">Weights of the indicators within their dimension.</param>
    /// <param name="nodeWithin">Weights of the nodes within their parent.</param>
    /// <param name="exponent">p of the mean at this node.</param>
    /// <param name="threshold">Share of the children that must be there, 0 to 1; weights are taken over those that are.</param>
    /// <param name="year">With weights by year: the year whose rows are scored.</param>
    /// <param name="years">How many years have weights of their own; 1 scores all rows.</param>
    public static void Score(IndexTree tree, int node, int rows, ReadOnlySpan<double> columns, Span<double> scores, ReadOnlySpan<double> within, ReadOnlySpan<double> nodeWithin, double exponent, double threshold, int year = 0, int years = 1)
    {
        var shape = tree.Nodes[node];
        var leaf = shape.Children.Length == 0;
        var count = leaf ? shape.Count : shape.Children.Length;
        var (values, weights) = (new double[count], new double[count]);
        for (var c = 0; c < count; c++) weights[c] = leaf ? within[shape.First + c] : nodeWithin[shape.Children[c]];
        for (var r = year; r < rows; r += years)
        {
            for (var c = 0; c < count; c++) values[c] = leaf ? columns[(shape.First + c) * rows + r] : scores[shape.Children[c] * rows + r];
            scores[node * rows + r] = PowerMean.Of(values, weights, exponent, threshold);
        }
    }

    /// <summary>Levels from the indicators up: 1 for a dimension of indicators, else one more than its highest child.</summary>
    public static int[] Heights(IndexTree tree)
    {
        var heights = new int[tree.Nodes.Count];
        for (var node = heights.Length - 1; node >= 0; node--)
        {
            heights[node] = 1;
            foreach (var child in tree.Nodes[node].Children) heights[node] = Math.Max(heights[node], heights[child] + 1);
        }
        return heights;
    }
}
