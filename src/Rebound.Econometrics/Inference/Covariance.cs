namespace Rebound.Econometrics;

/// <summary>How the errors of rows may hang together.</summary>
public sealed record Covariance
{
    private Covariance(CovarianceKind kind, IReadOnlyList<string> clusters) => (Kind, Clusters) = (kind, clusters);

    /// <summary>Independent errors of equal variance: s²(XᵀX)⁻¹.</summary>
    public static Covariance Iid { get; } = new(CovarianceKind.Iid, []);

    /// <summary>Independent errors of any variance: HC1 (White, 1980; MacKinnon and White, 1985).</summary>
    public static Covariance Robust { get; } = new(CovarianceKind.Hc1, []);

    /// <summary>Which estimator.</summary>
    public CovarianceKind Kind { get; }

    /// <summary>The groupings rows are clustered by; empty unless clustered.</summary>
    public IReadOnlyList<string> Clusters { get; }

    /// <summary>Errors that may hang together within groups: one-way (Liang and Zeger, 1986) or multi-way (Cameron, Gelbach and Miller, 2011).</summary>
    /// <param name="groupings">One to four groupings; <c>a^b</c> is a group a pair.</param>
    public static Covariance ClusteredBy(params string[] groupings)
    {
        ArgumentNullException.ThrowIfNull(groupings);
        if (groupings.Length is < 1 or > 4) throw new ArgumentException("Clusters in one to four dimensions are available.", nameof(groupings));
        if (groupings.Distinct(StringComparer.Ordinal).Count() != groupings.Length) throw new ArgumentException("A grouping is named twice.", nameof(groupings));
        return new Covariance(CovarianceKind.Cluster, [.. groupings]);
    }

    /// <summary>For instance <c>iid</c>, <c>hc1</c>, <c>cluster(unit+month)</c>.</summary>
    public override string ToString() => Kind switch
    {
        CovarianceKind.Iid => "iid",
        CovarianceKind.Hc1 => "hc1",
        _ => $"cluster({string.Join("+", Clusters)})",
    };
}

/// <summary>Estimators of the covariance of coefficients.</summary>
public enum CovarianceKind
{
    /// <summary>Independent, equal variance.</summary>
    Iid,

    /// <summary>Independent, any variance.</summary>
    Hc1,

    /// <summary>Dependent within clusters.</summary>
    Cluster,
}
