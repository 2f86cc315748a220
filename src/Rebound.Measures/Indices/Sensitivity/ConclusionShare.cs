using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>In what share of the plausible designs a stated ranking holds.</summary>
/// <param name="Conclusion">What is stated.</param>
/// <param name="Share">The share with its interval; both ends are the share itself when it is exact.</param>
/// <param name="IsExact">Whether the share is a volume and not a count of random designs.</param>
/// <param name="Draws">Number of random designs; 0 when exact.</param>
public sealed record ConclusionShare(RankingConclusion Conclusion, Proportion Share, bool IsExact, int Draws);
