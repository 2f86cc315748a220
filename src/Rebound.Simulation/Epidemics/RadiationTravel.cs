namespace Rebound.Simulation;

/// <summary>Travel by radiation: flow from i to j ∝ Nᵢ·NᵢNⱼ/((Nᵢ + s)(Nᵢ + Nⱼ + s)), s the people who live nearer to i than j does.</summary>
/// <remarks>Without a parameter of distance. Rows are scaled so that the whole population travels with <see cref="DailyShare"/>.
/// Source: Simini, González, Maritan and Barabási (2012). Cities at the same distance do not stand in each other's way.</remarks>
public sealed record RadiationTravel
{
    /// <summary>Share of all people who travel on a normal day.</summary>
    public double DailyShare { get; init; } = 0.01;

    /// <summary>Links kept for each city, the largest; a link that one of its ends keeps stays.</summary>
    public int LinksKept { get; init; } = 30;
}
