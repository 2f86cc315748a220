using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The numbers of one unit against one baseline.</summary>
/// <param name="Path">Actual, expected and gap by month.</param>
/// <param name="Growth">Log growth per year that moves the baseline on; 0 for the same-month baseline.</param>
/// <param name="Trough">Month of the lowest actual / expected in the short run.</param>
/// <param name="DepthPercent">100 (1 − actual / expected) in that month; negative when it was above the baseline.</param>
/// <param name="Loss">Loss over the short run; null when one of its months is not observed.</param>
/// <param name="Level">Lasting change of level; null when one of the last twelve months is not observed or does not lie after the first month of the shock.</param>
/// <param name="MonthsObserved">Months observed between the shock and the horizon.</param>
/// <param name="Detail">Intervals, other definitions of time, episodes.</param>
public sealed record RecoveryMeasures(RecoveryPath Path, double Growth, Period Trough, double DepthPercent, ShockLoss? Loss, LevelGap? Level, int MonthsObserved, RecoveryDetail Detail);
