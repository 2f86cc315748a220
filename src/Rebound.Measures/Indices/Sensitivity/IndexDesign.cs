namespace Rebound.Measures;

/// <summary>One way to build an index: everything that a replication may change.</summary>
/// <param name="Options">How it is built.</param>
public sealed record IndexDesign(IndexOptions Options)
{
    /// <summary>Codes of the indicators whose direction is turned.</summary>
    public IReadOnlyList<string> Flipped { get; init; } = [];

    /// <summary>Code of the indicator that is left out, or null. Weights are then found anew among the others; given weights are rescaled to one in its dimension.</summary>
    public string? LeftOut { get; init; }

    /// <summary>How weights are drawn at random at every node; null when they are those of the options.</summary>
    public WeightSpread? Spread { get; init; }

    /// <summary>The design as it is built: weights drawn anywhere on the simplex replace those of any method, which then need not exist.</summary>
    public IndexDesign Resolve() =>
        Spread == WeightSpread.Simplex ? this with { Options = Options with { Weights = WeightMethod.Equal, Between = DimensionWeights.Equal, WeightScope = WeightScope.Global } } : this;
}
