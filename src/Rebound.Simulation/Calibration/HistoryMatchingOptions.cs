namespace Rebound.Simulation;

/// <summary>How history matching goes about.</summary>
public sealed record HistoryMatchingOptions
{
    /// <summary>Waves, at least one.</summary>
    public int Waves { get; init; } = 3;

    /// <summary>Runs of the model a wave; ten for each number to be calibrated is a rule of thumb (Loeppky, Sacks and Welch 2009).</summary>
    public int RunsPerWave { get; init; } = 120;

    /// <summary>Implausibility above which a place is left out; 3 by Pukelsheim's (1994) rule for any unimodal distribution.</summary>
    public double Cut { get; init; } = 3;

    /// <summary>Places a wave that are judged by emulators at most.</summary>
    public int Candidates { get; init; } = 20_000;

    /// <summary>Seed of the designs.</summary>
    public ulong Seed { get; init; } = 1;
}
