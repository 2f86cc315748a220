namespace Rebound.Measures;

/// <summary>One value that a data step changed.</summary>
/// <param name="Step">The step.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Year">The year.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Before">The value before; NaN when it was missing.</param>
/// <param name="After">The value after; NaN when it is missing.</param>
public readonly record struct ValueChange(DataStep Step, string Unit, int Year, string Indicator, double Before, double After);
