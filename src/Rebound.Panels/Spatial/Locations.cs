namespace Rebound.Panels;

/// <summary>Where units lie: one point each.</summary>
/// <remarks>Distances on the sphere follow the haversine formula; nearest and within-radius searches run on a k-d tree, on the
/// sphere over the three coordinates of its points, so that neither the poles nor the date line is special.</remarks>
public sealed class Locations
{
    internal const double EarthRadius = 6371.0088; // km, the mean radius R₁ of the International Union of Geodesy and Geophysics
    private readonly double[] x;
    private readonly double[] y;
    private readonly Lazy<PointTree> tree;

    /// <summary>Places units.</summary>
    /// <param name="units">n distinct codes.</param>
    /// <param name="x">n finite abscissae, or longitudes in degrees in [−180, 360].</param>
    /// <param name="y">n finite ordinates, or latitudes in degrees in [−90, 90].</param>
    /// <param name="kind">Plane or sphere.</param>
    /// <exception cref="ArgumentException">A coordinate is missing or out of range; the unit is named.</exception>
    public Locations(IReadOnlyList<string> units, ReadOnlySpan<double> x, ReadOnlySpan<double> y, DistanceKind kind = DistanceKind.Planar)
    {
        if (x.Length != units.Count || y.Length != units.Count)
            throw new ArgumentException($"{x.Length} × {y.Length} coordinates are given for {units.Count} units.", nameof(x));
        for (var i = 0; i < units.Count; i++)
        {
            var valid = kind == DistanceKind.Planar ? double.IsFinite(x[i]) && double.IsFinite(y[i]) : x[i] is >= -180 and <= 360 && y[i] is >= -90 and <= 90;
            if (!valid) throw new ArgumentException(FormattableString.Invariant($"Unit '{units[i]}' lies at ({x[i]}, {y[i]}), which is no place{(kind == DistanceKind.Planar ? "" : " on the globe")}."), nameof(x));
        }
        (Units, Kind) = (units, kind);
        (this.x, this.y) = (x.ToArray(), y.ToArray());
        tree = new(() => new PointTree(Points(), kind == DistanceKind.Planar ? 2 : 3));
    }

    /// <summary>The units' codes, in the order given.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Plane or sphere.</summary>
    public DistanceKind Kind { get; }

    /// <summary>n.</summary>
    public int Count => Units.Count;

    /// <summary>Abscissae or longitudes.</summary>
    public ReadOnlySpan<double> X => x;

    /// <summary>Ordinates or latitudes.</summary>
    public ReadOnlySpan<double> Y => y;

    /// <summary>The distance between two units, in the unit of the coordinates or in kilometres.</summary>
    /// <param name="first">Index of a unit.</param>
    /// <param name="second">Index of another.</param>
    public double Distance(int first, int second)
    {
        if (Kind == DistanceKind.Planar)
        {
            var (dx, dy) = (x[first] - x[second], y[first] - y[second]);
            return Math.Sqrt(dx * dx + dy * dy);
        }
        var (phi1, phi2) = (Radians(y[first]), Radians(y[second]));
        var (across, along) = (Math.Sin((phi2 - phi1) / 2), Math.Sin(Radians(x[second] - x[first]) / 2));
        var h = across * across + Math.Cos(phi1) * Math.Cos(phi2) * along * along;
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>The k nearest other units, nearest first; equally far ones in the order of the units.</summary>
    internal void Nearest(int unit, Span<int> found) => tree.Value.Nearest(unit, found);

    /// <summary>The other units within a distance, in ascending order.</summary>
    internal void Within(int unit, double distance, List<int> found)
    {
        tree.Value.Within(unit, Chord(distance) * (1 + 1e-9), found);
        found.RemoveAll(other => Distance(unit, other) > distance);
        found.Sort();
    }

    // Chords grow with arcs, so the search by chord finds what lies within the arc; the last digits are settled by Distance.
    private double Chord(double distance) => Kind == DistanceKind.Planar ? distance : 2 * Math.Sin(Math.Min(Math.PI / 2, distance / (2 * EarthRadius)));

    private double[] Points()
    {
        if (Kind == DistanceKind.Planar) return [.. x.Zip(y).SelectMany(p => new[] { p.First, p.Second })];
        return [.. x.Zip(y).SelectMany(p =>
        {
            var (lambda, phi) = (Radians(p.First), Radians(p.Second));
            return new[] { Math.Cos(phi) * Math.Cos(lambda), Math.Cos(phi) * Math.Sin(lambda), Math.Sin(phi) };
        })];
    }

    private static double Radians(double degrees) => degrees * (Math.PI / 180);
}
