namespace Rebound.Measures;

/// <summary>Whether two factors differ in what they leave unexplained.</summary>
/// <param name="First">A factor.</param>
/// <param name="Second">Another.</param>
/// <param name="F">The larger sum of squares within over the smaller one.</param>
/// <param name="P">P(F(N − 1, N − 1) ≥ F), one-sided.</param>
public sealed record EcologicalContrast(string First, string Second, double F, double P);
