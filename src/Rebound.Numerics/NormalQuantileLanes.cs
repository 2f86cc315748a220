using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rebound.Numerics;

/// <summary>The inverse of the normal distribution for eight numbers at once, to 1e-7: enough where what follows knows its own error.</summary>
/// <remarks>A polynomial for each halving of the tail, found from <see cref="NormalQuantile"/> at Chebyshev's points, so that neither logarithm nor root is needed.
/// Only for processors on which <see cref="BinomialLanes.AreFast"/>.</remarks>
internal static class NormalQuantileLanes
{
    /// <summary>Largest error of z where the tail is served.</summary>
    internal const double Error = 1e-7;

    /// <summary>Smallest tail that is served.</summary>
    internal const double LeastTail = 1.0 / (1 << 17);

    private const int Segments = 8, Terms = 10;

    private const double LeastNearTail = 1.0 / (1 << 9), Half = 0.5, JustBelowHalf = 0.49999999999999994;

    // Term by term the coefficients of eight segments: tails in [2ᵉ, 2ᵉ⁺¹), x = 2·mantissa − 3 in [−1, 1), the segment at the place that the last bits of its exponent name.
    // Near tails first: few are far ones.
    private static readonly Vector512<double>[] Near = Table(0), Far = Table(Segments);

    /// <summary>z with Φ(z) = u.</summary>
    /// <param name="uniform">u in (0, 1).</param>
    /// <param name="served">A bit for each lane whose tail is served; the others hold anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Of(Vector512<double> uniform, out ulong served)
    {
        var centred = Vector512.Create(Half) - uniform;
        var tail = Vector512.MinNative(Vector512.Create(Half) - Vector512.Abs(centred), Vector512.Create(JustBelowHalf));
        var segment = Vector512.ShiftRightLogical(tail.AsInt64(), 52);
        var mantissa = ((tail.AsInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(0x4000_0000_0000_0000)).AsDouble();
        var x = mantissa - Vector512.Create(3.0);
        var z = Polynomial(Near, segment, x);
        var near = Vector512.GreaterThanOrEqual(tail, Vector512.Create(LeastNearTail));
        if (near.ExtractMostSignificantBits() != 0xFF) z = Vector512.ConditionalSelect(near, z, Polynomial(Far, segment, x));
        served = Vector512.GreaterThanOrEqual(tail, Vector512.Create(LeastTail)).ExtractMostSignificantBits();
        return z ^ (centred & Vector512.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double>[] table, Vector512<long> segment, Vector512<double> x)
    {
        var z = Avx512F.PermuteVar8x64(table[9], segment);
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[8], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[7], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[6], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[5], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[4], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[3], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[2], segment));
        z = Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[1], segment));
        return Vector512.FusedMultiplyAdd(z, x, Avx512F.PermuteVar8x64(table[0], segment));
    }

    private static Vector512<double>[] Table(int first)
    {
        var (terms, term) = (new Vector512<double>[Terms], new double[Segments]);
        double[][] fits = [.. Enumerable.Range(first, Segments).Select(Fit)];
        for (var k = 0; k < Terms; k++)
        {
            for (var s = 0; s < Segments; s++) term[(1021 - first - s) & (Segments - 1)] = fits[s][k]; // 1021: the exponent's bits of [¼, ½)
            terms[k] = Vector512.Create<double>(term);
        }
        return terms;
    }

    // Segment s: tails in [2⁻²⁻ˢ, 2⁻¹⁻ˢ).
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
