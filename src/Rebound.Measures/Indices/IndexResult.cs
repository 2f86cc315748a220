namespace Rebound.Measures;

/// <summary>An index: scores, ranks, weights and their provenance. Complete when built; never changed.</summary>
/// <remarks>Blocks by node follow <see cref="Nodes"/> (the root first), then the units, then the years.</remarks>
public sealed class IndexResult
{
    private readonly double[] scores;
    private readonly double[] unitScores;
    private readonly int[] ranks;
    private readonly Tercile[] terciles;

    internal IndexResult(CompleteTable table, IndexOptions options, IReadOnlyList<IndexNode> nodes, IReadOnlyList<IndicatorSummary> indicators, IndexWeights weights, double[] scores, double[] unitScores, int[] ranks, Tercile[] terciles)
    {
        (Table, Options, Nodes, Indicators, Weights) = (table, options, nodes, indicators, weights);
        (this.scores, this.unitScores, this.ranks, this.terciles) = (scores, unitScores, ranks, terciles);
    }

    /// <summary>The options, among them methods, zero rule and fit window.</summary>
    public IndexOptions Options { get; }

    /// <summary>The units scored, in the order of the table.</summary>
    public IReadOnlyList<string> Units => Table.Units;

    /// <summary>First year of the fit window.</summary>
    public int FirstYear => Table.FirstYear;

    /// <summary>Number of years of the fit window.</summary>
    public int YearCount => Table.YearCount;

    /// <summary>The index itself ("total", node 0) and its dimensions; parents precede children.</summary>
    public IReadOnlyList<IndexNode> Nodes { get; }

    /// <summary>The indicators used, those of a dimension together.</summary>
    public IReadOnlyList<IndicatorSummary> Indicators { get; }

    /// <summary>Indicators and units left out for want of data, by name and with the reason.</summary>
    public IReadOnlyList<LeftOut> LeftOut => Table.LeftOut;

    /// <summary>What outlier treatment did, by indicator; empty when it was not asked for.</summary>
    public IReadOnlyList<IndicatorTreatment> Treatments => Table.Treatments;

    /// <summary>The groups of units; empty when there are none.</summary>
    public IReadOnlyList<string> GroupNames => Table.GroupNames;

    /// <summary>Over what the weights differ. Where they do, the weights of <see cref="Nodes"/> and <see cref="Indicators"/> are means, and so is their product.</summary>
    public WeightVariation WeightVariation => Weights.Variation;

    internal CompleteTable Table { get; }

    internal IndexWeights Weights { get; }

    /// <summary>Every value that a data step changed, before and after, by step, indicator, unit and year.</summary>
    public IEnumerable<ValueChange> Changes() => Table.Steps.SelectMany(step => step.Changes(Table));

    /// <summary>Index of the group of a unit in <see cref="GroupNames"/>; −1 when there are none.</summary>
    /// <param name="unit">Index of the unit.</param>
    public int GroupOf(int unit) => Table.Groups.Length == 0 ? -1 : Table.Groups[unit];

    /// <summary>The weights of what lies directly below a node, in one unit and year; they sum to one.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="unit">Index of the unit.</param>
    /// <param name="year">0 for the first year of the fit window.</param>
    public IReadOnlyList<PartWeight> WeightsOf(int node, int unit, int year)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(year);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(year, YearCount);
        var (shape, row) = (Table.Tree.Nodes[node], unit * YearCount + year);
        var own = Weights.OwnAt(node);
        return [.. Table.Tree.PartsOf(node, Table.Indicators).Select((part, p) => new PartWeight(part,
            shape.Children.Length > 0 ? Weights.NodeWithin(shape.Children[p], row) : Weights.Within(node, shape.First + p, row), own?.Share(p, row)))];
    }

    /// <summary>Index of a node, or −1.</summary>
    /// <param name="path">"total" or the path of a dimension.</param>
    public int NodeOf(string path)
    {
        for (var node = 0; node < Nodes.Count; node++)
            if (Nodes[node].Path == path) return node;
        return -1;
    }

    /// <summary>Scores of one node, by unit then year: in [0, 1] with min-max, otherwise around 0.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<double> Scores(int node) => scores.AsSpan(node * Table.RowCount, Table.RowCount);

    /// <summary>Scores of one node by unit: the mean over the years of the fit window, not rounded.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<double> UnitScores(int node) => unitScores.AsSpan(node * Units.Count, Units.Count);

    /// <summary>Ranks of the unit scores, 1 the most resilient; units with exactly equal scores share the better rank.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<int> Ranks(int node) => ranks.AsSpan(node * Units.Count, Units.Count);

    /// <summary>Ranks of the unit scores within the groups of units; empty when there are none.</summary>
    /// <param name="node">Index of the node.</param>
    public IReadOnlyList<int> GroupRanks(int node) => Table.Groups.Length == 0 ? [] : Numerics.Ranks.WithinGroups(UnitScores(node), Table.Groups);

    /// <summary>How the score of a unit moved over the fit window.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="unit">Index of the unit.</param>
    public ScoreTrend Trend(int node, int unit)
    {
        var years = new double[YearCount];
        for (var t = 0; t < years.Length; t++) years[t] = FirstYear + t;
        return ScoreTrend.Of(years, Scores(node).Slice(unit * YearCount, YearCount));
    }

    /// <summary>Thirds of the unit scores, from unrounded scores; ties share a third.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<Tercile> TercilesOf(int node) => terciles.AsSpan(node * Units.Count, Units.Count);

    /// <summary>Share of the values below a node that were imputed for a unit, 0 to 1.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="unit">Index of the unit.</param>
    public double ImputedShare(int node, int unit)
    {
        var imputed = 0;
        for (var j = Nodes[node].FirstIndicator; j < Nodes[node].FirstIndicator + Nodes[node].IndicatorCount; j++)
            imputed += Table.Imputed[j * Units.Count + unit];
        return (double)imputed / (Nodes[node].IndicatorCount * YearCount);
    }

    /// <summary>Number of imputed years of an indicator in a unit.</summary>
    /// <param name="indicator">Index of the indicator.</param>
    /// <param name="unit">Index of the unit.</param>
    public int Imputed(int indicator, int unit) => Table.Imputed[indicator * Units.Count + unit];
}
