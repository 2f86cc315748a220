namespace Rebound.Measures;

/// <summary>What leaving one indicator out does to the ranks of an index.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Dropped">Path of the dimension that loses its only indicator and goes with it; empty otherwise.</param>
/// <param name="Shift">The ranking without it beside the index.</param>
public sealed record RemovalEffect(string Indicator, string Dropped, IndexComparison Shift);
