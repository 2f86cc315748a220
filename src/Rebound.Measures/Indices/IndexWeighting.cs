using System.Globalization;

namespace Rebound.Measures;

/// <summary>Weights of indicators within dimensions and of dimensions within the node above.</summary>
internal sealed class IndexWeighting
{
    /// <summary>Given weights are decimals written by hand: this much is taken for rounding of their sum.</summary>
    private const double SumTolerance = 1e-6;

    private readonly CompleteTable table;
    private readonly IndexOptions options;
    private readonly double[] entropies;

    public IndexWeighting(CompleteTable table, IndexOptions options, double[] entropies)
    {
        (this.table, this.options, this.entropies) = (table, options, entropies);
        Within = new double[table.Indicators.Count];
        NodeWithin = new double[table.Tree.Nodes.Count];
        NodeWithin[0] = 1;
        if (options.Weights == WeightMethod.Given) IndexRefusedException.ThrowIfAny(GivenRefusals(table, options));
        if (options.Between == DimensionWeights.Flat) SetFlat();
        else SetByDimension();
    }

    public double[] Within { get; }

    public double[] NodeWithin { get; }

    /// <summary>Weights the children of a node by the entropy of their scores, once these are known.</summary>
    public void SetByScores(int node, double[] scores)
    {
        var children = table.Tree.Nodes[node].Children;
        if (options.Between != DimensionWeights.Entropy || children.Length == 0) return;
        var (e, w) = (new double[children.Length], new double[children.Length]);
        for (var c = 0; c < children.Length; c++) e[c] = Entropy.Of(scores.AsSpan(children[c] * table.RowCount, table.RowCount), options.ZeroRule);
        if (!Entropy.Weights(e, w)) throw NoInformation(table.Tree.Nodes[node].Path);
        for (var c = 0; c < children.Length; c++) NodeWithin[children[c]] = w[c];
    }

    /// <summary>What is wrong with the given weights; nothing when they can be used.</summary>
    public static List<IndexRefusal> GivenRefusals(CompleteTable table, IndexOptions options)
    {
        var refusals = new List<IndexRefusal>();
        foreach (var indicator in table.Indicators)
        {
            if (indicator.Weight is null)
                refusals.Add(new(IndexRefusalKind.Weights, null, null, indicator.Code, $"Indicator '{indicator.Code}' has no weight, and the weights are to be the given ones."));
            else if (!(indicator.Weight >= 0) || double.IsInfinity(indicator.Weight.Value))
                refusals.Add(new(IndexRefusalKind.Weights, null, null, indicator.Code, string.Create(CultureInfo.InvariantCulture, $"Indicator '{indicator.Code}' has the weight {indicator.Weight:R}; a weight is a number from 0 to 1. To turn an indicator round, state its direction.")));
        }
        if (refusals.Count > 0) return refusals;
        if (options.Between == DimensionWeights.Flat) CheckSum(table, IndexNode.Total, 0, table.Indicators.Count, refusals);
        else
            foreach (var node in table.Tree.Nodes)
                if (node.Children.Length == 0) CheckSum(table, node.Path, node.First, node.Count, refusals);
        return refusals;
    }

    private void SetByDimension()
    {
        foreach (var node in table.Tree.Nodes)
        {
            foreach (var child in node.Children) NodeWithin[child] = 1.0 / node.Children.Length;
            if (node.Children.Length == 0) Set(node.Path, node.First, node.Count);
        }
    }

    private void SetFlat()
    {
        Set(IndexNode.Total, 0, Within.Length);
        var sums = new double[NodeWithin.Length];
        for (var i = 0; i < sums.Length; i++)
            for (var j = table.Tree.Nodes[i].First; j < table.Tree.Nodes[i].First + table.Tree.Nodes[i].Count; j++)
                sums[i] += Within[j];
        for (var i = 0; i < sums.Length; i++)
        {
            var node = table.Tree.Nodes[i];
            if (!(sums[i] > 0))
                throw new IndexRefusedException([new(IndexRefusalKind.Weights, null, null, node.Path, $"The indicators of dimension '{node.Path}' weigh nothing together, so it has no score. Drop the dimension or weigh an indicator of it.")]);
            if (i > 0) NodeWithin[i] = sums[i] / sums[node.Parent];
            if (node.Children.Length > 0) continue;
            for (var j = node.First; j < node.First + node.Count; j++) Within[j] /= sums[i];
        }
    }

    private void Set(string path, int first, int count)
    {
        var weights = Within.AsSpan(first, count);
        switch (options.Weights)
        {
            case WeightMethod.Equal:
                weights.Fill(1.0 / count);
                break;
            case WeightMethod.Given:
                for (var j = 0; j < count; j++) weights[j] = table.Indicators[first + j].Weight!.Value;
                break;
            default:
                if (!Entropy.Weights(entropies.AsSpan(first, count), weights)) throw NoInformation(path);
                break;
        }
    }

    private static void CheckSum(CompleteTable table, string path, int first, int count, List<IndexRefusal> refusals)
    {
        var sum = 0.0;
        for (var j = first; j < first + count; j++) sum += table.Indicators[j].Weight!.Value;
        if (Math.Abs(sum - 1) <= SumTolerance) return;
        var gone = table.LeftOut.Where(left => left.Kind == LeftOutKind.Indicator).Select(left => left.Code).ToList();
        var cause = gone.Count == 0 ? "" : $" (left out for want of data: {string.Join(", ", gone)})";
        refusals.Add(new(IndexRefusalKind.Weights, null, null, path, string.Create(CultureInfo.InvariantCulture, $"The given weights of '{path}' sum to {sum:R}, not to 1{cause}. Weights are never rescaled silently: mend them.")));
    }

    private static IndexRefusedException NoInformation(string path) =>
        new([new(IndexRefusalKind.Weights, null, null, path, $"Nothing in '{path}' tells units apart by entropy, so its weights are not defined. Use equal weights.")]);
}
