namespace Rebound.Econometrics;

/// <summary>Factors for small samples; the defaults are those of fixest 0.14 and agree with reghdfe where effects are nested in the clusters.</summary>
/// <remarks>iid: SSR/(n − K). HC1: n/(n − K). Clusters: G/(G − 1) × (n − 1)/(n − K).</remarks>
public sealed record SmallSample
{
    /// <summary>No factor at all.</summary>
    public static SmallSample None { get; } = new() { AdjustParameters = false, AdjustClusters = false };

    /// <summary>Whether (n − 1)/(n − K) is applied.</summary>
    public bool AdjustParameters { get; init; } = true;

    /// <summary>What that factor is with clusters and over time.</summary>
    public ParameterFactor ParameterFactor { get; init; }

    /// <summary>Which absorbed levels K counts.</summary>
    public EffectCount Effects { get; init; } = EffectCount.NotNested;

    /// <summary>Whether G/(G − 1) is applied.</summary>
    public bool AdjustClusters { get; init; } = true;

    /// <summary>With clusters in several dimensions, which G the factor takes.</summary>
    public ClusterFactor ClusterFactor { get; init; } = ClusterFactor.Smallest;

    /// <summary>Degrees of freedom of t with clusters.</summary>
    public DegreesOfFreedom DegreesOfFreedom { get; init; } = DegreesOfFreedom.Clusters;
}

/// <summary>The factor for estimated parameters of covariances with clusters or over time.</summary>
public enum ParameterFactor
{
    /// <summary>(n − 1)/(n − K), as Stata.</summary>
    LessOne,

    /// <summary>n/(n − K), as plm's HC1.</summary>
    Rows,
}

/// <summary>Which absorbed levels count as parameters.</summary>
public enum EffectCount
{
    /// <summary>None.</summary>
    None,

    /// <summary>All but those nested in a cluster.</summary>
    NotNested,

    /// <summary>All.</summary>
    All,
}

/// <summary>Which number of clusters enters G/(G − 1).</summary>
public enum ClusterFactor
{
    /// <summary>The smallest over the dimensions, for every part of the sum.</summary>
    Smallest,

    /// <summary>Each part its own.</summary>
    Each,
}

/// <summary>Degrees of freedom of t and F with clusters.</summary>
public enum DegreesOfFreedom
{
    /// <summary>G − 1, with the smallest G.</summary>
    Clusters,

    /// <summary>n − K.</summary>
    Residual,
}
