namespace Rebound.Simulation;

/// <summary>A channel between epidemic and exports, seen through one monthly variable.</summary>
/// <param name="Channel">policy, production, logistics or sales.</param>
/// <param name="Variable">The variable's name.</param>
/// <param name="Level">Its mean before the shock.</param>
/// <param name="CitySpread">Standard deviation of its level over cities.</param>
/// <param name="AfterShock">What the shock adds everywhere.</param>
/// <param name="PerStringency">What one unit (100 points) of stringency adds.</param>
/// <param name="PerResilience">What one sd of resilience adds after the shock.</param>
/// <param name="OwnSpread">Standard deviation of the channel's own monthly ups and downs.</param>
/// <param name="Exports">Log points of exports per standard deviation of those ups and downs.</param>
public sealed record WorldChannel(
    string Channel, string Variable, double Level, double CitySpread, double AfterShock, double PerStringency, double PerResilience, double OwnSpread, double Exports);
