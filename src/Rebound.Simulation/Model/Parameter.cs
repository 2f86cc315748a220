namespace Rebound.Simulation;

/// <summary>A parameter of the model: its meaning, prior and source, and how resilience enters it.</summary>
/// <param name="Symbol">Its name in scenarios and tables.</param>
/// <param name="Channel">The channel it belongs to.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Default">Value without calibration.</param>
/// <param name="Low">Lower bound, also of the resilience link.</param>
/// <param name="High">Upper bound, also of the resilience link.</param>
/// <param name="Source">Where the default and the range come from.</param>
/// <param name="IdentifiedBy">What in the data could move it; "fixed" where nothing does.</param>
public sealed record Parameter(string Symbol, ShockChannel Channel, string Meaning, double Default, double Low, double High, string Source, string IdentifiedBy)
{
    /// <summary>The dimensions that enter, each with +1 where a stronger city has a higher value and −1 where a lower one.</summary>
    public IReadOnlyList<(ResilienceDimension Dimension, int Sign)> Links { get; init; } = [];

    /// <summary>Its place in a <see cref="ParameterSet"/>.</summary>
    internal int Index { get; init; }
}
