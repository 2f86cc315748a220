namespace Rebound.Simulation;

/// <summary>A group of buyers abroad.</summary>
/// <param name="Name">Its name in tables.</param>
public sealed record TradePartner(string Name)
{
    /// <summary>Growth of the normal path a year, beside the sector's.</summary>
    public double Trend { get; init; }

    /// <summary>Factor on the sectors' answer to its stringency: how far income support keeps its buyers buying goods while services are closed; not negative.</summary>
    public double StringencyResponse { get; init; } = 1;

    /// <summary>Share of the goods that needs the partner's vessels, 0 to 1; the rest goes by road, rail or air.</summary>
    public double SeaShare { get; init; } = 1;

    /// <summary>Weight in the world's stringency, which sends rivals' buyers; not negative.</summary>
    public double WorldWeight { get; init; } = 1;
}
