using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rebound.Numerics;

/// <summary>Eight values of <see cref="Elementary"/> at once, each with the same bits: the same sums and products in the same order.</summary>
internal static class ElementaryLanes
{
    /// <summary>1 − e⁻ʰ: <see cref="Elementary.Strike"/>.</summary>
    /// <param name="hazard">h, not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Strike(Vector512<double> hazard)
    {
        var struck = hazard * Ratio(-hazard);
        return Vector512.LessThanAll(hazard, Vector512.Create(Elementary.SmallHazard)) ? struck : OneByOne(hazard);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Ratio(Vector512<double> r)
    {
        var r2 = r * r;
        var r4 = r2 * r2;
        var first = (Vector512<double>.One + r * Vector512.Create(1.0 / 2)) + r2 * (Vector512.Create(1.0 / 6) + r * Vector512.Create(1.0 / 24));
        var second = (Vector512.Create(1.0 / 120) + r * Vector512.Create(1.0 / 720)) + r2 * (Vector512.Create(1.0 / 5040) + r * Vector512.Create(1.0 / 40320));
        var third = (Vector512.Create(1.0 / 362880) + r * Vector512.Create(1.0 / 3628800)) + r2 * (Vector512.Create(1.0 / 39916800) + r * Vector512.Create(1.0 / 479001600));
        return first + r4 * (second + r4 * (third + r4 * (Vector512.Create(1.0 / 6227020800) + r * Vector512.Create(1.0 / 87178291200))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> OneByOne(Vector512<double> hazard)
    {
        var struck = Vector512<double>.Zero;
        for (var lane = 0; lane < Vector512<double>.Count; lane++) struck = struck.WithElement(lane, Elementary.Strike(hazard[lane]));
        return struck;
    }
}
