using System.Buffers;
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
    private readonly double[]? columns;
    private readonly int year;
    private readonly int years;

    /// <summary>Weighs the indicators, and the dimensions unless their scores decide.</summary>
    /// <param name="table">The table, or a year of it.</param>
    /// <param name="options">How.</param>
    /// <param name="entropies">Entropy of each indicator in that table.</param>
    /// <param name="columns">The normalised columns of its rows; found where they are needed when null.</param>
    /// <param name="year">The year, when the table is one of several.</param>
    /// <param name="years">How many there are.</param>
    public IndexWeighting(CompleteTable table, IndexOptions options, double[] entropies, double[]? columns = null, int year = 0, int years = 1)
    {
        (this.table, this.options, this.entropies, this.columns, this.year, this.years) = (table, options, entropies, columns, year, years);
        Within = new double[table.Indicators.Count];
        NodeWithin = new double[table.Tree.Nodes.Count];
        NodeWithin[0] = 1;
        IndexRefusedException.ThrowIfAny(RequestRefusals(table, options));
        if (options.Between == DimensionWeights.Flat) SetFlat();
        else SetByDimension();
    }

    public double[] Within { get; }

    public double[] NodeWithin { get; }

    /// <summary>Weights the children of a node by the entropy of their scores, once these are known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="scores">Scores of all years, node by node.</param>
    public void SetByScores(int node, ReadOnlySpan<double> scores)
    {
        var children = table.Tree.Nodes[node].Children;
        if (children.Length == 0) return;
        if (options.Between == DimensionWeights.EqualInfluence) SetByInfluence(node, scores);
        if (options.Between != DimensionWeights.Entropy) return;
        var (e, w) = (new double[children.Length], new double[children.Length]);
        for (var c = 0; c < children.Length; c++) e[c] = Entropy.Of(ScoresOf(children[c], scores), options.ZeroRule);
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

    /// <summary>What is wrong with the request before any weight is computed.</summary>
    private static List<IndexRefusal> RequestRefusals(CompleteTable table, IndexOptions options)
    {
        WeightMethod[] methods = options.Weights == WeightMethod.Combined ? [options.Weighting.Subjective, options.Weighting.Objective] : [options.Weights];
        var refusals = new List<IndexRefusal>();
        if (options.Weights == WeightMethod.Combined && (methods.Contains(WeightMethod.Combined) || methods.Contains(WeightMethod.BenefitOfDoubt) || methods[0] == methods[1]))
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, $"Combined weights need two different methods that weigh all units alike, and '{MethodName.Of(methods[0])}' and '{MethodName.Of(methods[1])}' are not."));
        if (!(options.Weighting.Alpha is >= 0 and <= 1))
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, string.Create(CultureInfo.InvariantCulture, $"The share of the first weights in a combination is {options.Weighting.Alpha:R}; it lies between 0 and 1.")));
        if (options.Aggregate != AggregateMethod.Arithmetic && (methods.Contains(WeightMethod.EqualInfluence) || options.Between == DimensionWeights.EqualInfluence))
            refusals.Add(new(IndexRefusalKind.Method, null, null, null, "Weights of equal influence are those of an arithmetic mean: its correlation with each part is what they make equal. Aggregate arithmetically."));
        if (methods.Contains(WeightMethod.Given)) refusals.AddRange(GivenRefusals(table, options));
        return refusals;
    }

    private void SetByDimension()
    {
        foreach (var node in table.Tree.Nodes)
        {
            foreach (var child in node.Children) NodeWithin[child] = 1.0 / node.Children.Length;
            if (node.Children.Length == 0) Set(node.Path, node.First, node.Count);
            else if (options.Between == DimensionWeights.Pairwise)
            {
                var weights = new double[node.Children.Length];
                ByPairs(node.Path, [.. node.Children.Select(child => NameOf(table.Tree.Nodes[child].Path))], weights);
                for (var c = 0; c < weights.Length; c++) NodeWithin[node.Children[c]] = weights[c];
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private ReadOnlySpan<double> ScoresOf(int node, ReadOnlySpan<double> scores)
    {
        var own = scores.Slice(node * table.RowCount * years, table.RowCount * years);
        return years == 1 ? own : CompleteTable.OfYear(own, years, year);
    }

    private void SetByInfluence(int node, ReadOnlySpan<double> scores)
    {
        var children = table.Tree.Nodes[node].Children;
        var (parts, weights) = (new double[children.Length * table.RowCount], new double[children.Length]);
        for (var c = 0; c < children.Length; c++) ScoresOf(children[c], scores).CopyTo(parts.AsSpan(c * table.RowCount));
        ComponentWeights.EqualInfluence(new WeightBlock(parts, [.. children.Select(child => table.Tree.Nodes[child].Path)], table.Tree.Nodes[node].Path), weights);
        for (var c = 0; c < children.Length; c++) NodeWithin[children[c]] = weights[c];
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
        if (options.Weights != WeightMethod.Combined)
        {
            Set(options.Weights, path, first, weights);
            return;
        }
        var (subjective, objective) = (new double[count], new double[count]);
        Set(options.Weighting.Subjective, path, first, subjective);
        Set(options.Weighting.Objective, path, first, objective);
        CombinedWeights.Of(subjective, objective, options.Weighting.Combination, options.Weighting.Alpha, path, weights);
    }

    private void Set(WeightMethod method, string path, int first, Span<double> weights)
    {
        var count = weights.Length;
        switch (method)
        {
            case WeightMethod.Given:
                for (var j = 0; j < count; j++) weights[j] = table.Indicators[first + j].Weight!.Value;
                break;
            case WeightMethod.Entropy:
                if (!Entropy.Weights(entropies.AsSpan(first, count), weights)) throw NoInformation(path);
                break;
            case WeightMethod.Critic:
                OnMinMax(path, first, weights, (block, found) => DispersionWeights.Critic(block, entropies.AsSpan(first, block.Count), options.Weighting, found));
                break;
            case WeightMethod.Variation:
                RefuseGaps(first, count);
                DispersionWeights.ByVariation(new WeightBlock(table.Values.AsSpan(first * table.RowCount, count * table.RowCount), Codes(first, count), path), weights);
                break;
            case WeightMethod.Deviation:
                OnMinMax(path, first, weights, DispersionWeights.ByDeviation);
                break;
            case WeightMethod.PrincipalComponents:
                OnMinMax(path, first, weights, (block, found) => ComponentWeights.Principal(block, options.Weighting.Components, found));
                break;
            case WeightMethod.EqualInfluence:
                RefuseGaps(first, count);
                ComponentWeights.EqualInfluence(new WeightBlock((columns ?? IndexSteps.Normalise(table, options)).AsSpan(first * table.RowCount, count * table.RowCount), Codes(first, count), path), weights);
                break;
            case WeightMethod.Pairwise:
                ByPairs(path, Codes(first, count), weights);
                break;
            default:
                weights.Fill(1.0 / count);
                break;
        }
    }

    private void ByPairs(string path, string[] names, Span<double> weights)
    {
        weights[0] = 1; // nothing to compare where there is one
        if (names.Length == 1) return;
        if (!options.Weighting.Pairwise.TryGetValue(path, out var matrix))
            throw new IndexRefusedException([new(IndexRefusalKind.Pairwise, null, null, path, $"'{path}' has no pairwise comparisons of {string.Join(", ", names)}. Give a matrix, or weigh otherwise.")]);
        var result = PairwiseWeights.Of(matrix.InOrder(names), options.Weighting.PairwiseBy, options.Weighting.RandomIndex);
        result.ThrowIfInconsistent(options.Weighting.LargestConsistencyRatio);
        result.Weights.CopyTo(weights);
    }

    /// <summary>Weighs by min-max normalised columns, whatever the scores are made of.</summary>
    private void OnMinMax(string path, int first, Span<double> weights, BlockWeights weigh)
    {
        var (count, rows) = (weights.Length, table.RowCount);
        RefuseGaps(first, count);
        var room = ArrayPool<double>.Shared.Rent(count * rows);
        try
        {
            for (var j = 0; j < count; j++)
                Normalisation.MinMax(table.Column(first + j), table.Moments[first + j].Minimum, table.Moments[first + j].Maximum, table.Indicators[first + j].Direction, room.AsSpan(j * rows, rows));
            weigh(new WeightBlock(room.AsSpan(0, count * rows), Codes(first, count), path), weights);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(room);
        }
    }

    private delegate void BlockWeights(WeightBlock block, Span<double> weights);

    private void RefuseGaps(int first, int count)
    {
        if (!table.HasGap) return;
        var gap = table.Values.AsSpan(first * table.RowCount, count * table.RowCount).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (gap < 0) return;
        var at = first * table.RowCount + gap;
        var (unit, year, code) = (table.Units[at / table.YearCount % table.Units.Count], table.FirstYear + at % table.YearCount, table.Indicators[at / table.RowCount].Code);
        throw new IndexRefusedException([new(IndexRefusalKind.StillMissing, unit, year, code, $"Indicator '{code}' of '{unit}' in {year} is missing, and these weights come from complete values. Impute gaps, or weigh equally.")]);
    }

    private string[] Codes(int first, int count) => [.. Enumerable.Range(first, count).Select(j => table.Indicators[j].Code)];

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
