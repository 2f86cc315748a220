namespace Rebound.Measures;

/// <summary>Where a unit ranks over the plausible designs of an index; rank 1 is the most resilient.</summary>
/// <param name="Low">The better end: a rank that at least 5 % of the designs reach or better.</param>
/// <param name="Median">A rank that at least half of the designs reach or better.</param>
/// <param name="High">The worse end: a rank that at least 95 % of the designs reach or better.</param>
/// <param name="Mean">Mean of the ranks, not rounded.</param>
public readonly record struct RankInterval(int Low, int Median, int High, double Mean);
