namespace Rebound.Simulation;

/// <summary>Detected cases of a city from the start to the end of a day, as reported.</summary>
/// <param name="City">Code of the city.</param>
/// <param name="Date">The day.</param>
/// <param name="Cumulative">Cases, not negative.</param>
public sealed record ObservedCases(string City, DateOnly Date, double Cumulative);
