using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Two one-sided tests: is an effect smaller in size than a margin that would matter? The only ground for saying "no effect".</summary>
/// <remarks>Schuirmann (1987): p = max{P(T ≥ (b + m)/se), P(T ≤ (b − m)/se)}; equivalent at level α exactly when the
/// 1 − 2α interval lies inside (−m, m).</remarks>
/// <param name="Name">The coefficient.</param>
/// <param name="Margin">m &gt; 0, in the coefficient's unit.</param>
/// <param name="P">The larger of the two one-sided p values.</param>
/// <param name="Level">α.</param>
/// <param name="Low">Lower end of the 1 − 2α interval.</param>
/// <param name="High">Upper end of the 1 − 2α interval.</param>
public sealed record EquivalenceTest(string Name, double Margin, double P, double Level, double Low, double High)
{
    /// <summary>Whether effects as large as the margin are ruled out.</summary>
    public bool IsEquivalent => P < Level;

    /// <summary>Tests one coefficient.</summary>
    /// <param name="coefficient">Value and standard error.</param>
    /// <param name="degreesOfFreedom">Of its t.</param>
    /// <param name="margin">The smallest effect that would matter.</param>
    /// <param name="level">α.</param>
    public static EquivalenceTest Of(Coefficient coefficient, double degreesOfFreedom, double margin, double level = 0.05)
    {
        ArgumentNullException.ThrowIfNull(coefficient);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        if (level is not (> 0 and < 0.5)) throw new ArgumentOutOfRangeException(nameof(level), "A level between 0 and 0.5 is needed.");
        var above = StudentT.Cdf(-(coefficient.Value + margin) / coefficient.StandardError, degreesOfFreedom);
        var below = StudentT.Cdf((coefficient.Value - margin) / coefficient.StandardError, degreesOfFreedom);
        var critical = StudentT.Quantile(1 - level, degreesOfFreedom);
        return new EquivalenceTest(coefficient.Name, margin, Math.Max(above, below), level, coefficient.Value - critical * coefficient.StandardError, coefficient.Value + critical * coefficient.StandardError);
    }
}
