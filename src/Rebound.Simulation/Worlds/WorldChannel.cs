namespace Rebound.Simulation;

/// <summary>A channel between epidemic and exports, seen through one monthly variable: 100 on a normal day.</summary>
/// <param name="Channel">policy, production, logistics or sales.</param>
/// <param name="Variable">The variable's name.</param>
/// <param name="CitySpread">Standard deviation over cities of what a city always reads too high or too low.</param>
/// <param name="ReadingError">Standard deviation of a month's reading error.</param>
public sealed record WorldChannel(string Channel, string Variable, double CitySpread, double ReadingError);
