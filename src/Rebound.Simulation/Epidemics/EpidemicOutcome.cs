namespace Rebound.Simulation;

/// <summary>One replicate of the epidemic, complete.</summary>
/// <param name="Replicate">Its number.</param>
/// <param name="Path">What the economy sees, day × city.</param>
/// <param name="Cities">What happened in each city, in the order of the cities.</param>
public sealed record EpidemicOutcome(int Replicate, EpidemicPath Path, IReadOnlyList<CityEpidemic> Cities)
{
    /// <summary>Infections of all cities.</summary>
    public long Infections => Cities.Sum(c => (long)c.Infections);

    /// <summary>Detected cases of all cities.</summary>
    public long Detected => Cities.Sum(c => (long)c.Detected);

    /// <summary>Deaths of all cities.</summary>
    public long Deaths => Cities.Sum(c => (long)c.Deaths);

    /// <summary>Cities with at least one detected case.</summary>
    public int CitiesWithCase => Cities.Count(c => c.Detected > 0);

    /// <summary>Detected cases of all cities up to a day.</summary>
    /// <param name="day">Index of the day, the first being 0.</param>
    public long DetectedTo(int day)
    {
        var sum = 0L;
        for (var i = 0; i < (day + 1) * Path.Cities; i++) sum += Path.Detected[i];
        return sum;
    }
}
