namespace Rebound.Econometrics;

/// <summary>How the errors of rows may hang together.</summary>
public sealed record Covariance
{
    private Covariance(CovarianceKind kind, IReadOnlyList<string> clusters) => (Kind, Clusters) = (kind, clusters);

    /// <summary>Independent errors of equal variance: s²(XᵀX)⁻¹.</summary>
    public static Covariance Iid { get; } = new(CovarianceKind.Iid, []);

    /// <summary>Independent errors of any variance: HC1 (White, 1980; MacKinnon and White, 1985).</summary>
    public static Covariance Robust { get; } = new(CovarianceKind.Hc1, []);

    /// <summary>Independent errors of any variance, residuals over √(1 − h): HC2 (MacKinnon and White, 1985).</summary>
    public static Covariance Hc2 { get; } = new(CovarianceKind.Hc2, []);

    /// <summary>Independent errors of any variance, residuals over 1 − h: HC3, close to the jackknife.</summary>
    public static Covariance Hc3 { get; } = new(CovarianceKind.Hc3, []);

    /// <summary>Which estimator.</summary>
    public CovarianceKind Kind { get; }

    /// <summary>The groupings rows are clustered by; empty unless clustered.</summary>
    public IReadOnlyList<string> Clusters { get; }

    /// <summary>Periods over which errors may be correlated in time; null for the largest whole number up to T^¼.</summary>
    public int? Lags { get; private init; }

    /// <summary>Kilometres over which errors may be correlated in space; 0 unless spatial.</summary>
    public double Cutoff { get; private init; }

    /// <summary>How the weight of a pair falls with distance.</summary>
    public ConleyKernel Kernel { get; private init; }

    /// <summary>Kilometres of the side of the squares to whose corners coordinates are moved before distances are taken, for many places; 0 for none.</summary>
    /// <remarks>Latitudes are rounded down from the South Pole, longitudes along the row's own parallel, at 111 km a degree, as fixest does.</remarks>
    public double Pixel { get; init; }

    /// <summary>Column of the latitude in degrees; null finds <c>lat</c> or <c>latitude</c>.</summary>
    public string? Latitude { get; init; }

    /// <summary>Column of the longitude in degrees; null finds <c>lon</c>, <c>long</c>, <c>lng</c> or <c>longitude</c>.</summary>
    public string? Longitude { get; init; }

    /// <summary>Radius of the sphere in kilometres; the Earth's mean radius (Moritz, 2000) by default.</summary>
    public double Radius { get; init; } = 6371.0088;

    /// <summary>How distances are taken; along the great circle by default.</summary>
    public ConleyDistance Distance { get; init; }

    /// <summary>Which leverages the residuals of hc1 and of clusters are divided by; none by default.</summary>
    public ResidualRule Residuals { get; init; }

    /// <summary>Columns that may hold coordinates: the stated ones, or all the usual names.</summary>
    internal IReadOnlyList<string> Places => Kind == CovarianceKind.Conley ? [.. Latitude is null ? UsualLatitudes : [Latitude], .. Longitude is null ? UsualLongitudes : [Longitude]] : [];

    internal static IReadOnlyList<string> UsualLatitudes { get; } = ["lat", "latitude"];

    internal static IReadOnlyList<string> UsualLongitudes { get; } = ["lon", "long", "lng", "longitude"];

    /// <summary>Errors that may hang together within groups: one-way (Liang and Zeger, 1986) or multi-way (Cameron, Gelbach and Miller, 2011).</summary>
    /// <param name="groupings">One to four groupings; <c>a^b</c> is a group a pair.</param>
    public static Covariance ClusteredBy(params string[] groupings)
    {
        ArgumentNullException.ThrowIfNull(groupings);
        if (groupings.Length is < 1 or > 4) throw new ArgumentException("Clusters in one to four dimensions are available.", nameof(groupings));
        if (groupings.Distinct(StringComparer.Ordinal).Count() != groupings.Length) throw new ArgumentException("A grouping is named twice.", nameof(groupings));
        return new Covariance(CovarianceKind.Cluster, [.. groupings]);
    }

    /// <summary>CR2: clusters with the bias of few clusters taken out (Bell and McCaffrey, 2002; Pustejovsky and Tipton, 2018), t with Satterthwaite's degrees of freedom.</summary>
    /// <param name="grouping">The grouping; <c>a^b</c> is a group a pair.</param>
    public static Covariance BiasReduced(string grouping) => new(CovarianceKind.Cr2, [grouping]);

    /// <summary>CR3: clusters, close to leaving one out at a time (Bell and McCaffrey, 2002), t with Satterthwaite's degrees of freedom.</summary>
    /// <param name="grouping">The grouping; <c>a^b</c> is a group a pair.</param>
    public static Covariance Jackknife(string grouping) => new(CovarianceKind.Cr3, [grouping]);

    /// <summary>Errors that may be correlated within a unit over a few periods: Bartlett weights 1 − l/(L + 1) (Newey and West, 1987). The table needs a panel.</summary>
    /// <param name="lags">L; null for the largest whole number up to T^¼.</param>
    public static Covariance NeweyWest(int? lags = null) => new(CovarianceKind.NeweyWest, []) { Lags = Positive(lags) };

    /// <summary>Errors that may be correlated between all units of a period and over a few periods (Driscoll and Kraay, 1998). The table needs a panel.</summary>
    /// <param name="lags">L; null for the largest whole number up to T^¼.</param>
    public static Covariance DriscollKraay(int? lags = null) => new(CovarianceKind.DriscollKraay, []) { Lags = Positive(lags) };

