namespace Rebound.Numerics;

/// <summary>A certified vertex of a linear program.</summary>
/// <param name="Value">c·x.</param>
/// <param name="Solution">x ≥ 0. Other vertices may give the same value.</param>
/// <param name="Multipliers">y ≥ 0, one a limit: by how much the value grows with the limit; 0 where a limit is not reached.</param>
/// <param name="Pivots">Number of pivots made.</param>
public sealed record LinearOptimum(double Value, double[] Solution, double[] Multipliers, int Pivots);
