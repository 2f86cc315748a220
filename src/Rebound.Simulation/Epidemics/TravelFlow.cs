namespace Rebound.Simulation;

/// <summary>People who travel from one city to another on a normal day.</summary>
/// <param name="From">Code of the city they live in.</param>
/// <param name="To">Code of the city they go to.</param>
/// <param name="Travellers">A day, not negative.</param>
public sealed record TravelFlow(string From, string To, double Travellers);
