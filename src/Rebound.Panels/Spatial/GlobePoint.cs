namespace Rebound.Panels;

/// <summary>A place on the globe.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
public readonly record struct GlobePoint(double Longitude, double Latitude);
