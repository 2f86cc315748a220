namespace Rebound.Simulation;

/// <summary>A time in which people are asked to stay where they work, so that less is lost over the New Year than normally.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Share">Share of the holiday's loss that does not happen, 0 to 1.</param>
public sealed record StayInPlace(DateOnly From, DateOnly To, double Share);
