namespace Rebound.Simulation;

/// <summary>An invented city.</summary>
/// <param name="Code">Its code, I01 and so on.</param>
/// <param name="Name">Its name, unlike any other's.</param>
/// <param name="Island">The island it lies on.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People.</param>
/// <param name="Distance">Great-circle distance in km to the city where the epidemic began.</param>
/// <param name="Resilience">True resilience: mean 0, standard deviation 1 over the cities.</param>
/// <param name="Dimensions">True technology, space, society and economy, each with mean 0 and standard deviation 1.</param>
/// <param name="Trough">The month of the short run with the deepest true loss.</param>
/// <param name="Depth">The true loss in that month against the city's own path without the shock, 0 to 1.</param>
/// <param name="Recovery">The first later month from which exports stay at 95 % of that path for three months; null when not seen.</param>
public sealed record WorldCity(
    string Code, string Name, string Island, double Latitude, double Longitude, int Population, double Distance,
    double Resilience, IReadOnlyList<double> Dimensions, Rebound.Panels.Period Trough, double Depth, Rebound.Panels.Period? Recovery);
