namespace Rebound.Simulation;

/// <summary>A variant that takes the place of the strain before it.</summary>
/// <param name="Date">First day on which it spreads.</param>
/// <param name="Transmissibility">Its transmission rate, as a multiple of the first strain's.</param>
/// <param name="Fatality">Its fatality, as a multiple of the first strain's.</param>
/// <param name="Escape">Share of the immune who become susceptible again, 0 to 1.</param>
/// <param name="TakeoverDays">Days until it has replaced the strain before; rates move in a straight line meanwhile.</param>
public sealed record VariantArrival(DateOnly Date, double Transmissibility, double Fatality = 1, double Escape = 0, int TakeoverDays = 30);
