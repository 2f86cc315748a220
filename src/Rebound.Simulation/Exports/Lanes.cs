using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rebound.Simulation;

/// <summary>Rows of numbers seen as vectors of eight. Rows are as long as a multiple of eight; only element-wise operations are used, so that results do not depend on the machine's own width.</summary>
internal static class Lanes
{
    /// <summary>Numbers in a vector.</summary>
    public const int Width = 8;

    /// <summary>The length of a row for n numbers.</summary>
    public static int Padded(int n) => (n + Width - 1) & -Width;

    /// <summary>A row as vectors.</summary>
    public static Span<Vector512<double>> Of(double[] numbers, int start, int length) => MemoryMarshal.Cast<double, Vector512<double>>(numbers.AsSpan(start, length));

    /// <summary>A row as vectors.</summary>
    public static Span<Vector512<double>> Of(double[] numbers) => MemoryMarshal.Cast<double, Vector512<double>>(numbers.AsSpan());

    /// <summary>A plain sum in four running parts, added in a fixed order.</summary>
    public static double Sum(ReadOnlySpan<double> numbers)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 3 < numbers.Length; i += 4)
        {
            a += numbers[i];
            b += numbers[i + 1];
            c += numbers[i + 2];
            d += numbers[i + 3];
        }
        for (; i < numbers.Length; i++) a += numbers[i];
        return a + b + (c + d);
    }
}
