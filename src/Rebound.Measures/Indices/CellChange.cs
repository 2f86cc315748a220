namespace Rebound.Measures;

/// <summary>A cell of a window that a data step changed.</summary>
/// <param name="Cell">Its place: (indicator × units + unit) × years + year.</param>
/// <param name="Before">The value before; NaN when it was missing.</param>
/// <param name="After">The value after.</param>
internal readonly record struct CellChange(int Cell, double Before, double After);
