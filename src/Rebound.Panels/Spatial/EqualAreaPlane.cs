namespace Rebound.Panels;

/// <summary>A plane that touches the globe amid some places: Lambert's azimuthal equal-area projection, in kilometres.</summary>
/// <param name="Longitude">Degrees east of the point that touches.</param>
/// <param name="Latitude">Degrees north.</param>
/// <remarks>Formula: x = Rk cos φ sin Δλ, y = Rk(cos φ₀ sin φ − sin φ₀ cos φ cos Δλ), k = √(2/(1 + sin φ₀ sin φ + cos φ₀ cos φ cos Δλ)), R = 6371.0088 km.
/// Areas are true; distances are within 1 % up to 1,800 km from the point, and no place may lie farther than a quarter of the globe. Source: Snyder (1987).</remarks>
public sealed record EqualAreaPlane(double Longitude, double Latitude)
{
    private const double Degree = Math.PI / 180;

    /// <summary>The plane amid places: its point is their mean direction.</summary>
    /// <param name="places">Longitudes and latitudes.</param>
    /// <exception cref="ArgumentException">The places are not on the sphere, or some lie farther than a quarter of the globe from their mean.</exception>
    public static EqualAreaPlane Amid(Locations places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Kind != DistanceKind.GreatCircle) throw new ArgumentException("Only longitudes and latitudes need a projection.", nameof(places));
        double x = 0, y = 0, z = 0;
        for (var i = 0; i < places.Count; i++)
        {
            var (lambda, phi) = (places.X[i] * Degree, places.Y[i] * Degree);
            (x, y, z) = (x + Math.Cos(phi) * Math.Cos(lambda), y + Math.Cos(phi) * Math.Sin(lambda), z + Math.Sin(phi));
        }
        var plane = new EqualAreaPlane(Math.Atan2(y, x) / Degree, Math.Atan2(z, Math.Sqrt(x * x + y * y)) / Degree);
        for (var i = 0; i < places.Count; i++)
            if (plane.Cosine(places.X[i], places.Y[i]) <= 0)
                throw new ArgumentException($"'{places.Units[i]}' lies more than a quarter of the globe from the middle of the others, so no plane holds them without gross distortion.", nameof(places));
        return plane;
    }

    /// <summary>Places in the plane, in kilometres east and north of its point.</summary>
    /// <param name="places">Longitudes and latitudes.</param>
    public Locations Of(Locations places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var (x, y) = (new double[places.Count], new double[places.Count]);
        for (var i = 0; i < x.Length; i++)
        {
            var (phi, delta) = (places.Y[i] * Degree, (places.X[i] - Longitude) * Degree);
            var k = Locations.EarthRadius * Math.Sqrt(2 / (1 + Cosine(places.X[i], places.Y[i])));
            x[i] = k * Math.Cos(phi) * Math.Sin(delta);
            y[i] = k * (Math.Cos(Latitude * Degree) * Math.Sin(phi) - Math.Sin(Latitude * Degree) * Math.Cos(phi) * Math.Cos(delta));
        }
        return new Locations(places.Units, x, y);
    }

    /// <summary>The place on the globe of a point in the plane.</summary>
    /// <param name="x">Kilometres east.</param>
    /// <param name="y">Kilometres north.</param>
    public GlobePoint Back(double x, double y)
    {
        var rho = Math.Sqrt(x * x + y * y);
        if (rho == 0) return new GlobePoint(Longitude, Latitude);
        var (c, phi) = (2 * Math.Asin(Math.Min(1, rho / (2 * Locations.EarthRadius))), Latitude * Degree);
        var latitude = Math.Asin(Math.Clamp(Math.Cos(c) * Math.Sin(phi) + y * Math.Sin(c) * Math.Cos(phi) / rho, -1, 1));
        var turn = Math.Atan2(x * Math.Sin(c), rho * Math.Cos(phi) * Math.Cos(c) - y * Math.Sin(phi) * Math.Sin(c));
        var longitude = Longitude + turn / Degree;
        return new GlobePoint(longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, latitude / Degree);
    }

    // Cosine of the angle between a place and the point that touches.
    private double Cosine(double longitude, double latitude) =>
        Math.Sin(Latitude * Degree) * Math.Sin(latitude * Degree) + Math.Cos(Latitude * Degree) * Math.Cos(latitude * Degree) * Math.Cos((longitude - Longitude) * Degree);
}
