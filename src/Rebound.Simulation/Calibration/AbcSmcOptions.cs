namespace Rebound.Simulation;

/// <summary>How the sampler goes about.</summary>
public sealed record AbcSmcOptions
{
    /// <summary>Particles, at least ten.</summary>
    public int Particles { get; init; } = 200;

    /// <summary>Moves of each particle after each tightening.</summary>
    public int Moves { get; init; } = 3;

    /// <summary>Tightenings at most.</summary>
    public int MostRounds { get; init; } = 60;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; } = 1;
}
