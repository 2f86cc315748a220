using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>What a kind of [[rule]] takes: its amount, its dates, whom it can be limited to, and its other numbers.</summary>
/// <param name="Default">The amount where none is written; null: it must be.</param>
/// <param name="Low">Smallest amount.</param>
/// <param name="High">Largest amount.</param>
internal sealed record RuleKind(double? Default, double Low, double High)
{
    /// <summary>Keys that limit it: partner, sector, units.</summary>
    public string[] Scope { get; init; } = [];

    /// <summary>Whether it begins on a day of its own; otherwise it holds all along.</summary>
    public bool Begins { get; init; } = true;

    /// <summary>Whether it ends on a day of its own; otherwise it holds from its first day on.</summary>
    public bool Ends { get; init; } = true;

    /// <summary>Whether units must be named.</summary>
    public bool OfUnits { get; init; }

    /// <summary>Whether the world, and each scenario, has at most one.</summary>
    public bool Single { get; init; }

    /// <summary>Whether it says who is tested in place of an amount.</summary>
    public bool HasRegime { get; init; }

    /// <summary>Its other numbers: key, default, smallest, largest.</summary>
    public (string Key, double Default, double Low, double High)[] Terms { get; init; } = [];

    /// <summary>Whether it is about the epidemic and not about the economy.</summary>
    public bool IsEpidemic { get; init; }

    /// <summary>Every kind by its name.</summary>
    public static IReadOnlyDictionary<string, RuleKind> All { get; } = new SortedDictionary<string, RuleKind>(
        SimulationReader.Levers.ToDictionary(l => l.Key, l => new RuleKind(null, 0, PolicyLever.Most(l.Value)) { Scope = ["sector", "units"] }, StringComparer.Ordinal), StringComparer.Ordinal)
    {
        ["ban"] = new(1, 0, 1) { Scope = ["partner", "sector"] },
        ["tariff"] = new(null, -0.9, 5) { Scope = ["partner", "sector"] },
        ["closing"] = new(0, 0, 1) { Scope = ["units"] },
        ["stay"] = new(1, 0, 1),
        ["vaccination"] = new(0.005, 0, 1) { IsEpidemic = true, Single = true, Terms = [("efficacy", 0.8, 0, 1)] },
        ["variant"] = new(null, 0, 20) { IsEpidemic = true, Ends = false, Terms = [("fatality", 1, 0, 20), ("escape", 0, 0, 1)] },
        ["imports"] = new(null, 0, 1e6) { IsEpidemic = true, Scope = ["units"], OfUnits = true },
        ["surge"] = new(null, 0, 20) { IsEpidemic = true },
        ["tests"] = new(1, 0, 20) { IsEpidemic = true, Scope = ["units"] },
        ["passport"] = new(0.4, 0, 1) { IsEpidemic = true, Single = true, Ends = false, Terms = [("adoption", 0.9, 0, 1)] },
        ["origin-risk"] = new(0.9, 0, 1) { IsEpidemic = true, Ends = false, Terms = [("high_rate", 10, 0, 1e5), ("medium_rate", 1, 0, 1e5), ("medium_cut", 0.5, 0, 1)] },
        ["hospitals"] = new(0.6, 0, 50) { IsEpidemic = true, Single = true, Begins = false, Ends = false, Terms = [("trigger", 0.7, 0, 1)] },
        ["testing"] = new(0, 0, 0) { IsEpidemic = true, Single = true, Begins = false, Ends = false, HasRegime = true },
    };
}
