namespace Rebound.Econometrics;

/// <summary>How unit roots of panels are tested.</summary>
public sealed record UnitRootOptions
{
    /// <summary>Lagged differences in every unit's regression, 0 to 8.</summary>
    public int Lags { get; init; } = 1;

    /// <summary>Simulated panels behind the p-value of the cross-sectionally augmented test.</summary>
    public int Draws { get; init; } = 4999;

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }
}
