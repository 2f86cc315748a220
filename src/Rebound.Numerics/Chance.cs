namespace Rebound.Numerics;

/// <summary>A probability with its complement and the logarithm of the complement, each to full precision.</summary>
public readonly record struct Chance
{
    private readonly double logFailure; // not a number: found when asked for

    private Chance(double success, double failure, double logFailure) => (Success, Failure, this.logFailure) = (success, failure, logFailure);

    /// <summary>p.</summary>
    public double Success { get; }

    /// <summary>1 − p.</summary>
    public double Failure { get; }

    /// <summary>ln(1 − p), −∞ where p = 1.</summary>
    public double LogFailure => double.IsNaN(logFailure) ? LogOfFailure(Success) : logFailure;

    /// <summary>A chance given as p.</summary>
    /// <param name="probability">p in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside.</exception>
    public static Chance Of(double probability)
    {
        ThrowIfNoProbability(probability);
        return new Chance(probability, 1 - probability, LogOfFailure(probability));
    }

    /// <summary>The same chance, for one use: the logarithm is found when it is asked for, which few draws do.</summary>
    /// <param name="probability">p in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside.</exception>
    public static Chance Once(double probability)
    {
        ThrowIfNoProbability(probability);
        return new Chance(probability, 1 - probability, double.NaN);
    }

    /// <summary>The chance that a constant hazard strikes: p = 1 − e⁻ʰ.</summary>
    /// <param name="hazard">h, not negative.</param>
    public static Chance OfHazard(double hazard)
    {
        var p = Elementary.Strike(hazard);
        return new Chance(p, 1 - p, -hazard);
    }

    /// <summary>The chance of the contrary.</summary>
    internal Chance Contrary() => new(Failure, Success, Success == 0 ? double.NegativeInfinity : Elementary.Log(Success));

    private static double LogOfFailure(double probability) => probability == 1 ? double.NegativeInfinity : Elementary.LogOnePlus(-probability);

    private static void ThrowIfNoProbability(double probability)
    {
        if (!(probability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
    }
}
