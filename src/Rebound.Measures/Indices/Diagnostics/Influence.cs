namespace Rebound.Measures;

/// <summary>What a part of an index is meant to weigh beside how the index follows it.</summary>
/// <param name="Name">Code of an indicator, or path of a dimension.</param>
/// <param name="Parent">Path of the node above.</param>
/// <param name="WeightWithin">Weight within that node.</param>
/// <param name="WeightEffective">Weight in the whole index: the product of the weights on the way up.</param>
/// <param name="CorrelationWithParent">Pearson's r with the score of the node above, over units.</param>
/// <param name="CorrelationWithIndex">Pearson's r with the index, over units.</param>
public sealed record Influence(string Name, string Parent, double WeightWithin, double WeightEffective, double CorrelationWithParent, double CorrelationWithIndex);
