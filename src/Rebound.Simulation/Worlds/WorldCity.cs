using Rebound.Panels;

namespace Rebound.Simulation;

/// <summary>An invented city.</summary>
/// <param name="Code">Its code, I01 and so on.</param>
/// <param name="Name">Its name, unlike any other's.</param>
/// <param name="Island">The island it lies on.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People.</param>
/// <param name="Distance">Great-circle distance in km to the city where the epidemic began.</param>
public sealed record WorldCity(string Code, string Name, string Island, double Latitude, double Longitude, int Population, double Distance)
{
    /// <summary>True resilience: mean 0, standard deviation 1 over the cities.</summary>
    public required double Resilience { get; init; }

    /// <summary>True technology, space, society and economy, each with mean 0 and standard deviation 1.</summary>
    public required IReadOnlyList<double> Dimensions { get; init; }

    /// <summary>What is unseen of it: the favour of the capital in standard deviations times the strength of confounding, 0 without.</summary>
    public required double Favour { get; init; }

    /// <summary>The month of the short run with the deepest true loss.</summary>
    public required Period Trough { get; init; }

    /// <summary>The true loss in that month against the city's own path without the shock, 0 to 1.</summary>
    public required double Depth { get; init; }

    /// <summary>The first later month from which exports stay at 95 % of that path for three months; null when not seen.</summary>
    public required Period? Recovery { get; init; }
}
