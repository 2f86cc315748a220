namespace Rebound.Studies;

/// <summary>How far a run has come.</summary>
/// <param name="Stage">The stage at work.</param>
/// <param name="Share">Share of its work that is done, 0 when it starts; the work is counted in bytes read or draws made.</param>
/// <param name="IsKept">Whether the stage was finished by an interrupted run and its tables are kept.</param>
public readonly record struct StageProgress(string Stage, double Share = 0, bool IsKept = false);
