namespace Rebound.Measures;

/// <summary>How gaps are filled. The methods within a series leave a unit that never has the indicator to the median of the units in that year.</summary>
public enum ImputeMethod
{
    /// <summary>Straight line between the neighbouring observations; before the first and after the last, the nearest observation.</summary>
    Linear,

    /// <summary>The latest earlier observation.</summary>
    Latest,

    /// <summary>The latest earlier observation; before the first, the first.</summary>
    Constant,

    /// <summary>Mean of the units that have the year.</summary>
    Mean,

    /// <summary>Median of the units that have the year.</summary>
    Median,

    /// <summary>Mean of the units of the same group that have the year.</summary>
    GroupMean,

    /// <summary>Median of the units of the same group that have the year.</summary>
    GroupMedian,

    /// <summary>Expectation of the missing years given the observed ones, under one normal distribution of a unit's years per indicator (EM).</summary>
    Em,

    /// <summary>Nothing is filled: aggregation uses what is there, and needs <see cref="IndexOptions.MinimumAvailable"/> of it.</summary>
    None,
}
