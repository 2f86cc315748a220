namespace Rebound.Simulation;

/// <summary>Who is tested.</summary>
public enum TestingRegime
{
    /// <summary>People with symptoms.</summary>
    Symptoms,

    /// <summary>Traced contacts in quarantine too: those without symptoms count as cases.</summary>
    Contacts,

    /// <summary>Everybody in cities that saw a case in the last 14 days, in rounds.</summary>
    Everybody,
}
