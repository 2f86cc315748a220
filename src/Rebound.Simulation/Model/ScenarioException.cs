using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>A scenario cannot be simulated; every fault is told at once.</summary>
/// <param name="faults">At least one.</param>
public sealed class ScenarioException(IReadOnlyList<ScenarioFault> faults) : NumericalException(string.Join(' ', faults))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ScenarioFault> Faults { get; } = faults;

    internal static void ThrowIfAny(List<ScenarioFault> faults)
    {
        if (faults.Count > 0) throw new ScenarioException(faults);
    }
}
