using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>One fall below the level that counts as recovered, and the way back.</summary>
/// <param name="Start">First month below.</param>
/// <param name="Trough">Its lowest month.</param>
/// <param name="DepthPercent">100 (1 − actual / expected) there.</param>
/// <param name="End">First month of the run that ends it; null when it is still open.</param>
/// <param name="Months">Months from the start to the end, or to the last observed month.</param>
/// <param name="CarryOverPercent">100 (1 − actual / expected) in the month before the start: what was left of the fall before.</param>
public sealed record Episode(Period Start, Period Trough, double DepthPercent, Period? End, int Months, double CarryOverPercent);
