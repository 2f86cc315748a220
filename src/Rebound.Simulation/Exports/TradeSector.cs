namespace Rebound.Simulation;

/// <summary>A sector of the economy: what it needs to produce, and how the world's demand for it answers to closings.</summary>
/// <param name="Name">Its name in tables.</param>
public sealed record TradeSector(string Name)
{
    /// <summary>Share of the work that can be done from home, 0 to 0.9, before a city's factor.</summary>
    public double HomeWork { get; init; } = 0.1;

    /// <summary>Share of its firms that no closing touches, 0 to 1.</summary>
    public double Essential { get; init; }

    /// <summary>a_us: worth of each sector's goods that one unit of its output uses, in the order of the structure's sectors; together below 1. Empty: none.</summary>
    public IReadOnlyList<double> Inputs { get; init; } = [];

    /// <summary>How far each input is critical, 0 (production goes on without) to 1 (it stops), in the order of the sectors. Empty: all critical.</summary>
    public IReadOnlyList<double> Critical { get; init; } = [];

    /// <summary>Factor on <see cref="EconomyParameters.FixedOutlays"/>.</summary>
    public double FixedOutlays { get; init; } = 1;

    /// <summary>b_s: change of log orders when a partner's stringency goes from 0 to 1, before <see cref="EconomyParameters.StringencyResponse"/>.</summary>
    public double StringencyResponse { get; init; }

    /// <summary>Factor on <see cref="EconomyParameters.Panic"/>.</summary>
    public double PanicResponse { get; init; } = 1;

    /// <summary>Factor on <see cref="EconomyParameters.Diversion"/>: how readily buyers of locked-down rivals come.</summary>
    public double Diversion { get; init; } = 1;

    /// <summary>Growth of the normal path a year, 0.02 for two per cent.</summary>
    public double Trend { get; init; }

    /// <summary>It is delivered without freight, ports and vessels, and is no part of the goods that customs count.</summary>
    public bool Service { get; init; }
}
