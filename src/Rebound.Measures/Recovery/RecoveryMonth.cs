using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The distribution of the gap over units in one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Count">Units observed and not refused, at least one.</param>
/// <param name="Median">Median of ln(actual / expected).</param>
/// <param name="LowerQuartile">25 % (type 7).</param>
/// <param name="UpperQuartile">75 %.</param>
public sealed record RecoveryMonth(Period Month, Baseline Baseline, int Count, double Median, double LowerQuartile, double UpperQuartile);
