using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>A scenario cannot be simulated; every fault is told at once.</summary>
/// <param name="faults">At least one.</param>
public sealed class ScenarioException(IReadOnlyList<ScenarioFault> faults) : NumericalException(Told(faults))
{
    private const int MostTold = 5;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ScenarioFault> Faults { get; } = faults;

    private static string Told(IReadOnlyList<ScenarioFault> faults) =>
        string.Join(' ', faults.Take(MostTold)) + (faults.Count > MostTold ? FormattableString.Invariant($" And {faults.Count - MostTold} more.") : "");

    internal static void ThrowIfAny(List<ScenarioFault> faults)
    {
        if (faults.Count > 0) throw new ScenarioException(faults);
    }
}
