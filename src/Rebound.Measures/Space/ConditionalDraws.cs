namespace Rebound.Measures;

/// <summary>For each unit: its lag, and how the lags of its conditional permutations lie about it.</summary>
internal sealed class ConditionalDraws(int units, int draws)
{
    private readonly int[] greater = new int[units];
    private readonly int[] less = new int[units];

    public int Draws => draws;

    public double[] Lag { get; } = new double[units];

    public double[] Mean { get; } = new double[units];

    public double[] Variance { get; } = new double[units];

    public void Set(int unit, double lag, int atLeast, int atMost, double mean, double variance) =>
        (Lag[unit], greater[unit], less[unit], Mean[unit], Variance[unit]) = (lag, atLeast, atMost, mean, variance);

    /// <summary>p-values of statistics aᵢ + bᵢ·lagᵢ, of which only the sign of bᵢ matters; a unit with b = 0 has 1 on both sides.</summary>
    public LocalPermutation Test(ReadOnlySpan<double> slopes)
    {
        var (up, down) = (new double[units], new double[units]);
        for (var i = 0; i < units; i++)
        {
            var (high, low) = slopes[i] > 0 ? (greater[i], less[i]) : slopes[i] < 0 ? (less[i], greater[i]) : (draws, draws);
            (up[i], down[i]) = ((high + 1.0) / (draws + 1), (low + 1.0) / (draws + 1));
        }
        return new LocalPermutation(draws, up, down);
    }
}
