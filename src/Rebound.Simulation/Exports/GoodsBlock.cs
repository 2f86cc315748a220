using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>Goods of one sector for one partner in eight cities that lie side by side; stocks relative to normal.</summary>
/// <remarks>What one step touches together lies together: one address for all of it.</remarks>
internal struct GoodsBlock
{
    /// <summary>Orders that are not produced yet.</summary>
    public Vector512<double> Unproduced;

    /// <summary>Goods on their way to the port.</summary>
    public Vector512<double> InFreight;

    /// <summary>Goods at the port.</summary>
    public Vector512<double> AtPort;

    /// <summary>Buyers.</summary>
    public Vector512<double> Buyers;

    /// <summary>What has left the port since the month's beginning.</summary>
    public Vector512<double> Sent;

    /// <summary>The partner's share in the sector's exports.</summary>
    public Vector512<double> Share;
}
