using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The states of a city no longer add up to its people: an error of the model, never of the scenario.</summary>
/// <param name="city">Code of the city.</param>
/// <param name="day">The day.</param>
/// <param name="states">The states.</param>
public sealed class BalanceException(string city, int day, string states)
    : NumericalException($"The epidemic of city {city} lost its balance on day {day}: {states}. Please report this with the study.");
