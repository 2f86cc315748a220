namespace Rebound.Measures;

/// <summary>How a continuous factor is cut into k classes; intervals are closed on the right.</summary>
public enum BreakMethod
{
    /// <summary>Classes of equal width: min + (max − min)·j/k.</summary>
    Equal,

    /// <summary>Classes of equal counts: the quantiles j/k (type 7).</summary>
    Quantile,

    /// <summary>Natural breaks: the smallest sum of squares within, exactly.</summary>
    Natural,

    /// <summary>Classes whose bounds grow by one ratio: min·(max/min)^(j/k); for positive values only.</summary>
    Geometric,

    /// <summary>Classes one standard deviation wide about the mean: mean + sd·(j − k/2).</summary>
    Deviation,
}
