namespace Rebound.Measures;

/// <summary>Variants of the weightings; only what the chosen method uses is looked at.</summary>
public sealed record WeightOptions
{
    /// <summary>CRITIC: how the contrast of an indicator is measured.</summary>
    public CriticContrast Contrast { get; init; } = CriticContrast.Deviation;

    /// <summary>CRITIC: how its conflict with the others is measured.</summary>
    public CriticConflict Conflict { get; init; } = CriticConflict.Pearson;

    /// <summary>Principal components: which of them make the weights.</summary>
    public ComponentRule Components { get; init; } = ComponentRule.Kaiser;

    /// <summary>Pairwise comparisons, by the path of the node whose indicators or dimensions are compared ("total" for the first dimensions).</summary>
    public IReadOnlyDictionary<string, PairwiseMatrix> Pairwise { get; init; } = new Dictionary<string, PairwiseMatrix>(StringComparer.Ordinal);

    /// <summary>Pairwise comparisons: how the weights come from a matrix.</summary>
    public PairwiseMethod PairwiseBy { get; init; } = PairwiseMethod.Eigenvector;

    /// <summary>Pairwise comparisons: the consistency index of random matrices.</summary>
    public RandomIndex RandomIndex { get; init; } = RandomIndex.Saaty;

    /// <summary>Pairwise comparisons: a matrix with a larger consistency ratio is refused.</summary>
    public double LargestConsistencyRatio { get; init; } = 0.1;

    /// <summary>Combined weights: the first method.</summary>
    public WeightMethod Subjective { get; init; } = WeightMethod.Given;

    /// <summary>Combined weights: the second method.</summary>
    public WeightMethod Objective { get; init; } = WeightMethod.Entropy;

    /// <summary>Combined weights: how.</summary>
    public WeightCombination Combination { get; init; } = WeightCombination.Linear;

    /// <summary>Linear combination: the share of the first method, 0 to 1.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Benefit of the doubt: the least share of a unit's score that each part makes up, 0 for no limit.</summary>
    public double LowestShare { get; init; }

    /// <summary>Benefit of the doubt: the largest share, 1 for no limit.</summary>
    public double HighestShare { get; init; } = 1;
}
