namespace Rebound.Simulation;

/// <summary>A rule of partners on goods: a ban, or a tariff that comes or goes.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record ForeignRule(DateOnly From, DateOnly To)
{
    /// <summary>Name of the partner; null for all.</summary>
    public string? Partner { get; init; }

    /// <summary>Name of the sector; null for all goods and services.</summary>
    public string? Sector { get; init; }

    /// <summary>Share of the orders that is forbidden, 0 to 1.</summary>
    public double Banned { get; init; }

    /// <summary>Change of the tariff against the normal path, as a share of the price: −0.1 takes ten per cent away. Orders answer with (1 + change)^(−elasticity).</summary>
    public double TariffChange { get; init; }
}
