namespace Rebound.Numerics;

/// <summary>How Sobol indices and their intervals are computed.</summary>
public sealed record SobolOptions
{
    /// <summary>Estimator of the first order.</summary>
    public FirstOrderEstimator Estimator { get; init; } = FirstOrderEstimator.Centred;

    /// <summary>Number of bootstrap samples behind the intervals, at least 20.</summary>
    public int Bootstraps { get; init; } = 1000;

    /// <summary>Share of the bootstrap samples inside the interval, 0 to 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;
}
