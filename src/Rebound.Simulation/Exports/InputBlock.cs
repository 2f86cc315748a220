using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>One input of one sector in eight cities that lie side by side, relative to normal.</summary>
internal struct InputBlock
{
    /// <summary>Stock in the firms' stores.</summary>
    public Vector512<double> Stock;

    /// <summary>Goods on their way to them.</summary>
    public Vector512<double> Coming;
}
