namespace Rebound.Measures;

/// <summary>What counts against a unit or an indicator when coverage is screened.</summary>
public enum ScreenRule
{
    /// <summary>Missing values: the share observed must reach <see cref="IndexOptions.MinimumCoverage"/>.</summary>
    Missing,

    /// <summary>Zeros: the share of observed values that are not zero must reach <see cref="IndexOptions.MinimumNonZero"/>.</summary>
    Zero,

    /// <summary>Both.</summary>
    Both,
}
