namespace Rebound.Measures;

/// <summary>Kernel of VIKOR (Opricovic and Tzeng, 2004, European Journal of Operational Research 156, 445–455).</summary>
internal static class Vikor
{
    /// <summary>S = Σ w r, R = max w r with r = (best − x)/(best − worst) of each column; Q = v (S − S⁻)/(S⁺ − S⁻) + (1 − v)(R − R⁻)/(R⁺ − R⁻), S⁻ the least. Lower is better in all three.</summary>
    /// <param name="columns">k columns of n finite values, one after the other; higher is better. A column without range gives no regret.</param>
    /// <param name="weights">k weights ≥ 0.</param>
    /// <param name="majority">v in [0, 1].</param>
    /// <param name="sums">Takes S (n).</param>
    /// <param name="largest">Takes R (n).</param>
    /// <param name="compromise">Takes Q (n), in [0, 1]; a part whose range is nil counts as 0.</param>
    public static void Compromise(ReadOnlySpan<double> columns, ReadOnlySpan<double> weights, double majority, Span<double> sums, Span<double> largest, Span<double> compromise)
    {
        var n = compromise.Length;
        sums.Clear();
        largest.Clear();
        for (var j = 0; j < weights.Length; j++)
        {
            var column = columns.Slice(j * n, n);
            var (worst, best) = Aggregation.Range(column);
            if (best == worst) continue;
            for (var i = 0; i < n; i++)
            {
                var regret = weights[j] * (best - column[i]) / (best - worst);
                sums[i] += regret;
                largest[i] = Math.Max(largest[i], regret);
            }
        }
        var ((leastSum, mostSum), (leastRegret, mostRegret)) = (Aggregation.Range(sums), Aggregation.Range(largest));
        for (var i = 0; i < n; i++)
            compromise[i] = majority * Share(sums[i], leastSum, mostSum) + (1 - majority) * Share(largest[i], leastRegret, mostRegret);
    }

    private static double Share(double value, double least, double most) => most > least ? (value - least) / (most - least) : 0;
}
