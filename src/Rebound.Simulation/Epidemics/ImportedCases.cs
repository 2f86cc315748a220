namespace Rebound.Simulation;

/// <summary>Infections from outside the network.</summary>
/// <param name="City">Code of the city they arrive in.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="PerDay">Expected infections a day, not negative; the number of each day is Poisson.</param>
public sealed record ImportedCases(string City, DateOnly From, DateOnly To, double PerDay);
