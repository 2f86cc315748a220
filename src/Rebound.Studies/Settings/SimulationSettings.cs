using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>How the epidemic and its way to exports are simulated for the units of the study.</summary>
/// <param name="First">First month.</param>
/// <param name="Last">Last month.</param>
/// <param name="Replicates">Number of paired replicates.</param>
/// <param name="Travel">Where travel between units comes from: observed, gravity or radiation.</param>
/// <param name="TravelShare">Share of people who are in another unit on a day, for gravity and radiation.</param>
/// <param name="Slopes">Slopes of the resilience link: prior, none, or the study's own estimates.</param>
/// <param name="Policy">Whether control follows the observed stringency or the rules of the model.</param>
/// <param name="Alert">The day of the national alert; null where the rules of the model decide.</param>
/// <param name="Parameters">Parameters in place of their defaults.</param>
public sealed record SimulationSettings(
    Period First,
    Period Last,
    int Replicates,
    string Travel,
    double TravelShare,
    string Slopes,
    string Policy,
    DateOnly? Alert,
    IReadOnlyDictionary<string, double> Parameters)
{
    /// <summary>Where the epidemic comes from; empty: from the unit that first reports a case.</summary>
    public IReadOnlyList<SeedSettings> Seeds { get; init; } = [];

    /// <summary>What could have been otherwise.</summary>
    public IReadOnlyList<ScenarioSettings> Scenarios { get; init; } = [];

    /// <summary>Rules and programs with a beginning and an end.</summary>
    public IReadOnlyList<RuleSettings> Rules { get; init; } = [];

    /// <summary>Whether the strengths and precisions of control are tried out.</summary>
    public bool Frontier { get; init; }

    /// <summary>What facts.csv calls all units together, for the back-test; empty: no back-test.</summary>
    public string Whole { get; init; } = "";

    /// <summary>A table of draws of calibrated parameters, inside the study folder; empty: parameters are what they are set to.</summary>
    public string Posterior { get; init; } = "";

    /// <summary>With observed travel: travellers by gravity beside them, against those observed.</summary>
    public double TravelRest { get; init; }

    /// <summary>By channel (production, logistics, sales) the variable of [data.channels] that measures what the model calls its level.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it begins in the study file.</summary>
    internal string Place { get; init; } = "";

    /// <summary>The first simulated day.</summary>
    public DateOnly FirstDay => new(First.Year, First.Month, 1);

    /// <summary>Number of simulated days.</summary>
    public int Days => new DateOnly(Last.Year, Last.Month, 1).AddMonths(1).DayNumber - FirstDay.DayNumber;
}
