namespace Rebound.Measures;

/// <summary>The recovery of one unit against one baseline.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Measures">The numbers; null exactly when the outcome is <see cref="Refused"/>.</param>
public sealed record UnitRecovery(string Unit, Baseline Baseline, RecoveryOutcome Outcome, RecoveryMeasures? Measures);
