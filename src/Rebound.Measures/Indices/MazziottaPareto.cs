namespace Rebound.Measures;

/// <summary>Kernel of the Mazziotta-Pareto indices (Mazziotta and Pareto, 2013, Rivista Italiana di Economia Demografia e Statistica 67, 67–80; adjusted: 2016, Social Indicators Research 127, 983–1003).</summary>
internal static class MazziottaPareto
{
    /// <summary>M ∓ S·cv with y = centre + spread·z, M = Σ w y, S² = Σ w (y − M)² (population) and cv = S/M.</summary>
    /// <param name="columns">k columns of n finite normalised values z.</param>
    /// <param name="weights">k weights ≥ 0, summing to one.</param>
    /// <param name="centre">100 for z-scores; 70 for values in [0, 1].</param>
    /// <param name="spread">10; 60.</param>
    /// <param name="penalty">−1 or +1: the sign of the term.</param>
    /// <param name="squares">Scratch space of n.</param>
    /// <param name="score">Takes the index (n), in points; not finite where M is not positive.</param>
    public static void Score(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, double centre, double spread, int penalty, Span<double> squares, Span<double> score)
    {
        var n = score.Length;
        score.Clear();
        squares.Clear();
        for (var j = 0; j < weights.Length; j++) Aggregation.Add(columns.Slice(j * n, n), weights[j], score);
        for (var j = 0; j < weights.Length; j++)
        {
            var column = columns.Slice(j * n, n);
            for (var i = 0; i < n; i++) squares[i] += weights[j] * (column[i] - score[i]) * (column[i] - score[i]);
        }
        for (var i = 0; i < n; i++)
        {
            var mean = centre + spread * score[i];
            score[i] = mean > 0 ? mean + penalty * (spread * spread * squares[i]) / mean : double.NaN;
        }
    }
}
