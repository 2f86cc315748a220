namespace Rebound.Studies;

/// <summary>A row of indicators.csv.</summary>
/// <param name="Code">The indicator's name in the indicator table.</param>
/// <param name="Dimension">Dimension, or a path below one (society/health).</param>
/// <param name="Positive">Whether more is more resilient.</param>
/// <param name="Weight">Given weight; NaN when none.</param>
/// <param name="Label">The name printed.</param>
/// <param name="Disputed">Whether the literature disagrees on the direction.</param>
public sealed record IndicatorRow(string Code, string Dimension, bool Positive, double Weight, string Label, bool Disputed)
{
    /// <summary>Code of what its values are divided by; empty for none.</summary>
    public string Denominator { get; init; } = "";

    /// <summary>Target, in the unit of its values; NaN when none.</summary>
    public double Target { get; init; } = double.NaN;

    /// <summary>Lower goalpost; NaN when none.</summary>
    public double GoalpostLow { get; init; } = double.NaN;

    /// <summary>Upper goalpost; NaN when none.</summary>
    public double GoalpostHigh { get; init; } = double.NaN;
}
