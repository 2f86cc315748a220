namespace Rebound.Panels;

/// <summary>How far apart two places are.</summary>
public enum DistanceKind
{
    /// <summary>A straight line in the plane, in the unit of the coordinates.</summary>
    Planar,

    /// <summary>Along the surface of a sphere of radius 6371.0088 km, in kilometres; x is the longitude and y the latitude, in degrees.</summary>
    GreatCircle,
}
