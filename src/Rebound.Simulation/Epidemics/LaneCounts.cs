using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Eight draws of a city at once, and which of them are sure: the others are drawn alone, and are the same.</summary>
internal readonly struct LaneCounts
{
    /// <summary>People from whom on eight draws at once are quicker than one after the other.</summary>
    internal const int ManyPeople = 300;

    private readonly Vector256<int> counts;
    private readonly ulong sure;

    private LaneCounts(Vector256<int> counts, ulong sure) => (this.counts, this.sure) = (counts, sure);

    /// <summary>The count of a lane; it holds where <see cref="Has"/>.</summary>
    internal int this[int lane] => counts[lane];

    /// <summary>Whether a lane is sure.</summary>
    internal bool Has(int lane) => (sure >> lane & 1) != 0;

    /// <summary>Draws.</summary>
    internal static LaneCounts Draw(Vector512<double> people, Vector512<double> success, Vector512<double> uniform)
    {
        var drawn = BinomialLanes.Expanded(people, success, uniform, out var sure);
        return new LaneCounts(Vector256.Create((int)drawn[0], (int)drawn[1], (int)drawn[2], (int)drawn[3], (int)drawn[4], (int)drawn[5], (int)drawn[6], (int)drawn[7]), sure);
    }
}
