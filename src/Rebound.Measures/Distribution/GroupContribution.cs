namespace Rebound.Measures;

/// <summary>What the inequality within one group adds to the whole.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Weight">Its share of the total (Theil's T) or of the units (mean logarithmic deviation).</param>
/// <param name="Inequality">The measure within it.</param>
/// <param name="Contribution">Weight times inequality.</param>
public sealed record GroupContribution(string Group, double Weight, double Inequality, double Contribution);
