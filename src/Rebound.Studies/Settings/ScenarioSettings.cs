namespace Rebound.Studies;

/// <summary>A counterfactual: what differs from the world as it was.</summary>
/// <param name="Id">Letters, digits and dashes.</param>
/// <param name="Title">What the report calls it.</param>
/// <param name="Units">Codes of the units that it changes; empty for all.</param>
/// <param name="Resilience">Dimension → "p75" (raised to at least this percentile of the units), "+0.5" or "-0.5" (moved by standard deviations), "1.2" (set).</param>
/// <param name="Parameters">Parameters in place of the study's.</param>
/// <param name="Off">Channels that are switched off.</param>
/// <param name="Levers">Levers of policy by name.</param>
public sealed record ScenarioSettings(
    string Id,
    string Title,
    IReadOnlyList<string> Units,
    IReadOnlyDictionary<string, string> Resilience,
    IReadOnlyDictionary<string, double> Parameters,
    IReadOnlyList<string> Off,
    IReadOnlyDictionary<string, double> Levers)
{
    /// <summary>Factor on every stringency, observed or by rule; none goes above 1.</summary>
    public double Stringency { get; init; } = 1;

    /// <summary>Whether nothing wrong was told of it.</summary>
    internal bool IsSound { get; init; } = true;

    /// <summary>Where it stands in the study file, and its units and dimensions.</summary>
    internal string Place { get; init; } = "";

    internal string UnitsPlace { get; init; } = "";

    internal string SetPlace { get; init; } = "";

    /// <summary>Whether it changes nothing by itself, rules apart.</summary>
    internal bool IsIdle => IsSound && Stringency == 1 && Resilience.Count + Parameters.Count + Off.Count + Levers.Count == 0;
}
