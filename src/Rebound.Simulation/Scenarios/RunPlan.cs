namespace Rebound.Simulation;

/// <summary>How many replicates of some worlds are run, and over which months their exports are added up.</summary>
/// <param name="Seed">Decides every draw.</param>
/// <param name="Replicates">Number of replicates, at least 2; every world meets the same chance in a replicate.</param>
/// <param name="ShortFirst">First month of the short run, counted from the first simulated one.</param>
/// <param name="ShortLast">Last month of the short run; what follows is the long run.</param>
public sealed record RunPlan(ulong Seed, int Replicates, int ShortFirst, int ShortLast);
