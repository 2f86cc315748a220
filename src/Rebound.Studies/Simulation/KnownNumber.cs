using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>A number that is known, and what gives it in a simulated world.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="What">What it is.</param>
/// <param name="Period">When.</param>
/// <param name="Observed">The number.</param>
/// <param name="Low">The smallest number that rounds to it.</param>
/// <param name="High">The largest.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Number">The number in a replicate.</param>
internal sealed record KnownNumber(string Id, string What, string Period, double Observed, double Low, double High, string Unit, string Source, Func<EpidemicOutcome, EconomyResult, double> Number)
{
    /// <summary>What gives it where it is growth of the whole's exports that a calibration may use; else null.</summary>
    public Func<EconomyResult, double>? Growth { get; init; }
}
