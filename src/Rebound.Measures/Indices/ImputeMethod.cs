namespace Rebound.Measures;

/// <summary>How a gap inside a unit's own series is filled; what still is missing takes the median of the units in that year.</summary>
public enum ImputeMethod
{
    /// <summary>Straight line between the neighbouring observations; before the first and after the last, the nearest observation.</summary>
    Linear,

    /// <summary>The latest earlier observation.</summary>
    Latest,
}
