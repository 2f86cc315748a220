namespace Rebound.Simulation;

/// <summary>Days on which more or fewer cases can be confirmed than the capacity of tests allows: laboratories that open, or a rule by which physicians confirm without a test.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Factor">Capacity as a multiple of what it would be.</param>
public sealed record TestingSurge(DateOnly From, DateOnly To, double Factor)
{
    /// <summary>Codes of the cities; null for all.</summary>
    public IReadOnlyList<string>? Cities { get; init; }
}
