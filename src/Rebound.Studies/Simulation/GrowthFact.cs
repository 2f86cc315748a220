using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>A growth of exports that is known, and what gives it in a simulated economy.</summary>
/// <param name="What">What it is.</param>
/// <param name="Period">Of which months.</param>
/// <param name="Observed">Per cent.</param>
/// <param name="Growth">Per cent in an economy.</param>
/// <param name="Use">Whether a calibration uses it.</param>
internal sealed record GrowthFact(string What, string Period, double Observed, Func<EconomyResult, double> Growth, CalibrationUse Use = CalibrationUse.Used)
{
    public string Name => $"{What}, {Period}";
}
