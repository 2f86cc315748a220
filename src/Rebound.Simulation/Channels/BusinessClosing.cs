namespace Rebound.Simulation;

/// <summary>An order that firms stay closed, beside what the city's stringency closes.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="OpenShare">Share of the firms that stay open, 0 to 1.</param>
public sealed record BusinessClosing(DateOnly From, DateOnly To, double OpenShare)
{
    /// <summary>Codes of the cities; null for all.</summary>
    public IReadOnlyList<string>? Cities { get; init; }
}
