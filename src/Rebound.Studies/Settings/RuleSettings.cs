using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>A rule or a program with a beginning and an end: abroad, at home, of support, or something that happens to the epidemic.</summary>
/// <param name="Kind">Its name, as docs/study-format.md lists them.</param>
/// <param name="Scenario">The scenario that it belongs to; empty: the world as it was, and so every scenario.</param>
/// <param name="From">First day; the earliest date where it holds all along.</param>
/// <param name="To">Last day; the latest date where it has no end.</param>
/// <param name="Amount">What the kind counts: a share, a change, a multiple, the strength of a lever.</param>
public sealed record RuleSettings(string Kind, string Scenario, DateOnly From, DateOnly To, double Amount)
{
    /// <summary>The partner of a ban or tariff; empty for all.</summary>
    public string Partner { get; init; } = "";

    /// <summary>The sector; empty for all.</summary>
    public string Sector { get; init; } = "";

    /// <summary>Codes of the units; empty for all.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Who is tested, of the kind testing.</summary>
    public TestingRegime Regime { get; init; } = TestingRegime.Contacts;

    /// <summary>Further numbers of the kind, by their keys.</summary>
    public IReadOnlyDictionary<string, double> Terms { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Where it stands in the study file.</summary>
    internal string Place { get; init; } = "";
}
