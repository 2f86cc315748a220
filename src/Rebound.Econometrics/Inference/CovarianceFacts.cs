namespace Rebound.Econometrics;

/// <summary>What stands behind a standard error.</summary>
/// <param name="Estimator">For instance <c>cluster(unit)</c>.</param>
/// <param name="Clusters">Each dimension's name and number of clusters; empty unless clustered.</param>
/// <param name="Parameters">K: coefficients and absorbed groups, net of one group for every effect after the first.</param>
/// <param name="CountedParameters">The K of the small-sample factor.</param>
/// <param name="DegreesOfFreedom">Of t and F.</param>
/// <param name="Factor">The small-sample factor on the (one-way) variance.</param>
/// <param name="Rule">The rule in words.</param>
public sealed record CovarianceFacts(string Estimator, IReadOnlyList<EffectSize> Clusters, int Parameters, int CountedParameters, double DegreesOfFreedom, double Factor, string Rule)
{
    /// <summary>Whether the whole covariance has no negative eigenvalue; sums over several dimensions, over time and over space can have one.</summary>
    /// <remarks>It is reported and not repaired: single standard errors stand, joint tests may not.</remarks>
    public bool IsPositive { get; init; } = true;

    /// <summary>The smallest number of clusters over the dimensions; null unless clustered.</summary>
    public int? SmallestClusterCount => Clusters.Count == 0 ? null : Clusters.Min(c => c.Groups);
}
