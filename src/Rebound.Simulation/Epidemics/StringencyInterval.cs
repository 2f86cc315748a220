namespace Rebound.Simulation;

/// <summary>Observed stringency of a city's control over some days. Where several hold, the strictest counts.</summary>
/// <param name="City">Code of the city.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null where the end was not observed: it then lasts until the city has seen no case for the quiet days of the rules.</param>
/// <param name="Level">0 to 1.</param>
public sealed record StringencyInterval(string City, DateOnly From, DateOnly? To, double Level);
