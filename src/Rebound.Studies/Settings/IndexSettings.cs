using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>Settings of the resilience index.</summary>
/// <param name="Table">File of the indicator list.</param>
/// <param name="Options">How the index is built; the fit window's first year is 0 when the study does not say it.</param>
public sealed record IndexSettings(string Table, IndexOptions Options)
{
    /// <summary>File of the pairwise comparisons; empty without.</summary>
    public string Comparisons { get; init; } = "";

    /// <summary>What varies behind the rank intervals.</summary>
    public required UncertaintySettings Uncertainty { get; init; }
}
