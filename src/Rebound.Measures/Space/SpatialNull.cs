namespace Rebound.Measures;

/// <summary>What is random when there is no spatial association (Cliff and Ord, 1981).</summary>
public enum SpatialNull
{
    /// <summary>The values as they are, on units in any order.</summary>
    Randomisation,

    /// <summary>Independent draws from one normal distribution.</summary>
    Normality,
}
