namespace Rebound.Measures;

/// <summary>What a dimension or indicator weighs within the node above it.</summary>
/// <param name="Part">Path of the dimension, or code of the indicator.</param>
/// <param name="Weight">0 to 1; the parts of a node sum to one.</param>
/// <param name="Share">With benefit of the doubt: the share of the unit's score that the part makes up, 0 to 1; they sum to one.</param>
public readonly record struct PartWeight(string Part, double Weight, double? Share);
