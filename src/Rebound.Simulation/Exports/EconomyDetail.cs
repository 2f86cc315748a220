namespace Rebound.Simulation;

/// <summary>How finely a run of the economy keeps its exports.</summary>
public enum EconomyDetail
{
    /// <summary>By city and month.</summary>
    Cities,

    /// <summary>By city, month, sector and partner too.</summary>
    Cells,
}
