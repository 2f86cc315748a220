namespace Rebound.Measures;

/// <summary>Units that converge with each other.</summary>
/// <param name="Units">Their codes, in the order of the panel.</param>
/// <param name="Test">The log t test of the club.</param>
public sealed record ConvergenceClub(IReadOnlyList<string> Units, LogTTest Test);
