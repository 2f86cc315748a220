using System.Numerics;
using System.Runtime.InteropServices;

namespace Rebound.Simulation;

/// <summary>Rows of numbers seen as vectors. Rows are as long as a multiple of eight, so that no machine's vector leaves a rest; only element-wise operations are used, so that results do not depend on the vector's width.</summary>
internal static class Lanes
{
    /// <summary>The length of a row for n numbers.</summary>
    public static int Padded(int n) => (n + 7) & ~7;

    /// <summary>A row as vectors.</summary>
    public static Span<Vector<double>> Of(double[] numbers, int start, int length) => MemoryMarshal.Cast<double, Vector<double>>(numbers.AsSpan(start, length));

    /// <summary>A row as vectors.</summary>
    public static Span<Vector<double>> Of(double[] numbers) => MemoryMarshal.Cast<double, Vector<double>>(numbers.AsSpan());
}
