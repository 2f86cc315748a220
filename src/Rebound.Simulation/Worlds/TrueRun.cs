namespace Rebound.Simulation;

/// <summary>What the truth needs of one run: cases of the short run by city, exports by city and month, and, where they are asked for, the channels' levels and the restrictions by city and simulated month.</summary>
internal sealed record TrueRun(double[] Cases, double[] Exports)
{
    /// <summary>Channel, then city × simulated month, 1 on a normal day.</summary>
    public double[][] Levels { get; init; } = [];

    /// <summary>Mean stringency, city × simulated month.</summary>
    public double[] Stringency { get; init; } = [];
}
