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
            double best = column[0], worst = column[0];
            foreach (var z in column) (best, worst) = (Math.Max(best, z), Math.Min(worst, z));
            for (var i = 0; i < n; i++)
            {
                var up = weights[j] * (best - column[i]);
                var down = weights[j] * (column[i] - worst);
                toBest[i] += up * up;
                toWorst[i] += down * down;
            }
        }
        for (var i = 0; i < n; i++)
        {
            (toBest[i], toWorst[i]) = (Math.Sqrt(toBest[i]), Math.Sqrt(toWorst[i]));
            closeness[i] = toWorst[i] / (toBest[i] + toWorst[i]);
        }
    }
}
