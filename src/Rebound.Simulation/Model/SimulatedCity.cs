namespace Rebound.Simulation;

/// <summary>A city as the simulation sees it.</summary>
/// <param name="Code">Its code in the study.</param>
/// <param name="Population">Residents, a positive whole number.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
public sealed record SimulatedCity(string Code, long Population, double Longitude, double Latitude)
{
    /// <summary>Technology, space, society, economy: each with mean 0 and standard deviation 1 over the cities of the study; 0 where unknown.</summary>
    public IReadOnlyList<double> Resilience { get; init; } = [0, 0, 0, 0];

    /// <summary>People per square kilometre of built-up land; 0 where unknown, which counts as the mean.</summary>
    public double Density { get; init; }

    /// <summary>The pool of inputs it shares beside its own, usually its province.</summary>
    public string Region { get; init; } = "";

    /// <summary>Exports of a normal day in one money of all cities, sector × partner in the order of the structure; empty shares population's share of the whole.</summary>
    public IReadOnlyList<double> DailyExports { get; init; } = [];
}
