namespace Rebound.Measures;

/// <summary>Scores an index again with an indicator left out. Holds scratch space, so one a thread.</summary>
internal sealed class Rescoring(IndexResult index, double[] prepared)
{
    private readonly CompleteTable table = index.Table;
    private readonly IndexScorer scorer = new(index.Table.Tree, index.Table.RowCount, index.Table.YearCount);
    private readonly double[] within = new double[index.Indicators.Count];
    private readonly double[] nodeWithin = new double[index.Nodes.Count];
    private readonly double[] scores = new double[index.Options.ByLevel ? index.Nodes.Count * index.Table.RowCount : index.Table.RowCount];
    private readonly double[] year = new double[index.WeightVariation == WeightVariation.Years && !index.Options.ByLevel ? index.Table.RowCount : 0];
    private readonly double[] means = new double[index.Units.Count];

    /// <summary>Mean scores by unit without an indicator, until the next call, and the path of the dimension that goes with it.</summary>
    public (double[] Scores, string Dropped) Without(int indicator)
    {
        var dropped = "";
        for (var t = 0; t < index.Weights.Years.Count; t++)
        {
            index.Weights.Years[t].Within.CopyTo(within, 0);
            index.Weights.Years[t].NodeWithin.CopyTo(nodeWithin, 0);
            dropped = Leave(indicator);
            Score(t, index.Weights.Years.Count);
        }
        IndexSteps.MeanOverYears(scores.AsSpan(0, table.RowCount), means);
        return (means, dropped);
    }

    private string Leave(int indicator)
    {
        var leaf = 0;
        while (table.Tree.Nodes[leaf].Children.Length > 0)
            foreach (var child in table.Tree.Nodes[leaf].Children)
                if (indicator >= table.Tree.Nodes[child].First && indicator < table.Tree.Nodes[child].First + table.Tree.Nodes[child].Count)
                {
                    leaf = child;
                    break;
                }
        var shape = table.Tree.Nodes[leaf];
        within[indicator] = 0;
        if (Rescale(within.AsSpan(shape.First, shape.Count))) return "";
        for (var node = leaf; node > 0; node = table.Tree.Nodes[node].Parent)
        {
            var siblings = table.Tree.Nodes[table.Tree.Nodes[node].Parent].Children;
            nodeWithin[node] = 0;
            var weights = siblings.Select(sibling => nodeWithin[sibling]).ToArray();
            if (!Rescale(weights)) continue;
            for (var c = 0; c < siblings.Length; c++) nodeWithin[siblings[c]] = weights[c];
            return table.Tree.Nodes[node].Path;
        }
        var code = table.Indicators[indicator].Code;
        throw new IndexRefusedException([new(IndexRefusalKind.EmptyDimension, null, null, code, $"Without indicator '{code}' nothing that weighs anything is left of the index.")]);
    }

    private static bool Rescale(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var w in weights) sum += w;
        if (!(sum > 0)) return false;
        foreach (ref var w in weights) w /= sum;
        return true;
    }

    private void Score(int of, int years)
    {
        var options = index.Options;
        var heights = options.ByLevel ? LevelScores.Heights(table.Tree) : [];
        for (var node = table.Tree.Nodes.Count - 1; node >= 0; node--)
        {
            if (options.ByLevel) LevelScores.Score(table.Tree, node, table.RowCount, prepared, scores, within, nodeWithin, options.RuleAt(heights[node]).Exponent!.Value, table.HasGap ? options.MinimumAvailable : 0, of, years);
            else if (node > 0) scorer.Weigh(node, within, nodeWithin);
            else scorer.Score(0, options.Rule, prepared, within, nodeWithin, years == 1 ? scores.AsSpan(0, table.RowCount) : year);
        }
        for (var r = of; r < year.Length; r += years) scores[r] = year[r];
    }
}
