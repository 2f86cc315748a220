using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The weights of clusters of each draw of a wild or score bootstrap; draw r uses stream r of the seed.</summary>
internal sealed class ClusterDraws
{
    private const int EnoughForRademacher = 12; // 2¹¹ = 2048 distinct draws are too coarse for a 5 % test with an interval
    private const double Tie = 1e-9;            // t* of v and −v are equal but for rounding
    private readonly WildBootstrapOptions options;

    public ClusterDraws(WildBootstrapOptions options, int clusters)
    {
        this.options = options;
        Weights = options.Weights ?? (clusters < EnoughForRademacher ? WildWeights.Webb : WildWeights.Rademacher);
        Enumerated = Weights == WildWeights.Rademacher && clusters < 31 && 1L << clusters <= options.Draws;
        Count = Enumerated ? 1 << clusters : options.Draws;
    }

    public WildWeights Weights { get; }

    /// <summary>Whether the draws are all 2ᴳ vectors of ±1.</summary>
    public bool Enumerated { get; }

    public int Count { get; }

    public void Fill(double[] v, int r)
    {
        if (Enumerated)
        {
            for (var g = 0; g < v.Length; g++) v[g] = (r >> g & 1) == 0 ? 1 : -1;
            return;
        }
        var stream = new RandomStream(options.Seed, (ulong)r);
        for (var g = 0; g < v.Length; g++)
        {
            if (Weights == WildWeights.Rademacher) v[g] = (stream.NextBits() & 1) == 0 ? 1 : -1;
            else
            {
                var point = stream.NextBelow(6);
                v[g] = (point < 3 ? -1 : 1) * Math.Sqrt((point % 3 + 1) / 2.0);
            }
        }
    }

    /// <summary>The share of draws at least as far out; with random draws the data count as one draw more, so that p is never zero.</summary>
    public double P(ReadOnlySpan<double> draws, double statistic)
    {
        var ties = options.Ties == WildTies.Counted;
        var size = Math.Abs(statistic) * (ties ? 1 - Tie : 1 + Tie);
        var beyond = 0;
        foreach (var t in draws)
            if (Math.Abs(t) >= size) beyond++;
        return Enumerated || !ties ? (double)beyond / draws.Length : (1.0 + beyond) / (1.0 + draws.Length);
    }
}
