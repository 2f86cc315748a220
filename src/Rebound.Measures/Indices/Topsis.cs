using System.Numerics;
using System.Runtime.InteropServices;

namespace Rebound.Measures;

/// <summary>Kernel of TOPSIS (Hwang and Yoon, 1981).</summary>
internal static class Topsis
{
    /// <summary>C = D⁻/(D⁺ + D⁻), with D± the Euclidean distance of V = w∘z to the highest and lowest value of each column.</summary>
    /// <param name="columns">k columns of n finite values, one after the other; higher is better.</param>
    /// <param name="weights">k weights ≥ 0; a common factor does not matter.</param>
    /// <param name="toBest">Takes D⁺ (n).</param>
    /// <param name="toWorst">Takes D⁻ (n).</param>
    /// <param name="closeness">Takes C (n), in [0, 1].</param>
    public static void Closeness(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, Span<double> toBest, Span<double> toWorst, Span<double> closeness)
    {
        var n = closeness.Length;
        toBest.Clear();
        toWorst.Clear();
        for (var j = 0; j < weights.Length; j++)
        {
            var column = columns.Slice(j * n, n);
            var (worst, best) = Aggregation.Range(column);
            AddSquares(column, weights[j], best, toBest);
            AddSquares(column, weights[j], worst, toWorst);
        }
        for (var i = 0; i < n; i++)
        {
            (toBest[i], toWorst[i]) = (Math.Sqrt(toBest[i]), Math.Sqrt(toWorst[i]));
            closeness[i] = toWorst[i] / (toBest[i] + toWorst[i]);
        }
    }

    /// <summary>sum += (w (ideal − x))², row by row.</summary>
    private static void AddSquares(ReadOnlySpan<double> column, double weight, double ideal, Span<double> sums)
    {
        var whole = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var values = MemoryMarshal.Cast<double, Vector<double>>(column);
        Vector<double> factor = new(weight), mark = new(ideal);
        for (var v = 0; v < whole.Length; v++)
        {
            var distance = factor * (mark - values[v]);
            whole[v] += distance * distance;
        }
        for (var i = whole.Length * Vector<double>.Count; i < sums.Length; i++)
        {
            var distance = weight * (ideal - column[i]);
            sums[i] += distance * distance;
        }
    }
}
