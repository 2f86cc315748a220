using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A composite index of resilience on a panel of units and years.</summary>
/// <remarks>Steps: screen for coverage; fill gaps inside the fit window; normalise with one scale for all unit-years;
/// weigh within and between dimensions; aggregate at every node of the tree. Conventions, formulas and sources are in
/// docs/methods/index.md. Checked against numpy, base R and COINr (tests, folder Measures).</remarks>
/// <param name="options">How to build it.</param>
public sealed class ResilienceIndex(IndexOptions options)
{
    /// <summary>Builds the index.</summary>
    /// <param name="table">Units × years × indicators; years outside the fit window are not looked at.</param>
    /// <returns>Scores, ranks, weights, and what was imputed and left out.</returns>
    /// <exception cref="IndexRefusedException">No trustworthy index can be given; units, years and indicators to blame are named.</exception>
    public IndexResult Build(IndicatorTable table)
    {
        RefuseMethods(options);
        return Score(CompleteTable.From(table, options), options);
    }

    /// <summary>What in the options does not go together, whatever the data are; nothing when all does.</summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<string> Contradictions(IndexOptions options)
    {
        var reasons = new List<string>();
        void Refuse(string reason) => reasons.Add(reason);
        AggregateMethod[] used = options.AggregateByLevel is { } levels ? [.. levels] : [options.Aggregate];
        var z = options.Normalise is NormaliseMethod.ZScore or NormaliseMethod.PopulationZScore;
        if (z && used.Any(method => new AggregateRule(method).NeedsPositive))
            Refuse("Z-scores are negative for half of the units, and a geometric mean of them does not exist. Normalise by min-max, or aggregate arithmetically.");
        var bounded = options.Normalise is NormaliseMethod.Goalposts or NormaliseMethod.WinsorisedMinMax || (options.NormaliseSettings.Scope != NormaliseScope.BaseYear
            && options.Normalise is NormaliseMethod.MinMax or NormaliseMethod.DistanceToMaximum or NormaliseMethod.Rank or NormaliseMethod.PercentileRank or NormaliseMethod.Borda);
        if (options.Between == DimensionWeights.Entropy && !z && (!bounded || used.Contains(AggregateMethod.Copeland)))
            Refuse("Entropy between dimensions needs dimension scores that are not negative, and these may be. Normalise by min-max over all years, or weigh dimensions equally.");
        if (z && options.Between == DimensionWeights.Entropy)
            Refuse("Entropy between dimensions needs dimension scores that are not negative, and z-scores are. Normalise by min-max, or weigh dimensions equally.");
        if (options.OwnWeights) RefuseOwn(options, used, z, Refuse);
        if (options.Aggregate != AggregateMethod.Arithmetic && (options.Weights == WeightMethod.EqualInfluence || options.Between == DimensionWeights.EqualInfluence))
            Refuse("Weights of equal influence are those of an arithmetic mean: its correlation with each part is what they make equal. Aggregate arithmetically.");
        if (options.AggregateByLevel is not null && (used.Length == 0 || used.Any(method => new AggregateRule(method).Exponent is null)))
            Refuse("Aggregation by level takes arithmetic, geometric, harmonic and power means; others compare units with each other and are scored from all indicators below a node.");
        if (options.Impute == ImputeMethod.None && (used.Any(method => new AggregateRule(method).Exponent is null) || options.Weights is not (WeightMethod.Equal or WeightMethod.Given or WeightMethod.Entropy) || options.Between is DimensionWeights.Entropy or DimensionWeights.BenefitOfDoubt))
            Refuse("Gaps that stay need a mean (arithmetic, geometric, harmonic, power) and weights that are equal, given or by entropy within dimensions. Impute, or choose these.");
        if (used.Contains(AggregateMethod.Power) && !double.IsFinite(options.Power))
            Refuse("The exponent of a power mean is a finite number.");
        if (used.Contains(AggregateMethod.MazziottaPareto) && !z)
            Refuse("The Mazziotta-Pareto index is defined on z-scores. Normalise by zscore-population, or take the adjusted index.");
        if (used.Contains(AggregateMethod.AdjustedMazziottaPareto) && options.Normalise is not (NormaliseMethod.MinMax or NormaliseMethod.DistanceToMaximum or NormaliseMethod.Goalposts or NormaliseMethod.CentredGoalposts or NormaliseMethod.WinsorisedMinMax))
            Refuse("The adjusted Mazziotta-Pareto index is defined between goalposts. Normalise by minmax, goalposts or centred-goalposts.");
        if (options.Majority is not (>= 0 and <= 1) || options.Resolution is not (> 0 and <= 1))
            Refuse("The majority of VIKOR lies in [0, 1] and the resolution of a grey relational grade above 0 and at most at 1.");
        return reasons;
    }

