namespace Rebound.Simulation;

/// <summary>Exports of all cities over some months, as published.</summary>
/// <param name="First">First month of the run, from 0.</param>
/// <param name="Last">Last month.</param>
/// <param name="Value">Exports of goods, in the money of the cities' daily exports.</param>
/// <param name="StandardDeviation">Error and discrepancy, same money.</param>
public sealed record ExportTarget(int First, int Last, double Value, double StandardDeviation)
{
    /// <summary>Name of the partner; null for all.</summary>
    public string? Partner { get; init; }

    /// <summary>Name of the sector; null for all goods.</summary>
    public string? Sector { get; init; }

    /// <summary>Kept out of the calibration and looked at afterwards.</summary>
    public bool HeldOut { get; init; }
}
