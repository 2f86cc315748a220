namespace Rebound.Measures;

/// <summary>The recovery of all units.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Units">One entry a unit and baseline, by baseline then unit.</param>
/// <param name="Months">One entry a month and baseline, by baseline then month, from the first base year to the horizon; months without a unit are left out.</param>
public sealed record RecoveryResult(RecoveryOptions Options, IReadOnlyList<UnitRecovery> Units, IReadOnlyList<RecoveryMonth> Months)
{
    /// <summary>How far baselines missed on windows before the shock, by unit then baseline; empty unless it was asked for.</summary>
    public IReadOnlyList<BackTest> BackTests { get; init; } = [];
}
