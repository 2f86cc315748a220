namespace Rebound.Simulation;

/// <summary>People who carry the infection at the start of a day.</summary>
/// <param name="City">Code of the city.</param>
/// <param name="Date">The day.</param>
/// <param name="People">How many people become exposed, a positive whole number.</param>
public sealed record EpidemicSeed(string City, DateOnly Date, int People);
