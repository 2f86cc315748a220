namespace Rebound.Simulation;

/// <summary>A world that differs from another in what a question is about.</summary>
/// <param name="Id">Its name in tables.</param>
/// <param name="World">The world; it shares with the other everything that it does not change.</param>
public sealed record Counterfactual(string Id, SimulatedWorld World);
