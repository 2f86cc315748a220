namespace Rebound.Simulation;

/// <summary>How many replicates of some worlds are run, and over which months their exports are added up.</summary>
/// <param name="Seed">Decides every draw.</param>
/// <param name="Replicates">Number of replicates, at least 2; every world meets the same chance in a replicate.</param>
/// <param name="ShortFirst">First month of the short run, counted from the first simulated one.</param>
/// <param name="ShortLast">Last month of the short run; what follows is the long run.</param>
public sealed record RunPlan(ulong Seed, int Replicates, int ShortFirst, int ShortLast)
{
    /// <summary>Draws of a posterior of equal weight: replicate r takes draw r modulo their number, in every world alike. Empty: every replicate has the worlds' own parameters.</summary>
    public IReadOnlyList<IReadOnlyDictionary<Parameter, double>> Draws { get; init; } = [];

    /// <summary>Factor on the people of every seed, one a draw; empty: 1.</summary>
    public IReadOnlyList<double> SeedFactors { get; init; } = [];

    /// <summary>Slopes of the resilience link, replicate r taking those at r modulo their number; empty: the worlds' own.</summary>
    public IReadOnlyList<LinkSlopes> Slopes { get; init; } = [];

    /// <summary>Where finished replicates are kept while a run has not ended; null: nowhere.</summary>
    public ReplicateBlocks? Blocks { get; init; }

    /// <summary>What else belongs to each replicate of the world as it was, beside what the runs keep: read and written with its block.</summary>
    public Func<int, double[]>? Observed { get; init; }

    /// <summary>Whether replicates differ in more than chance.</summary>
    internal bool IsDrawn => Draws.Count > 0 || Slopes.Count > 0;

    /// <summary>A world as a replicate sees it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="baseline">The world as it was: where another one sets a parameter to something else, it keeps its own value.</param>
    /// <param name="replicate">Number of the replicate.</param>
    internal SimulatedWorld Drawn(SimulatedWorld world, SimulatedWorld baseline, int replicate)
    {
        if (Slopes.Count > 0 && ReferenceEquals(world.Slopes, baseline.Slopes)) world = world with { Slopes = Slopes[replicate % Slopes.Count] };
        if (Draws.Count == 0) return world;
        var parameters = world.Parameters;
        foreach (var (parameter, value) in Draws[replicate % Draws.Count])
            if (world.Parameters[parameter] == baseline.Parameters[parameter]) parameters = parameters.With(parameter, value);
        return world with { Parameters = parameters, SeedFactor = SeedFactors.Count == 0 ? world.SeedFactor : SeedFactors[replicate % SeedFactors.Count] };
    }
}
