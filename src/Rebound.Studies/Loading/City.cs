namespace Rebound.Studies;

/// <summary>A unit of the study: a city, a municipality, a country.</summary>
/// <param name="Code">Its code in every table.</param>
/// <param name="Name">The name printed.</param>
/// <param name="Latitude">Degrees north; NaN when not given.</param>
/// <param name="Longitude">Degrees east; NaN when not given.</param>
/// <param name="Population">People; NaN when not given.</param>
public sealed record City(string Code, string Name, double Latitude, double Longitude, double Population)
{
    /// <summary>The group it belongs to, a region for instance; empty when not given.</summary>
    public string Group { get; init; } = "";

    /// <summary>The smaller group inside it, a province of the region for instance; empty when not given.</summary>
    public string Subgroup { get; init; } = "";
}
