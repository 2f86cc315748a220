namespace Rebound.Simulation;

/// <summary>What to do with a travel network of more than one piece.</summary>
public enum Disconnection
{
    /// <summary>Refuse it and name the pieces.</summary>
    Refuse,

    /// <summary>Keep it: the pieces infect each other only through imported cases.</summary>
    Keep,
}
