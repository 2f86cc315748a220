namespace Rebound.Simulation;

/// <summary>All observed cities on a day, those held out included.</summary>
/// <param name="Date">The day.</param>
/// <param name="Observed">Cases up to it.</param>
/// <param name="Simulated">The same in fresh replicates of the calibrated ensemble.</param>
/// <param name="ObservedCities">Cities with a case by then.</param>
/// <param name="SimulatedCities">The same in the replicates.</param>
public sealed record CalibratedTotal(DateOnly Date, double Observed, Spread Simulated, int ObservedCities, Spread SimulatedCities);
