using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>How much an uncertainty and sensitivity run computes. The same options give the same numbers to the last bit on any number of threads.</summary>
public sealed record SensitivityOptions
{
    /// <summary>Number of independent random designs, at least 20 so that 5 % is one of them.</summary>
    public int Replications { get; init; } = 1000;

    /// <summary>N rows of the Sobol design, 0 for none. The first 2N replications are its matrices A and B; N more an input are mixed from them.</summary>
    public int SobolSamples { get; init; }

    /// <summary>Seed; factor f of replication r draws from stream (f, r).</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether units are also ranked year by year (in the total).</summary>
    public bool Years { get; init; } = true;

    /// <summary>Whether the dimensions are ranked beside the total.</summary>
    public bool Dimensions { get; init; }

    /// <summary>Stated rankings whose share of the replications is counted.</summary>
    public IReadOnlyList<RankingConclusion> Conclusions { get; init; } = [];

    /// <summary>Estimator and bootstrap of the Sobol indices.</summary>
    public SobolOptions Sobol { get; init; } = new();
}
