namespace Rebound.Numerics;

/// <summary>A share estimated from independent yes-or-no trials, with an interval.</summary>
/// <param name="Share">Successes over trials, 0 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct Proportion(double Share, double Low, double High)
{
    /// <summary>The exact interval: the shares under which the count lies in neither tail of (1 − level)/2; it covers at least as often as it says (Clopper and Pearson, 1934, Biometrika 26, 404–413).</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">Between 0 and 1.</param>
    public static Proportion Of(long successes, long trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");
        var tail = (1 - level) / 2;
        var low = successes == 0 ? 0 : QuantileOfBeta(tail, successes, trials - successes + 1);
        var high = successes == trials ? 1 : QuantileOfBeta(1 - tail, successes + 1, trials - successes);
        return new Proportion((double)successes / trials, low, high);
    }

    // Halving the interval 60 times leaves less than the spacing of numbers near one.
    private static double QuantileOfBeta(double probability, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (IncompleteBeta.Regularized(a, b, middle, 1 - middle) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
