namespace Rebound.Econometrics;

/// <summary>A χ² test about a spatial model.</summary>
/// <param name="Name">What is tested.</param>
/// <param name="Statistic">χ².</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom.</param>
/// <param name="P">P(χ² ≥ statistic).</param>
public sealed record SpatialTest(string Name, double Statistic, int DegreesOfFreedom, double P);
