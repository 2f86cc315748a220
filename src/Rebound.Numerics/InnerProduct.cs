using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rebound.Numerics;

/// <summary>Sums of products with a fixed number of lanes and fixed chunks: quick, and the same bits on every processor and at any number of threads.</summary>
/// <remarks>Eight running sums a chunk, so rounding grows with n/8 instead of n (Higham, 2002, section 4.2).</remarks>
public static class InnerProduct
{
    private const int Chunk = 1 << 14;

    /// <summary>Σ aᵢbᵢ.</summary>
    /// <param name="a">n numbers.</param>
    /// <param name="b">n numbers.</param>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} numbers meet {b.Length}.", nameof(b));
        double sum = 0;
        var done = a.Length / 8 * 8;
        if (done > 0)
        {
            var left = MemoryMarshal.Cast<double, Vector256<double>>(a);
            var right = MemoryMarshal.Cast<double, Vector256<double>>(b);
            Vector256<double> even = Vector256<double>.Zero, odd = Vector256<double>.Zero;
            for (var j = 0; j + 1 < left.Length; j += 2)
            {
                even += left[j] * right[j];
                odd += left[j + 1] * right[j + 1];
            }
            var four = even + odd;
            sum = four[0] + four[1] + (four[2] + four[3]);
        }
        for (var i = done; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ wᵢaᵢbᵢ; with no weights Σ aᵢbᵢ.</summary>
    /// <param name="weights">n numbers, or null for ones.</param>
    /// <param name="a">n numbers.</param>
    /// <param name="b">n numbers.</param>
    public static double Of(double[]? weights, double[] a, double[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        double sum = 0;
        foreach (var part in FixedChunks.Collect(a.Length, Chunk, (from, to) => weights is null ? Of(a.AsSpan(from, to - from), b.AsSpan(from, to - from)) : Weighted(weights, a, b, from, to)))
            sum += part;
        return sum;
    }

    /// <summary>Xᵀ[X Z]: the products of k columns with themselves and with others, in one reading of the rows.</summary>
    /// <param name="columns">k columns of n numbers.</param>
    /// <param name="others">q columns of n numbers.</param>
    /// <returns>k × (k + q).</returns>
    public static double[,] CrossProducts(IReadOnlyList<double[]> columns, IReadOnlyList<double[]> others)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(others);
        int k = columns.Count, all = k + others.Count;
        var product = new double[k, all];
        if (k == 0) return product;
        foreach (var part in FixedChunks.Collect(columns[0].Length, Chunk, (from, to) => Part(columns, others, from, to)))
            for (var j = 0; j < k; j++)
                for (var l = 0; l < all; l++) product[j, l] += part[j * all + l];
        for (var j = 0; j < k; j++)
            for (var l = 0; l < j; l++) product[j, l] = product[l, j];
        return product;
    }

    private static double[] Part(IReadOnlyList<double[]> columns, IReadOnlyList<double[]> others, int from, int to)
    {
        int k = columns.Count, all = k + others.Count;
        var part = new double[k * all];
        for (var j = 0; j < k; j++)
            for (var l = j; l < all; l++)
                part[j * all + l] = Of(columns[j].AsSpan(from, to - from), (l < k ? columns[l] : others[l - k]).AsSpan(from, to - from));
        return part;
    }

    private static double Weighted(double[] weights, double[] a, double[] b, int from, int to)
    {
        double even = 0, odd = 0;
        var i = from;
        for (; i + 1 < to; i += 2)
        {
            even += weights[i] * a[i] * b[i];
            odd += weights[i + 1] * a[i + 1] * b[i + 1];
        }
        if (i < to) even += weights[i] * a[i] * b[i];
        return even + odd;
    }
}
