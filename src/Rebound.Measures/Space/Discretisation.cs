using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>One way to cut a factor, and what it explains.</summary>
/// <param name="Method">How it was cut.</param>
/// <param name="Classes">k.</param>
/// <param name="Breaks">The k − 1 inner bounds, ascending, in the unit of the factor.</param>
/// <param name="Q">q of the k classes.</param>
public sealed record Discretisation(BreakMethod Method, int Classes, IReadOnlyList<double> Breaks, double Q)
{
    /// <summary>The class of a value, 0 to k − 1: the number of bounds below it.</summary>
    /// <param name="value">A finite value of the factor.</param>
    public int ClassOf(double value)
    {
        var k = 0;
        while (k < Breaks.Count && Breaks[k] < value) k++;
        return k;
    }

    /// <summary>The inner bounds of a cut; fewer where they fall together, none where the method does not apply.</summary>
    internal static double[] BreaksOf(ReadOnlySpan<double> sorted, BreakMethod method, int classes, IReadOnlyList<int[]> natural)
    {
        var (low, high, breaks) = (sorted[0], sorted[^1], new double[classes - 1]);
        double mean = 0, squares = 0;
        if (method == BreakMethod.Deviation)
        {
            foreach (var x in sorted) mean += x / sorted.Length;
            foreach (var x in sorted) squares += (x - mean) * (x - mean);
        }
        if (method == BreakMethod.Geometric && !(low > 0)) return [];
        if (method == BreakMethod.Natural && natural.Count < classes) return [];
        for (var j = 1; j < classes; j++)
        {
            breaks[j - 1] = method switch
            {
                BreakMethod.Equal => low + (high - low) * j / classes,
                BreakMethod.Quantile => Quantile.OfSorted(sorted, (double)j / classes),
                BreakMethod.Natural => sorted[natural[classes - 1][j - 1] - 1],
                BreakMethod.Geometric => low * Math.Pow(high / low, (double)j / classes),
                _ => mean + Math.Sqrt(squares / (sorted.Length - 1)) * (j - classes / 2.0),
            };
        }
        return breaks;
    }
}
