namespace Rebound.Measures;

/// <summary>Rank intervals of all units and nodes.</summary>
/// <param name="Draws">Number of designs.</param>
/// <param name="Seed">Their seed; design d uses stream d.</param>
/// <param name="Spread">The weightings drawn from.</param>
/// <param name="UnitCount">Number of units.</param>
/// <param name="Values">By node, then unit, as in the index.</param>
public sealed record RankIntervals(int Draws, ulong Seed, WeightSpread Spread, int UnitCount, RankInterval[] Values)
{
    /// <summary>The intervals of one node, by unit.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<RankInterval> Of(int node) => Values.AsSpan(node * UnitCount, UnitCount);
}
