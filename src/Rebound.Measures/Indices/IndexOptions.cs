namespace Rebound.Measures;

/// <summary>How an index is built. The same options and table give the same index to the last bit.</summary>
public sealed record IndexOptions
{
    /// <summary>First year of the fit window: the only years that are imputed from, normalised over and scored.</summary>
    public required int FirstYear { get; init; }

    /// <summary>Last year of the fit window.</summary>
    public required int LastYear { get; init; }

    /// <summary>Year in which the shock starts; when given, the fit window must end before it.</summary>
    public int? ShockYear { get; init; }

    /// <summary>Normalisation.</summary>
    public NormaliseMethod Normalise { get; init; } = NormaliseMethod.MinMax;

    /// <summary>Scope and parameters of the normalisation.</summary>
    public NormaliseSettings NormaliseSettings { get; init; } = NormaliseSettings.Default;

    /// <summary>Weights within a dimension.</summary>
    public WeightMethod Weights { get; init; } = WeightMethod.Entropy;

    /// <summary>Weights between dimensions.</summary>
    public DimensionWeights Between { get; init; } = DimensionWeights.Equal;

    /// <summary>Whether weights that look at the data come from the whole fit window or from each year apart.</summary>
    public WeightScope WeightScope { get; init; }

    /// <summary>Variants of the weightings.</summary>
    public WeightOptions Weighting { get; init; } = new();

    /// <summary>Aggregation, at every node of the tree from all indicators below it.</summary>
    public AggregateMethod Aggregate { get; init; } = AggregateMethod.Arithmetic;

    /// <summary>When given, each node is a mean of its children: the first method serves dimensions of indicators, the next the nodes above, the last all levels left. Arithmetic, geometric, harmonic and power means only.</summary>
    public IReadOnlyList<AggregateMethod>? AggregateByLevel { get; init; }

    /// <summary>p of <see cref="AggregateMethod.Power"/>; finite.</summary>
    public double Power { get; init; } = 0.5;

    /// <summary>v of <see cref="AggregateMethod.Vikor"/>, 0 to 1.</summary>
    public double Majority { get; init; } = 0.5;

    /// <summary>ρ of <see cref="AggregateMethod.GreyRelational"/>, above 0 and at most 1.</summary>
    public double Resolution { get; init; } = 0.5;

    /// <summary>What imbalance does in the Mazziotta-Pareto indices.</summary>
    public ImbalancePenalty Penalty { get; init; }

    /// <summary>What entropy does with zeros.</summary>
    public ZeroRule ZeroRule { get; init; } = ZeroRule.Zero;

    /// <summary>How gaps are filled.</summary>
    public ImputeMethod Impute { get; init; } = ImputeMethod.Linear;

    /// <summary>Share of a node's children, 0 to 1, that a unit-year needs for a score when gaps are left (<see cref="ImputeMethod.None"/>).</summary>
    public double MinimumAvailable { get; init; } = 0.65;

    /// <summary>Treatment of outliers.</summary>
    public TreatMethod Treat { get; init; }

    /// <summary>Limits and parameters of the treatment.</summary>
    public TreatSettings TreatSettings { get; init; } = TreatSettings.Default;

    /// <summary>What counts against a unit or an indicator when coverage is screened.</summary>
    public ScreenRule Screen { get; init; }

    /// <summary>Share of observed values that must not be zero, 0 to 1, with <see cref="ScreenRule.Zero"/> and <see cref="ScreenRule.Both"/>.</summary>
    public double MinimumNonZero { get; init; } = 0.5;

    /// <summary>Share of observed values, 0 to 1, below which an indicator, then a unit, is left out and named.</summary>
    public double MinimumCoverage { get; init; } = 0.65;

    /// <summary>Number of random designs behind the rank intervals.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Seed of these designs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The aggregation with its parameters.</summary>
    internal AggregateRule Rule => RuleOf(Aggregate);

    /// <summary>Whether nodes are scored from their children, and not from all indicators below.</summary>
    internal bool ByLevel => AggregateByLevel is not null || Impute == ImputeMethod.None || OwnWeights || (YearlyWeights && Rule.Exponent is not null);

    /// <summary>Whether every unit and year has weights of its own somewhere in the tree.</summary>
    internal bool OwnWeights => Weights == WeightMethod.BenefitOfDoubt || Between == DimensionWeights.BenefitOfDoubt;

    /// <summary>Whether every year has its own weights, shared by its units.</summary>
    internal bool YearlyWeights => WeightScope == WeightScope.PerYear && (LooksAtData(Weights) || Between is DimensionWeights.Entropy or DimensionWeights.EqualInfluence
        || (Weights == WeightMethod.Combined && (LooksAtData(Weighting.Subjective) || LooksAtData(Weighting.Objective))));

    /// <summary>The rule of a node.</summary>
    /// <param name="height">1 for a dimension of indicators, one more for each level above.</param>
    internal AggregateRule RuleAt(int height) => AggregateByLevel is { } levels ? RuleOf(levels[Math.Min(height, levels.Count) - 1]) : Rule;

    /// <summary>Whether indicators are weighted by more of their values than the entropies.</summary>
    internal bool WeighsValues => YearlyWeights || new[] { Weights, Weighting.Subjective, Weighting.Objective }.Take(Weights == WeightMethod.Combined ? 3 : 1).Any(method => LooksAtData(method) && method != WeightMethod.Entropy);

    private static bool LooksAtData(WeightMethod method) => method is not (WeightMethod.Equal or WeightMethod.Given or WeightMethod.Pairwise or WeightMethod.Combined or WeightMethod.BenefitOfDoubt);

    private AggregateRule RuleOf(AggregateMethod method) => new(method, Power, Majority, Resolution, Penalty == ImbalancePenalty.Raises ? 1 : -1);
}