    // Benefit of the doubt is a weighted sum of parts that are not negative, by definition.
    private static void RefuseOwn(IndexOptions options, AggregateMethod[] used, bool z, Action<string> refuse)
    {
        if (used.Any(method => method != AggregateMethod.Arithmetic))
            refuse("Benefit of the doubt is a weighted sum of a unit's values with the weights that favour it most. Aggregate arithmetically.");
        if (z)
            refuse("Benefit of the doubt needs values of zero or more, and z-scores are negative for half of the units. Normalise by min-max.");
        if (options.Weights == WeightMethod.BenefitOfDoubt && options.Between == DimensionWeights.Flat)
            refuse("Benefit of the doubt over all indicators at once would leave dimensions of some units without any weight, and so without a score. Put the indicators into one dimension, or weigh dimensions equally or by bod.");
        if (!(options.Weighting.LowestShare is >= 0 and <= 1) || !(options.Weighting.HighestShare > 0 && options.Weighting.HighestShare <= 1) || options.Weighting.LowestShare > options.Weighting.HighestShare)
            refuse("The least share of a part in a score lies between 0 and the largest share, and that above 0 and at most at 1.");
        if (options.Weights == WeightMethod.BenefitOfDoubt && options.Weighting.LowestShare > 0 && options.Normalise is NormaliseMethod.MinMax or NormaliseMethod.PercentileRank or NormaliseMethod.Borda or NormaliseMethod.DistanceToMaximum or NormaliseMethod.WinsorisedMinMax)
            refuse("The worst value of an indicator is 0 once normalised, so it cannot make up a share of a score. Leave lowest_share at 0, or normalise by fraction-of-maximum, rank or goalposts below the worst value.");
    }

    /// <summary>Normalises, weighs and aggregates a complete table.</summary>
    internal static IndexResult Score(CompleteTable table, IndexOptions options)
    {
        RefuseMethods(options);
        var columns = BlockedScores.Fits(options) ? null : IndexSteps.Normalise(table, options);
        var entropies = IndexSteps.Entropies(table, options.ZeroRule);
        var weights = new IndexWeights(table, options, columns, entropies);
        var scores = columns is null
            ? BlockedScores.Score(table, options, weights.Years[0])
            : IndexSteps.Score(table, options, IndexSteps.Prepare(table, columns, options), weights);
        return Complete(table, options, weights, entropies, scores);
    }

    internal static void RefuseMethods(IndexOptions options) =>
        IndexRefusedException.ThrowIfAny([.. Contradictions(options).Select(reason => new IndexRefusal(IndexRefusalKind.Method, null, null, null, reason))]);

    private static IndexResult Complete(CompleteTable table, IndexOptions options, IndexWeights weights, double[] entropies, double[] scores)
    {
        var stated = weights.Summarise();
        var (n, count) = (table.Units.Count, table.Tree.Nodes.Count);
        var (unitScores, ranks, terciles) = (new double[count * n], new int[count * n], new Tercile[count * n]);
        var order = new int[n];
        for (var node = 0; node < count; node++)
        {
            var means = unitScores.AsSpan(node * n, n);
            IndexSteps.MeanOverYears(scores.AsSpan(node * table.RowCount, table.RowCount), means);
            Ranks.Descending(means, ranks.AsSpan(node * n, n), order);
            Terciles.Of(means, terciles.AsSpan(node * n, n));
        }
        return new IndexResult(table, options, Nodes(table, stated), Indicators(table, stated, entropies), weights, scores, unitScores, ranks, terciles);
    }

    private static IndexNode[] Nodes(CompleteTable table, WeightSummary weights)
    {
        var nodes = new IndexNode[table.Tree.Nodes.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            var shape = table.Tree.Nodes[i];
            nodes[i] = new IndexNode(shape.Path, shape.Parent, shape.Depth, shape.First, shape.Count, shape.Children.Length, weights.NodeWithin[i], weights.NodeGlobal[i]);
        }
        return nodes;
    }

    private static IndicatorSummary[] Indicators(CompleteTable table, WeightSummary weights, double[] entropies)
    {
        var summaries = new IndicatorSummary[entropies.Length];
        for (var j = 0; j < summaries.Length; j++)
        {
            var imputed = 0;
            for (var i = 0; i < table.Units.Count; i++) imputed += table.Imputed[j * table.Units.Count + i];
            var m = table.Moments[j];
            summaries[j] = new IndicatorSummary(table.Indicators[j], weights.Within[j], weights.Global[j], entropies[j], m.Minimum, m.Maximum, m.Mean, m.Deviation, table.RowCount - imputed, imputed);
        }
        return summaries;
    }
}
