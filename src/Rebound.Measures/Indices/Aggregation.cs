using System.Numerics;
using System.Runtime.InteropServices;

namespace Rebound.Measures;

/// <summary>Kernels that add a weighted column to a running score; columns are added in the order of the indicators.</summary>
internal static class Aggregation
{
    /// <summary>Smallest value that enters a mean of positive values, so that one minimum does not make a score zero: z′ = Floor + (1 − Floor)·z.</summary>
    public const double Floor = 0.01;

    /// <summary>score += w·x. Rows are independent of each other, so the width of a vector changes no bit.</summary>
    public static void Add(ReadOnlySpan<double> column, double weight, Span<double> score)
    {
        var whole = MemoryMarshal.Cast<double, Vector<double>>(score);
        var values = MemoryMarshal.Cast<double, Vector<double>>(column[..score.Length]);
        var factor = new Vector<double>(weight);
        for (var v = 0; v < whole.Length; v++) whole[v] += factor * values[v];
        for (var i = whole.Length * Vector<double>.Count; i < score.Length; i++) score[i] += weight * column[i];
    }

    /// <summary>z′ = Floor + (1 − Floor)·z, in place.</summary>
    public static void Raise(Span<double> normalised)
    {
        for (var i = 0; i < normalised.Length; i++) normalised[i] = Floor + (1 - Floor) * normalised[i];
    }

    /// <summary>The least and the largest of n ≥ 1 finite values.</summary>
    public static (double Least, double Most) Range(ReadOnlySpan<double> values)
    {
        double least = values[0], most = values[0];
        var whole = MemoryMarshal.Cast<double, Vector<double>>(values);
        if (whole.Length > 0)
        {
            Vector<double> low = whole[0], high = whole[0];
            foreach (var part in whole) (low, high) = (Vector.Min(low, part), Vector.Max(high, part));
            for (var lane = 0; lane < Vector<double>.Count; lane++) (least, most) = (Math.Min(least, low[lane]), Math.Max(most, high[lane]));
        }
        foreach (var value in values[(whole.Length * Vector<double>.Count)..]) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return (least, most);
    }
}
