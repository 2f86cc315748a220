namespace Rebound.Simulation;

/// <summary>The health code as a passport: people with a green code may move and work under control, those with a red one may not travel.</summary>
/// <remarks>Apart from tracing: it changes who is confined, not who is found. An infected person has a green code with chance 1 − φ, φ the traced share.</remarks>
public sealed record PassportRules
{
    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Share of people who use it, 0 to 1.</summary>
    public double Adoption { get; init; } = 0.9;

    /// <summary>Share of the confined with a green code who are let out, 0 to 1.</summary>
    public double Release { get; init; } = 0.4;
}