    /// <summary>Errors that may be correlated between all rows within a distance along the great circle (Conley, 1999).</summary>
    /// <param name="kilometres">The distance, above zero.</param>
    /// <param name="kernel">How the weight of a pair falls with distance.</param>
    public static Covariance Conley(double kilometres, ConleyKernel kernel = ConleyKernel.Uniform) => kilometres is > 0 and < double.PositiveInfinity
        ? new Covariance(CovarianceKind.Conley, []) { Cutoff = kilometres, Kernel = kernel }
        : throw new ArgumentOutOfRangeException(nameof(kilometres), "The distance is a number of kilometres above zero.");

    /// <summary>Independent errors whose variance is one number a group: X̃₍g₎ᵀX̃₍g₎ times the mean of the group's û² (White, 1984, as in Arellano, 2003).</summary>
    /// <param name="grouping">The grouping; <c>a^b</c> is a group a pair.</param>
    public static Covariance OneVarianceBy(string grouping) => new(CovarianceKind.Groupwise, [grouping]);

    /// <summary>Errors of different units that are correlated in the same period, with one covariance for all periods (Beck and Katz, 1995). The table needs a balanced panel.</summary>
    public static Covariance PanelCorrected { get; } = new(CovarianceKind.PanelCorrected, []);

    /// <summary>Reads <c>iid</c>, <c>hc1</c>, <c>hc2</c>, <c>hc3</c>, <c>cluster(a+b)</c>, <c>cr2(a)</c>, <c>cr3(a)</c>, <c>nw(L)</c>, <c>dk(L)</c>, <c>conley(km)</c>, <c>conley(km, bartlett)</c>, <c>conley(km, uniform, pixel)</c>, <c>groupwise(a)</c> or <c>pcse</c>.</summary>
    /// <param name="text">The covariance; <c>nw</c> and <c>dk</c> stand alone too.</param>
    /// <exception cref="FormulaException">It cannot be read; the exception points at the character.</exception>
    public static Covariance Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CovarianceParser(text).Parse();
    }

    /// <summary>For instance <c>iid</c>, <c>hc1</c>, <c>cluster(unit+month)</c>.</summary>
    public override string ToString() => Kind switch
    {
        CovarianceKind.Cluster => $"cluster({string.Join("+", Clusters)})",
        CovarianceKind.Cr2 => $"cr2({Clusters[0]})",
        CovarianceKind.Cr3 => $"cr3({Clusters[0]})",
        CovarianceKind.Groupwise => $"groupwise({Clusters[0]})",
        CovarianceKind.PanelCorrected => "pcse",
        CovarianceKind.NeweyWest => Lags is { } l ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"nw({l})") : "nw",
        CovarianceKind.DriscollKraay => Lags is { } l ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dk({l})") : "dk",
        CovarianceKind.Conley => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"conley({Cutoff}{(Kernel == ConleyKernel.Bartlett ? ", bartlett" : Pixel > 0 ? ", uniform" : "")}{(Pixel > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {Pixel}") : "")})"),
        _ => Kind.ToString().ToLowerInvariant(),
    };

    private static int? Positive(int? lags) => lags is null or >= 0 ? lags : throw new ArgumentOutOfRangeException(nameof(lags), "Lags are zero or more.");
}

/// <summary>Estimators of the covariance of coefficients.</summary>
public enum CovarianceKind
{
    /// <summary>Independent, equal variance.</summary>
    Iid,

    /// <summary>Independent, any variance, n/(n − K).</summary>
    Hc1,

    /// <summary>Dependent within clusters.</summary>
    Cluster,

    /// <summary>Independent, any variance, leverage once.</summary>
    Hc2,

    /// <summary>Independent, any variance, leverage twice.</summary>
    Hc3,

    /// <summary>Dependent within clusters, bias taken out.</summary>
    Cr2,

    /// <summary>Dependent within clusters, close to the jackknife.</summary>
    Cr3,

    /// <summary>Dependent within a unit over a few periods.</summary>
    NeweyWest,

    /// <summary>Dependent between units and over a few periods.</summary>
    DriscollKraay,

    /// <summary>Dependent within a distance.</summary>
    Conley,

    /// <summary>Independent, one variance a group.</summary>
    Groupwise,

    /// <summary>Dependent between units within a period, one covariance for all periods.</summary>
    PanelCorrected,
}

/// <summary>What residuals are divided by before their scores are added, with h the leverage of the regressors that absorption leaves (plm's vcovHC).</summary>
/// <remarks>Leverages of absorbed effects are not in h here: <see cref="CovarianceKind.Hc2"/> and <see cref="CovarianceKind.Cr2"/> have them.</remarks>
public enum ResidualRule
{
    /// <summary>1.</summary>
    Plain,

    /// <summary>√(1 − h).</summary>
    RootLeverage,

    /// <summary>1 − h.</summary>
    Leverage,
}

/// <summary>How the weight of a pair of rows falls with their distance d under a cutoff c.</summary>
public enum ConleyKernel
{
    /// <summary>1 up to the cutoff.</summary>
    Uniform,

    /// <summary>1 − d/c.</summary>
    Bartlett,
}

/// <summary>How the distance of two places is taken.</summary>
public enum ConleyDistance
{
    /// <summary>Along the great circle of a sphere.</summary>
    GreatCircle,

    /// <summary>As on a plane, with degrees of longitude as long as they are at the mean latitude of the two: for reproducing other programs.</summary>
    Planar,
}
