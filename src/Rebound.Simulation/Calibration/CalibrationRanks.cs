using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Where true values lay in their posteriors.</summary>
/// <param name="Names">The calibrated numbers.</param>
/// <param name="Ranks">For each replicate, each number's rank as a share of the posterior below the truth, 0 to 1.</param>
/// <param name="Bins">Equal bins of the test.</param>
public sealed record CalibrationRanks(IReadOnlyList<string> Names, IReadOnlyList<double[]> Ranks, int Bins)
{
    /// <summary>How many ranks fell into each bin.</summary>
    /// <param name="number">Place of the calibrated number.</param>
    public int[] Histogram(int number)
    {
        var counts = new int[Bins];
        foreach (var ranks in Ranks) counts[Math.Min(Bins - 1, (int)(ranks[number] * Bins))]++;
        return counts;
    }

    /// <summary>p-value of the χ² test that ranks are uniform; small where the sampler misjudges its uncertainty.</summary>
    /// <param name="number">Place of the calibrated number.</param>
    public double PValue(int number)
    {
        var expected = Ranks.Count / (double)Bins;
        var statistic = 0.0;
        foreach (var count in Histogram(number)) statistic += (count - expected) * (count - expected) / expected;
        return ChiSquared.UpperP(statistic, Bins - 1);
    }
}
