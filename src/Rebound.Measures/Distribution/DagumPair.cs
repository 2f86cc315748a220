namespace Rebound.Measures;

/// <summary>Two groups in Dagum's decomposition; the richer one has the higher mean.</summary>
/// <param name="Richer">A group.</param>
/// <param name="Poorer">Another; of equal means the one later in order.</param>
/// <param name="Gini">G_jh = mean |y_j − y_h|/(μ_j + μ_h).</param>
/// <param name="Gain">d = E(y_j − y_h)⁺ over pairs: what the richer group is ahead.</param>
/// <param name="Overlap">p = E(y_h − y_j)⁺: what members of the poorer group are ahead all the same.</param>
/// <param name="Affluence">D = (d − p)/(d + p), in [0, 1]; 0 where all values are equal.</param>
/// <param name="Between">What the pair adds to the net part between groups.</param>
/// <param name="Transvariation">What the pair adds to the part of overlap.</param>
public sealed record DagumPair(string Richer, string Poorer, double Gini, double Gain, double Overlap, double Affluence, double Between, double Transvariation);
