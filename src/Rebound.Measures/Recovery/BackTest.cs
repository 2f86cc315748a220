namespace Rebound.Measures;

/// <summary>How far one baseline missed the months of a unit before the shock, when it knew only earlier ones.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Error">Root mean square of ln(actual / expected) over the windows; NaN when no window could be tried.</param>
/// <param name="Windows">Windows of twelve months.</param>
/// <param name="Best">Whether it missed by least for this unit.</param>
public sealed record BackTest(string Unit, Baseline Baseline, double Error, int Windows, bool Best);
