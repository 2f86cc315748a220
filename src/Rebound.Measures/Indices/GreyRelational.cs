namespace Rebound.Measures;

/// <summary>Kernel of grey relational analysis (Deng, 1982, Systems and Control Letters 1, 288–294).</summary>
internal static class GreyRelational
{
    /// <summary>γ = Σ w (Δmin + ρ Δmax)/(Δ + ρ Δmax), Δ = reference − x; Δmin and Δmax over all cells.</summary>
    /// <param name="columns">k columns of n finite values; higher is better.</param>
    /// <param name="weights">k weights ≥ 0, summing to one.</param>
    /// <param name="reference">The best value; NaN takes the highest of each column.</param>
    /// <param name="resolution">ρ, above 0.</param>
    /// <param name="grade">Takes γ (n), in (0, 1]; 1 everywhere when nothing differs from the reference.</param>
    public static void Grade(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, double reference, double resolution, Span<double> grade)
    {
        var n = grade.Length;
        double least = double.PositiveInfinity, most = 0;
        Span<double> best = weights.Length <= 256 ? stackalloc double[weights.Length] : new double[weights.Length];
        for (var j = 0; j < weights.Length; j++)
        {
            var column = columns.Slice(j * n, n);
            best[j] = reference;
            if (double.IsNaN(reference))
            {
                best[j] = column[0];
                foreach (var z in column) best[j] = Math.Max(best[j], z);
            }
            foreach (var z in column)
            {
                var distance = Math.Abs(best[j] - z);
                (least, most) = (Math.Min(least, distance), Math.Max(most, distance));
            }
        }
        grade.Clear();
        for (var j = 0; j < weights.Length; j++)
        {
            var column = columns.Slice(j * n, n);
            for (var i = 0; i < n; i++)
                grade[i] += most > 0 ? weights[j] * ((least + resolution * most) / (Math.Abs(best[j] - column[i]) + resolution * most)) : weights[j];
        }
    }
}
