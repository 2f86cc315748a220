namespace Rebound.Simulation;

/// <summary>Something that could be done, and the change of the world that it is.</summary>
/// <param name="Id">Its name: a lever and its strength, or a dimension.</param>
/// <param name="Group">Options of one group exclude each other, for instance two strengths of a lever.</param>
/// <param name="Change">Makes the changed world of any world: options together are changes one after another.</param>
/// <param name="Cost">What it costs in the money of the exports, where the model does not count it itself; NaN: unknown.</param>
public sealed record AdviceOption(string Id, string Group, Func<SimulatedWorld, SimulatedWorld> Change, double Cost);
