namespace Rebound.Measures;

/// <summary>The weights of one row, or a mean over rows.</summary>
internal sealed class WeightSummary(CompleteTable table)
{
    /// <summary>Of indicators within their dimension.</summary>
    public double[] Within { get; } = new double[table.Indicators.Count];

    /// <summary>Of indicators within the index.</summary>
    public double[] Global { get; } = new double[table.Indicators.Count];

    /// <summary>Of nodes within their parent; 1 at the root.</summary>
    public double[] NodeWithin { get; } = new double[table.Tree.Nodes.Count];

    /// <summary>Of nodes within the index.</summary>
    public double[] NodeGlobal { get; } = new double[table.Tree.Nodes.Count];

    public void Add(WeightSummary other) => Each(other, (sum, more) => sum + more);

    public void Divide(int count) => Each(this, (sum, _) => sum / count);

    private void Each(WeightSummary other, Func<double, double, double> change)
    {
        foreach (var (own, others) in new[] { (Within, other.Within), (Global, other.Global), (NodeWithin, other.NodeWithin), (NodeGlobal, other.NodeGlobal) })
            for (var k = 0; k < own.Length; k++) own[k] = change(own[k], others[k]);
    }
}
