namespace Rebound.Simulation;

/// <summary>Infections that a city does not owe to the model.</summary>
/// <param name="City">Index of the city.</param>
/// <param name="Seeded">People infected at the start of the day.</param>
/// <param name="Imported">Expected infections from outside on the day.</param>
internal readonly record struct Arrival(int City, double Seeded, double Imported)
{
    /// <summary>Both.</summary>
    internal Arrival And(in Arrival other) => this with { Seeded = Seeded + other.Seeded, Imported = Imported + other.Imported };
}
