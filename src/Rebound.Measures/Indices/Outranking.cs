namespace Rebound.Measures;

/// <summary>Kernels of outranking: how much of the weight says that one unit is at least as good as another.</summary>
internal static class Outranking
{
    /// <summary>Credits are sums of weights: a half or a whole but for rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The weight on which a beats b, half of the weight on which they tie, over the weight on which both are known.</summary>
    /// <param name="columns">k columns with a stride between rows; NaN means missing.</param>
    /// <param name="columnLength">Length of a column.</param>
    /// <param name="weights">k weights ≥ 0.</param>
    /// <param name="a">Row of the one.</param>
    /// <param name="b">Row of the other.</param>
    /// <returns>A number in [0, 1] with (a, b) + (b, a) = 1; NaN when no column knows both.</returns>
    public static double Credit(ReadOnlySpan<double> columns, int columnLength, ReadOnlySpan<double> weights, int a, int b)
    {
        double won = 0, known = 0;
        for (var j = 0; j < weights.Length; j++)
        {
            var (x, y) = (columns[j * columnLength + a], columns[j * columnLength + b]);
            if (double.IsNaN(x) || double.IsNaN(y)) continue;
            known += weights[j];
            if (x > y) won += weights[j];
            else if (x == y) won += weights[j] / 2;
        }
        return known > 0 ? won / known : double.NaN;
    }

    /// <summary>The n × n matrix of credits, row against column; 0 on the diagonal.</summary>
    public static double[] Matrix(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, int n)
    {
        var matrix = new double[n * n];
        for (var a = 0; a < n; a++)
            for (var b = a + 1; b < n; b++)
            {
                matrix[a * n + b] = Credit(columns, n, weights, a, b);
                matrix[b * n + a] = Credit(columns, n, weights, b, a);
            }
        return matrix;
    }

    /// <summary>Number of ordered pairs of which the one is better in everything that weighs.</summary>
    public static int Dominances(ReadOnlySpan<double> matrix)
    {
        var count = 0;
        foreach (var credit in matrix)
            if (credit >= 1 - Rounding) count++;
        return count;
    }

    /// <summary>Copeland score: the number of units that are outranked (credit above ½) less the number that outrank (below ½), within each year.</summary>
    /// <param name="columns">k columns of units × years.</param>
    /// <param name="weights">k weights ≥ 0.</param>
    /// <param name="years">Number of years.</param>
    /// <param name="score">Takes the score of each row; a pair that cannot be compared counts for neither.</param>
    public static void Copeland(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, int years, Span<double> score)
    {
        score.Clear();
        for (var a = 0; a < score.Length; a++)
            for (var b = a + years; b < score.Length; b += years)
            {
                var credit = Credit(columns, score.Length, weights, a, b);
                var side = Math.Abs(credit - 0.5) <= Rounding || double.IsNaN(credit) ? 0 : credit > 0.5 ? 1 : -1;
                score[a] += side;
                score[b] -= side;
            }
    }
}
