using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kernels of outranking: how much of the weight says that one unit is at least as good as another.</summary>
internal static class Outranking
{
    /// <summary>Credits are sums of weights: a half or a whole but for rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The weight on which a beats b, half of the weight on which they tie, over the weight on which both are known.</summary>
    /// <param name="a">k values of the one unit; NaN means missing.</param>
    /// <param name="b">k values of the other.</param>
    /// <param name="weights">k weights ≥ 0.</param>
    /// <returns>A number in [0, 1] with (a, b) + (b, a) = 1; NaN when no indicator that weighs knows both.</returns>
    public static double Credit(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> weights)
    {
        double won = 0, known = 0;
        for (var j = 0; j < weights.Length; j++)
        {
            if (double.IsNaN(a[j]) || double.IsNaN(b[j])) continue;
            known += weights[j];
            if (a[j] > b[j]) won += weights[j];
            else if (a[j] == b[j]) won += weights[j] / 2;
        }
        return known > 0 ? won / known : double.NaN;
    }

    /// <summary>The n × n matrix of credits, row against column; 0 on the diagonal.</summary>
    public static double[] Matrix(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, int n)
    {
        var (matrix, rows, k) = (new double[n * n], ByRow(columns, n), weights.Length);
        for (var a = 0; a < n; a++)
            for (var b = a + 1; b < n; b++)
            {
                matrix[a * n + b] = Credit(rows.AsSpan(a * k, k), rows.AsSpan(b * k, k), weights);
                matrix[b * n + a] = Credit(rows.AsSpan(b * k, k), rows.AsSpan(a * k, k), weights);
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
        var n = score.Length / years;
        double[] all = [.. columns], weigh = [.. weights], found = new double[score.Length];
        FixedChunks.Run(years, 1, () => new PairRoom(n, weigh), (first, end, room) =>
        {
            for (var t = first; t < end; t++)
            {
                room.Enter(all, years, t);
                room.Compare();
                for (var i = 0; i < n; i++) found[i * years + t] = room.Score(i);
            }
        });
        found.CopyTo(score);
    }

    // Pairs are compared over all columns, so a unit's values should lie side by side.
    private static double[] ByRow(ReadOnlySpan<double> columns, int n)
    {
        var rows = new double[columns.Length];
        var k = columns.Length / n;
        for (var j = 0; j < k; j++)
            for (var i = 0; i < n; i++) rows[i * k + j] = columns[j * n + i];
        return rows;
    }
}
