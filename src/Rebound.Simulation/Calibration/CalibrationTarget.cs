namespace Rebound.Simulation;

/// <summary>A number of the data that the model should give.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Value">What was observed.</param>
/// <param name="StandardDeviation">Error of observation and discrepancy of the model together, positive, in the unit of the value.</param>
public sealed record CalibrationTarget(string Name, double Value, double StandardDeviation)
{
    /// <summary>Kept out of the calibration and looked at afterwards.</summary>
    public bool HeldOut { get; init; }
}
