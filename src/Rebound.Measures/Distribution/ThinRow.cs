namespace Rebound.Measures;

/// <summary>A class with few transitions out of it.</summary>
/// <param name="State">0 to k − 1.</param>
/// <param name="Transitions">How many.</param>
public sealed record ThinRow(int State, int Transitions);
