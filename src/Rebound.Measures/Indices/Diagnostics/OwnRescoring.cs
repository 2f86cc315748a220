namespace Rebound.Measures;

/// <summary>Scores an index with own weights (benefit of the doubt) again with an indicator left out: whoever weighed it weighs the others anew.</summary>
internal sealed class OwnRescoring(IndexResult index, double[] columns)
{
    private readonly CompleteTable table = index.Table;

    /// <summary>Mean scores by unit without an indicator, and the path of the dimension that goes with it.</summary>
    public (double[] Scores, string Dropped) Without(int indicator)
    {
        var rows = table.RowCount;
        var (scores, dropped) = (new double[index.Nodes.Count * rows], "");
        for (var other = 0; other < index.Nodes.Count; other++) index.Scores(other).CopyTo(scores.AsSpan(other * rows));
        var node = LeafOf(indicator);
        var gone = indicator - table.Tree.Nodes[node].First; // the part that the node loses; −1 when one of its parts only changes
        while (node >= 0)
        {
            var shape = table.Tree.Nodes[node];
            var parts = Enumerable.Range(0, shape.Children.Length > 0 ? shape.Children.Length : shape.Count).Where(part => part != gone).ToArray();
            if (gone >= 0 && !Weighs(node, parts))
            {
                if (node == 0) throw new IndexRefusedException([new(IndexRefusalKind.EmptyDimension, null, null, table.Indicators[indicator].Code, $"Without indicator '{table.Indicators[indicator].Code}' nothing that weighs anything is left of the index.")]);
                (dropped, gone) = (shape.Path, Array.IndexOf(table.Tree.Nodes[shape.Parent].Children, node));
            }
            else
            {
                Score(node, parts, gone, scores);
                gone = -1;
            }
            node = shape.Parent;
        }
        var means = new double[table.Units.Count];
        IndexSteps.MeanOverYears(scores.AsSpan(0, rows), means);
        return (means, dropped);
    }

    private int LeafOf(int indicator)
    {
        for (var node = 0; ; node++)
            if (table.Tree.Nodes[node] is { Children.Length: 0 } shape && indicator >= shape.First && indicator < shape.First + shape.Count) return node;
    }

    private bool Weighs(int node, int[] parts) => parts.Length > 0 && (index.Weights.IsOwn(node) || parts.Any(part => index.Weights.Years.All(year => Shared(year, node, part) > 0)));

    private void Score(int node, int[] parts, int gone, Span<double> scores)
    {
        var (shape, rows) = (table.Tree.Nodes[node], table.RowCount);
        var values = new double[parts.Length * rows];
        for (var p = 0; p < parts.Length; p++)
            (shape.Children.Length > 0 ? scores.Slice(shape.Children[parts[p]] * rows, rows) : columns.AsSpan((shape.First + parts[p]) * rows, rows)).CopyTo(values.AsSpan(p * rows));
        var score = scores.Slice(node * rows, rows);
        if (index.Weights.OwnAt(node) is { } before)
        {
            var names = table.Tree.PartsOf(node, table.Indicators);
            OwnWeights.Of(table, index.Options, [.. parts.Select(part => names[part])], values, gone < 0 ? null : row => before.Weight(gone, row) == 0 ? before.Scores[row] : null).Scores.CopyTo(score);
            return;
        }
        for (var r = 0; r < rows; r++)
        {
            var (sum, weights, year) = (0.0, 0.0, index.Weights.Years[r % index.Weights.Years.Count]);
            for (var p = 0; p < parts.Length; p++)
            {
                var weight = Shared(year, node, parts[p]);
                (sum, weights) = (sum + weight * values[p * rows + r], weights + weight);
            }
            score[r] = sum / weights;
        }
    }

    private double Shared(IndexWeighting year, int node, int part) =>
        table.Tree.Nodes[node] is var shape && shape.Children.Length > 0 ? year.NodeWithin[shape.Children[part]] : year.Within[shape.First + part];
}
