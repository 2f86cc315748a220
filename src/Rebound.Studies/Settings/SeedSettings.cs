namespace Rebound.Studies;

/// <summary>Infections brought into a unit when a simulation starts, or later.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Day">The day.</param>
/// <param name="Infections">Number of people infected that day, at least 1.</param>
public sealed record SeedSettings(string Unit, DateOnly Day, int Infections)
{
    /// <summary>Where it stands in the study file, and its number of people.</summary>
    internal string Place { get; init; } = "";

    internal string PeoplePlace { get; init; } = "";
}
