namespace Rebound.Numerics;

/// <summary>Binomial quantiles of one chance: those of few trials are read from a table, each the one of <see cref="CountQuantile.Binomial"/>.</summary>
/// <remarks>The table holds the sums that the quantile would find term by term, in the same order. Checked against <see cref="CountQuantile.Binomial"/>.</remarks>
public sealed class BinomialTable
{
    /// <summary>Trials up to which the table reaches.</summary>
    internal const int Most = 64;

    private readonly Chance chance;
    private readonly double[] sums; // F(0), F(1), … of 0 trials, of 1, …: n(n + 1)/2 is where those of n begin
    private readonly int reach;

    /// <summary>Fills the table.</summary>
    /// <param name="chance">p with its complement; the table serves p up to ½.</param>
    public BinomialTable(Chance chance)
    {
        this.chance = chance;
        while (reach < Most && CountQuantile.IsSummed(reach + 1, chance)) reach++;
        sums = new double[(reach + 1) * (reach + 2) / 2];
        for (var n = 0; n <= reach; n++) CountQuantile.Sums(n, chance, sums.AsSpan(n * (n + 1) / 2, n + 1));
    }

    /// <summary>p with its complement.</summary>
    public Chance Chance => chance;

    /// <summary>The quantile.</summary>
    /// <param name="trials">n, not negative.</param>
    /// <param name="uniform">u in (0, 1).</param>
    /// <returns>A count from 0 to n.</returns>
    public int Quantile(int trials, double uniform)
    {
        if (trials > reach || uniform is <= CountQuantile.FarTail or >= 1 - CountQuantile.FarTail) return CountQuantile.Binomial(trials, chance, uniform);
        var at = trials * (trials + 1) / 2;
        var k = at;
        while (sums[k] < uniform) k++; // the last sum of each is beyond every number
        return k - at;
    }
}
