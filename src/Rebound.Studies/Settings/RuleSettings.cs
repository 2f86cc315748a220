namespace Rebound.Studies;

/// <summary>A rule or a program with a beginning and an end: abroad, at home, or of support.</summary>
/// <param name="Kind">ban, tariff, closing, stay, or a lever: rebate, credit-insurance, relending, tax-relief, reserve-cut.</param>
/// <param name="Scenario">The scenario that it belongs to; empty: the world as it was, and so every scenario.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Amount">Share banned, change of the tariff, share that stays open or in place, strength of the lever.</param>
public sealed record RuleSettings(string Kind, string Scenario, DateOnly From, DateOnly To, double Amount)
{
    /// <summary>The partner of a ban or tariff; empty for all.</summary>
    public string Partner { get; init; } = "";

    /// <summary>The sector; empty for all.</summary>
    public string Sector { get; init; } = "";

    /// <summary>Codes of the units; empty for all.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];
}
