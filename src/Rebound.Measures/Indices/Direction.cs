namespace Rebound.Measures;

/// <summary>Whether a higher value of an indicator means more resilience.</summary>
public enum Direction
{
    /// <summary>Not stated: an index refuses such an indicator.</summary>
    Unknown = 0,

    /// <summary>Higher is more resilient (+).</summary>
    Positive = 1,

    /// <summary>Higher is less resilient (−).</summary>
    Negative = -1,
}
