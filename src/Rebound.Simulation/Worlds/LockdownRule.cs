namespace Rebound.Simulation;

/// <summary>Who decides that a city of a synthetic world closes.</summary>
public enum LockdownRule
{
    /// <summary>Each city's own cases, by the model's rules: staggered, reversible, and an answer to what resilience did.</summary>
    Cases,

    /// <summary>Dates drawn by lot, whatever the cases are: an experiment.</summary>
    Lot,

    /// <summary>Nobody: no city closes.</summary>
    None,
}
