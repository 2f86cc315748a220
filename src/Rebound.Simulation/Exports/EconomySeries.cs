namespace Rebound.Simulation;

/// <summary>What is reported of a city's channels beside its exports, month by month.</summary>
public enum EconomySeries
{
    /// <summary>Labour at work against normal, mean of the month's days, sectors weighted by normal exports.</summary>
    Labour,

    /// <summary>Share of firms that work, mean.</summary>
    Resumption,

    /// <summary>What inputs allow against normal, mean.</summary>
    Inputs,

    /// <summary>Speed of freight to the port against normal, mean.</summary>
    Freight,

    /// <summary>Speed of the port, vessels apart, against normal, mean.</summary>
    Port,

    /// <summary>New orders of goods, money of the first day's worth.</summary>
    Orders,

    /// <summary>Buyers against normal at the end of the month, weighted by normal exports.</summary>
    Buyers,

    /// <summary>Cancelled orders of goods, money of the first day's worth.</summary>
    Cancelled,

    /// <summary>Share of capacity that has left since the beginning, at the end of the month, weighted by normal exports.</summary>
    Exited,
}
