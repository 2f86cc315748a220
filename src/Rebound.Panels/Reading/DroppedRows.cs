namespace Rebound.Panels;

/// <summary>Rows of an input that were left out for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rows">How many.</param>
/// <param name="Example">Where the first of them is.</param>
public sealed record DroppedRows(string Reason, long Rows, string Example);
