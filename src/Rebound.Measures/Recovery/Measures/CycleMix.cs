namespace Rebound.Measures;

/// <summary>Levels of units by part (product, industry, partner) in two windows.</summary>
/// <param name="Parts">Number of parts.</param>
/// <param name="Before">Units × parts, row by row, at least zero.</param>
/// <param name="After">The same in the later window.</param>
public sealed record CycleMix(int Parts, double[] Before, double[] After);
