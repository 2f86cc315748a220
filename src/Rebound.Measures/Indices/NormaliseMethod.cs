namespace Rebound.Measures;

/// <summary>How values of different units become comparable. Statistics are taken over the scope (<see cref="NormaliseScope"/>); below, y = x for a positive direction and y = −x for a negative one, so higher is always better.</summary>
public enum NormaliseMethod
{
    /// <summary>z = (y − min) / (max − min).</summary>
    MinMax,

    /// <summary>z = (y − mean) / s with s the sample deviation (n − 1).</summary>
    ZScore,

    /// <summary>z = (y − mean) / s with s the population deviation (n), as the Mazziotta-Pareto index wants it.</summary>
    PopulationZScore,

    /// <summary>The rank of y from the lowest, 1 to n; equal values share the lower rank.</summary>
    Rank,

    /// <summary>(rank − 1) / (n − 1), in [0, 1].</summary>
    PercentileRank,

    /// <summary>rank − 1: the number of values that are worse.</summary>
    Borda,

    /// <summary>1 − (max − y) / (max − min): one less the distance to the best, in ranges. The numbers of min-max, under the name by which others know them.</summary>
    DistanceToMaximum,

    /// <summary>(y − min) / (y of the reference unit − min); above 1 for units better than the reference.</summary>
    DistanceToReference,

    /// <summary>(y − min) / (target − min), with the indicator's own target in the unit of x.</summary>
    DistanceToTarget,

    /// <summary>(y − low) / (high − low) between the indicator's own goalposts, cut to [0, 1].</summary>
    Goalposts,

    /// <summary>(y − (m − Δ)) / 2Δ with m the mean of the base year and Δ half the range over all unit-years: 0.5 is the base year's mean, as the adjusted Mazziotta-Pareto index wants it.</summary>
    CentredGoalposts,

    /// <summary>(y − a) / (b − a) with one pair a, b for all indicators.</summary>
    Scaled,

    /// <summary>x / max; positive directions only.</summary>
    FractionOfMaximum,

    /// <summary>y / √Σy², the vector normalisation of TOPSIS.</summary>
    Vector,

    /// <summary>Min-max between the p and 1 − p quantiles, cut to [0, 1].</summary>
    WinsorisedMinMax,
}
