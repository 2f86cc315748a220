namespace Rebound.Simulation;

/// <summary>Travel by gravity: flow from i to j ∝ Nᵢ·Nⱼᵃ/d(i,j)ᵇ.</summary>
/// <remarks>Rows are scaled so that the whole population travels with <see cref="DailyShare"/>. Source: Balcan et al. (2009).</remarks>
public sealed record GravityTravel
{
    /// <summary>Share of all people who travel on a normal day.</summary>
    public double DailyShare { get; init; } = 0.01;

    /// <summary>a, the exponent of the destination's population.</summary>
    public double DestinationExponent { get; init; } = 0.64;

    /// <summary>b, the exponent of distance.</summary>
    public double DistanceExponent { get; init; } = 2;

    /// <summary>Links kept for each city, the largest; a link that one of its ends keeps stays.</summary>
    public int LinksKept { get; init; } = 30;
}
