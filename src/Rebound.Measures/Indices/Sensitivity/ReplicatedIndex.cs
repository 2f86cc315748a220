namespace Rebound.Measures;

/// <summary>One replication, built alone.</summary>
/// <param name="Record">What the run records of it.</param>
/// <param name="Design">How it is built; drawn weights are in the stream that the record names.</param>
/// <param name="UnitRanks">Ranks of the units' means over the years, in the order of the index.</param>
/// <param name="YearRanks">Ranks by year, then unit; empty when years are not ranked.</param>
public sealed record ReplicatedIndex(Replication Record, IndexDesign Design, IReadOnlyList<int> UnitRanks, IReadOnlyList<int> YearRanks);
