namespace Rebound.Simulation;

/// <summary>A number that holds in a synthetic world and that a study of it should find.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Estimate">The estimate id whose interval should cover it; empty when none estimates it.</param>
/// <param name="Description">What it is, with its unit.</param>
public sealed record TruthParameter(string Parameter, double Value, string Estimate, string Description);
