namespace Rebound.Simulation;

/// <summary>Where resilience meets the shock: the control of the epidemic, and the four channels from the epidemic to exports.</summary>
public enum ShockChannel
{
    /// <summary>Control of the epidemic itself.</summary>
    Control,

    /// <summary>Closings ordered at home, bans and tariffs abroad, and the levers of support.</summary>
    Policy,

    /// <summary>Labour, resumption, inputs, liquidity.</summary>
    Production,

    /// <summary>Freight, ports, vessels.</summary>
    Logistics,

    /// <summary>Orders, cancellations, buyers.</summary>
    Sales,
}
