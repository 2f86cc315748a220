namespace Rebound.Measures;

/// <summary>The recovery of one unit against one baseline.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Measures">The numbers; null exactly when the outcome is <see cref="Refused"/>.</param>
public sealed record UnitRecovery(string Unit, Baseline Baseline, RecoveryOutcome Outcome, RecoveryMeasures? Measures)
{
    /// <summary>Months of the trough and of recovery as the data know them: a January reported with its February is named as the pair; empty where there is none.</summary>
    public string TroughName { get; init; } = "";

    /// <inheritdoc cref="TroughName"/>
    public string RecoveryName { get; init; } = "";
}
