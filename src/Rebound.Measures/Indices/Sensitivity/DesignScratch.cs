namespace Rebound.Measures;

/// <summary>What one thread needs to score and rank designs.</summary>
internal sealed class DesignScratch(IndexResult index)
{
    private double[]? levels;

    public IndexScorer Rows { get; } = new(index.Table.Tree, index.Table.RowCount, index.YearCount);

    public IndexScorer Units { get; } = new(index.Table.Tree, index.Units.Count);

    public double[] Within { get; } = new double[index.Indicators.Count];

    public double[] NodeWithin { get; } = new double[index.Nodes.Count];

    public double[] Alpha { get; } = new double[Math.Max(index.Indicators.Count, index.Nodes.Count)];

    public double[] Weights { get; } = new double[Math.Max(index.Indicators.Count, index.Nodes.Count)];

    public double[] Score { get; } = new double[index.Table.RowCount];

    /// <summary>Scores of all nodes, for designs in which a node is scored from its children.</summary>
    public double[] Levels => levels ??= new double[index.Nodes.Count * index.Table.RowCount];

    public double[] Means { get; } = new double[index.Units.Count];

    public int[] Order { get; } = new int[index.Units.Count];
}
