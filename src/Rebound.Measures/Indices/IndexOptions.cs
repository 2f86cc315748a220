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

    /// <summary>Weights within a dimension.</summary>
    public WeightMethod Weights { get; init; } = WeightMethod.Entropy;

    /// <summary>Weights between dimensions.</summary>
    public DimensionWeights Between { get; init; } = DimensionWeights.Equal;

    /// <summary>Aggregation, at every node of the tree.</summary>
    public AggregateMethod Aggregate { get; init; } = AggregateMethod.Arithmetic;

    /// <summary>What entropy does with zeros.</summary>
    public ZeroRule ZeroRule { get; init; } = ZeroRule.Zero;

    /// <summary>How gaps inside a unit's series are filled.</summary>
    public ImputeMethod Impute { get; init; } = ImputeMethod.Linear;

    /// <summary>Share of observed values, 0 to 1, below which an indicator, then a unit, is left out and named.</summary>
    public double MinimumCoverage { get; init; } = 0.65;

    /// <summary>Number of random designs behind the rank intervals.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Seed of these designs.</summary>
    public ulong Seed { get; init; } = 1;
}
