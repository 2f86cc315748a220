namespace Rebound.Simulation;

/// <summary>Cities by code.</summary>
internal static class CityIndex
{
    /// <summary>The index of each code; tells codes given twice, populations and places that are none.</summary>
    internal static Dictionary<string, int> Of(IReadOnlyList<SimulatedCity> cities, List<ScenarioFault> faults)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var c = 0; c < cities.Count; c++)
        {
            var (code, population) = (cities[c].Code, cities[c].Population);
            if (!index.TryAdd(code, c)) faults.Add(new($"city {code}", code, "The code is given twice.", "Its people would be counted in two places.", "Give every city a code of its own."));
            if (population is < 1 or > int.MaxValue)
                faults.Add(new($"population of city {code}", FormattableString.Invariant($"{population}"), "A population is a whole number from 1 to 2,147,483,647.", "The states of the city could not add up to it.", "Give the residents in people."));
        }
        if (cities.Count == 0) faults.Add(new("cities", "none", "A simulation needs at least one city.", "Nothing would be simulated.", "Name the cities."));
        return index;
    }
}
