namespace Rebound.Measures;

/// <summary>All weights of an index: one set for all rows, one a year, or at some nodes one a row (benefit of the doubt). Weights sum to one within every node and row.</summary>
internal sealed class IndexWeights
{
    private readonly CompleteTable table;
    private readonly IndexOptions options;
    private readonly OwnWeights?[] own;

    /// <summary>Finds the weights that do not wait for scores.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How.</param>
    /// <param name="columns">Its normalised columns; found where they are needed when null.</param>
    /// <param name="entropies">Entropy of each indicator over all years.</param>
    public IndexWeights(CompleteTable table, IndexOptions options, double[]? columns, double[] entropies)
    {
        (this.table, this.options, own) = (table, options, new OwnWeights?[table.Tree.Nodes.Count]);
        Years = options.YearlyWeights ? [.. Enumerable.Range(0, table.YearCount).Select(t => OfYear(columns, t))] : [new IndexWeighting(table, options, entropies, columns)];
    }

    /// <summary>One set for all years, or one a year; of nodes that have own weights these hold nothing.</summary>
    public IReadOnlyList<IndexWeighting> Years { get; }

    public WeightVariation Variation => options.OwnWeights ? WeightVariation.UnitYears : options.YearlyWeights ? WeightVariation.Years : WeightVariation.None;

    /// <summary>Whether every row weighs what lies directly below a node for itself.</summary>
    public bool IsOwn(int node) => table.Tree.Nodes[node].Children.Length == 0 ? options.Weights == WeightMethod.BenefitOfDoubt : options.Between == DimensionWeights.BenefitOfDoubt;

    /// <summary>Finds each row's own weights of what lies directly below a node, and the scores that they give.</summary>
    /// <param name="node">The node.</param>
    /// <param name="columns">Normalised columns.</param>
    /// <param name="scores">Scores node by node; those of the children are known, and the node's are set.</param>
    public void SetOwn(int node, ReadOnlySpan<double> columns, Span<double> scores)
    {
        var (shape, rows) = (table.Tree.Nodes[node], table.RowCount);
        var parts = new double[(shape.Children.Length == 0 ? shape.Count : shape.Children.Length) * rows];
        if (shape.Children.Length == 0) columns.Slice(shape.First * rows, parts.Length).CopyTo(parts);
        for (var c = 0; c < shape.Children.Length; c++) scores.Slice(shape.Children[c] * rows, rows).CopyTo(parts.AsSpan(c * rows));
        own[node] = OwnWeights.Of(table, options, table.Tree.PartsOf(node, table.Indicators), parts);
        own[node]!.Scores.CopyTo(scores[(node * rows)..]);
    }

    /// <summary>The own weights found at a node; null where rows share them.</summary>
    public OwnWeights? OwnAt(int node) => own[node];

    /// <summary>Weight of an indicator within its dimension.</summary>
    /// <param name="leaf">Index of the dimension.</param>
    /// <param name="indicator">Index of the indicator.</param>
    /// <param name="row">Unit × years + year.</param>
    public double Within(int leaf, int indicator, int row) => own[leaf] is { } rows ? rows.Weight(indicator - table.Tree.Nodes[leaf].First, row) : At(row).Within[indicator];

    /// <summary>Weight of a node within its parent; 1 at the root.</summary>
    public double NodeWithin(int node, int row)
    {
        var parent = table.Tree.Nodes[node].Parent;
        return parent >= 0 && own[parent] is { } rows ? rows.Weight(Array.IndexOf(table.Tree.Nodes[parent].Children, node), row) : At(row).NodeWithin[node];
    }

    /// <summary>Weights of a row: of nodes and indicators within what lies above, and within the index.</summary>
    public void Copy(int row, WeightSummary to)
    {
        for (var node = 0; node < to.NodeWithin.Length; node++)
        {
            var shape = table.Tree.Nodes[node];
            to.NodeWithin[node] = NodeWithin(node, row);
            to.NodeGlobal[node] = node == 0 ? 1 : to.NodeGlobal[shape.Parent] * to.NodeWithin[node];
            if (shape.Children.Length > 0) continue;
            for (var j = shape.First; j < shape.First + shape.Count; j++)
            {
                to.Within[j] = to.Global[j] = Within(node, j, row);
                for (var above = node; above > 0; above = table.Tree.Nodes[above].Parent) to.Global[j] *= NodeWithin(above, row);
            }
        }
    }

    /// <summary>The mean over the rows, or over the years where units share weights.</summary>
    public WeightSummary Summarise()
    {
        var (sum, one) = (new WeightSummary(table), new WeightSummary(table));
        var count = options.OwnWeights ? table.RowCount : Years.Count;
        for (var row = 0; row < count; row++)
        {
            Copy(row, one);
            sum.Add(one);
        }
        if (count > 1) sum.Divide(count);
        return sum;
    }

    private IndexWeighting At(int row) => Years[row % Years.Count];

    private IndexWeighting OfYear(double[]? columns, int year)
    {
        var cut = table.Year(year);
        return new IndexWeighting(cut, options, IndexSteps.Entropies(cut, options.ZeroRule), columns is null ? null : CompleteTable.OfYear(columns, table.YearCount, year), year, table.YearCount);
    }
}
