namespace Rebound.Simulation;

/// <summary>Days with more or less travel than normal.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Factor">Travel as a multiple of a normal day's.</param>
public sealed record TravelSurge(DateOnly From, DateOnly To, double Factor);
