using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rebound.Numerics;

/// <summary>The inverse of the normal distribution for eight numbers at once, to 1e-9: enough where what follows knows its own error.</summary>
/// <remarks>A polynomial for each halving of the tail, found from <see cref="NormalQuantile"/> at Chebyshev's points, so that neither logarithm nor root is needed.</remarks>
internal static class NormalQuantileLanes
{
    /// <summary>Largest error of z where the tail is not smaller than <see cref="LeastTail"/>.</summary>
    internal const double Error = 2e-9;

    /// <summary>Smallest tail that is served.</summary>
    internal const double LeastTail = 1.0 / (1 << 17);

    private const int Segments = 16, Terms = 13;

    // Term by term the coefficients of all segments: tails in [2⁻¹⁻ˢ⁻¹, 2⁻¹⁻ˢ), x = 2·mantissa − 3 in [−1, 1).
    private static readonly Vector512<double>[] Low = new Vector512<double>[Terms], High = new Vector512<double>[Terms];

    static NormalQuantileLanes()
    {
        var table = new double[Terms][];
        for (var k = 0; k < Terms; k++) table[k] = new double[Segments];
        for (var s = 0; s < Segments; s++)
        {
            var monomials = Fit(s);
            for (var k = 0; k < Terms; k++) table[k][s] = monomials[k];
        }
        for (var k = 0; k < Terms; k++) (Low[k], High[k]) = (Vector512.Create(table[k].AsSpan(0, 8)), Vector512.Create(table[k].AsSpan(8, 8)));
    }

    /// <summary>z with Φ(z) = u.</summary>
    /// <param name="uniform">u in (0, 1).</param>
    /// <param name="served">All ones where the tail is served.</param>
    internal static Vector512<double> Of(Vector512<double> uniform, out Vector512<double> served)
    {
        var half = Vector512.Create(0.5);
        var upper = Vector512.GreaterThan(uniform, half);
        var tail = Vector512.ConditionalSelect(upper, Vector512<double>.One - uniform, uniform);
        served = Vector512.GreaterThanOrEqual(tail, Vector512.Create(LeastTail)) & Vector512.LessThan(tail, half);
        var bits = tail.AsInt64();
        var segment = Vector512.Create(1021L) - Vector512.ShiftRightLogical(bits, 52);
        var mantissa = ((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(0x3FF0_0000_0000_0000)).AsDouble();
        var x = Vector512.FusedMultiplyAdd(Vector512.Create(2.0), mantissa, Vector512.Create(-3.0));
        var z = Pick(Terms - 1, segment);
        for (var k = Terms - 2; k >= 0; k--) z = Vector512.FusedMultiplyAdd(z, x, Pick(k, segment));
        return Vector512.ConditionalSelect(upper, -z, z);
    }

    private static Vector512<double> Pick(int term, Vector512<long> segment)
    {
        if (Avx512F.IsSupported) return Avx512F.PermuteVar8x64x2(Low[term], segment, High[term]);
        var picked = Vector512<double>.Zero;
        for (var lane = 0; lane < 8; lane++)
        {
            var s = (int)segment[lane] & (Segments - 1);
            picked = picked.WithElement(lane, s < 8 ? Low[term][s] : High[term][s - 8]);
        }
        return picked;
    }

    // Chebyshev series of the segment, written in powers of x.
    private static double[] Fit(int segment)
    {
        var width = Math.ScaleB(1, -2 - segment);
        var series = new double[Terms];
        for (var j = 0; j < Terms; j++)
        {
            var angle = Math.PI * (j + 0.5) / Terms;
            var value = NormalQuantile.Of(width * (1 + (Math.Cos(angle) + 1) / 2));
            for (var k = 0; k < Terms; k++) series[k] += (k == 0 ? 1.0 : 2.0) / Terms * value * Math.Cos(k * angle);
        }
        var (before, now) = (new double[Terms], new double[Terms]);
        var sum = new double[Terms];
        (before[0], now[1], sum[0]) = (1, 1, series[0]);
        for (var k = 1; k < Terms; k++)
        {
            var next = new double[Terms];
            for (var i = 0; i < Terms; i++)
            {
                sum[i] += series[k] * now[i];
                next[i] = (i > 0 ? 2 * now[i - 1] : 0) - before[i];
            }
            (before, now) = (now, next);
        }
        return sum;
    }
}
