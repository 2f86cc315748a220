namespace Rebound.Measures;

/// <summary>What a unit's level is compared with.</summary>
public enum Baseline
{
    /// <summary>ln Ê = the mean of the logs of the same calendar month over the base years.</summary>
    SameMonth,

    /// <summary>The same, moved on by the unit's own log growth per year between the base years.</summary>
    SameMonthGrowth,
}
