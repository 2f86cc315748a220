namespace Rebound.Simulation;

/// <summary>A port: goods of the cities that are nearest to it queue there.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
public sealed record TradePort(string Name, double Longitude, double Latitude);
