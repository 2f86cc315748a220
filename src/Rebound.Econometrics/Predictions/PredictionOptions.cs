namespace Rebound.Econometrics;

/// <summary>What predictions come with.</summary>
public sealed record PredictionOptions
{
    /// <summary>Whether errors and intervals are computed; with absorbed effects each combination of groups takes an absorption.</summary>
    public bool Intervals { get; init; } = true;
}
