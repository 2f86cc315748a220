namespace Rebound.Simulation;

/// <summary>A calibrated epidemic.</summary>
/// <param name="Members">The posterior ensemble.</param>
/// <param name="Learning">What the data said of each parameter, in the order of the request.</param>
/// <param name="Fit">Cities that the calibration saw.</param>
/// <param name="HeldOut">Cities that it did not; null where none were kept from it.</param>
/// <param name="Totals">All observed cities, by day.</param>
public sealed record EpidemicCalibrationResult(
    IReadOnlyList<CalibratedMember> Members, IReadOnlyList<ParameterLearning> Learning, CalibrationFit Fit, CalibrationFit? HeldOut, IReadOnlyList<CalibratedTotal> Totals)
{
    /// <summary>Days that the calibration did not see, in the cities that it did; null where none were kept from it.</summary>
    public CalibrationFit? HeldOutDays { get; init; }
}
