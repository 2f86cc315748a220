namespace Rebound.Simulation;

/// <summary>Through which channels the shock may pass to exports.</summary>
/// <remarks>Which equation belongs to which channel stands on the page of the method. With none, exports follow the normal path.</remarks>
[Flags]
public enum ChannelSwitches
{
    /// <summary>Through none: the normal path.</summary>
    None = 0,

    /// <summary>Ordered confinement and closing of firms, staying put over the New Year; bans and tariffs abroad; levers of support.</summary>
    Policy = 1,

    /// <summary>Illness, fear, migrants away, slow resumption, missing inputs, liquidity and exit.</summary>
    Production = 2,

    /// <summary>Freight, ports, vessels.</summary>
    Logistics = 4,

    /// <summary>Foreign demand, panic, cancellations, buyers leaving and coming.</summary>
    Sales = 8,

    /// <summary>Through all four.</summary>
    All = Policy | Production | Logistics | Sales,
}
