namespace Rebound.Simulation;

/// <summary>One draw of what a calibration moved.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="SeedFactor">Factor on the people of every seed.</param>
public sealed record CalibratedMember(ParameterSet Parameters, double SeedFactor)
{
    /// <summary>The settings of a scenario with this member's seeds.</summary>
    /// <param name="settings">The scenario.</param>
    /// <param name="cities">Its cities.</param>
    public EpidemicSettings Apply(EpidemicSettings settings, IReadOnlyList<SimulatedCity> cities)
    {
        if (SeedFactor == 1) return settings;
        var most = cities.ToDictionary(c => c.Code, c => c.Population, StringComparer.Ordinal);
        return settings with { Seeds = [.. settings.Seeds.Select(s => s with { People = (int)Math.Clamp(Math.Round(s.People * SeedFactor), 1, most[s.City]) })] };
    }
}
