namespace Rebound.Measures;

/// <summary>How unequally a variable is spread over units that count alike.</summary>
/// <remarks>Scores of an index give every unit the weight 1; nothing is weighted by population. No measure has a unit, and none corrects for
/// small samples unless it says so. Checked against PySAL's inequality 1.0.0 and two derivations.</remarks>
public static class Inequality
{
    /// <summary>Gini: G = Σᵢⱼ |xᵢ − xⱼ|/(2n²x̄), in [0, 1), by sorting in n log n.</summary>
    /// <param name="values">n ≥ 1 values of 0 or more.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    /// <exception cref="MeasureRefusedException">A missing or negative value, or all are 0.</exception>
    public static double Gini(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units = null)
    {
        Require.AtLeast(values.Length, 1, subject, "units", "The Gini coefficient");
        Require.NotNegative(values, subject, units, "the Gini coefficient");
        var sorted = values.ToArray();
        Array.Sort(sorted);
        double n = sorted.Length, sum = 0, weighted = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            weighted += (2 * i + 1 - n) * sorted[i];
        }
        return Math.Max(0, weighted / (n * sum));
    }

    /// <summary>Gini times n/(n − 1).</summary>
    /// <param name="values">n ≥ 2 values of 0 or more.</param>
    /// <param name="subject">Names for refusals.</param>
    public static double UnbiasedGini(ReadOnlySpan<double> values, Subject subject)
    {
        Require.AtLeast(values.Length, 2, subject, "units", "The unbiased Gini coefficient");
        return Gini(values, subject) * values.Length / (values.Length - 1);
    }

    /// <summary>Theil's T = Σ (x/X) ln(n x/X) = GE(1), with 0·ln 0 = 0; in [0, ln n].</summary>
    /// <param name="values">n ≥ 1 values of 0 or more.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static double Theil(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units = null)
    {
        var mean = Mean(values, subject, "Theil's T", units);
        var sum = 0.0;
        foreach (var x in values) sum += x == 0 ? 0 : x / mean * Math.Log(x / mean);
        return sum / values.Length;
    }

    /// <summary>The mean logarithmic deviation, Theil's L = Σ ln(x̄/x)/n = GE(0).</summary>
    /// <param name="values">n ≥ 1 positive values.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static double MeanLogDeviation(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units = null)
    {
        Require.Positive(values, subject, units, "The mean logarithmic deviation");
        var mean = Mean(values, subject, "the mean logarithmic deviation");
        var sum = 0.0;
        foreach (var x in values) sum += Math.Log(mean / x);
        return sum / values.Length;
    }

    /// <summary>Generalised entropy: GE(α) = Σ [(x/x̄)^α − 1]/(n α (α − 1)); α = 0 is the mean logarithmic deviation, 1 Theil's T, 2 half the squared coefficient of variation.</summary>
    /// <param name="values">n ≥ 1 values of 0 or more; positive where α ≤ 0.</param>
    /// <param name="alpha">α.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static double GeneralisedEntropy(ReadOnlySpan<double> values, double alpha, Subject subject, IReadOnlyList<string>? units = null)
    {
        if (alpha == 0) return MeanLogDeviation(values, subject, units);
        if (alpha == 1) return Theil(values, subject, units);
        if (alpha < 0) Require.Positive(values, subject, units, "Generalised entropy with a negative order");
        var mean = Mean(values, subject, "generalised entropy", units);
        var sum = 0.0;
        foreach (var x in values) sum += Math.Pow(x / mean, alpha) - 1;
        return sum / (values.Length * alpha * (alpha - 1));
    }

    /// <summary>Atkinson: A = 1 − [Σ (x/x̄)^(1−ε)/n]^(1/(1−ε)), and 1 − geometric mean/x̄ at ε = 1; in [0, 1).</summary>
    /// <param name="values">n ≥ 1 values of 0 or more; positive where ε ≥ 1.</param>
    /// <param name="aversion">ε &gt; 0.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static double Atkinson(ReadOnlySpan<double> values, double aversion, Subject subject, IReadOnlyList<string>? units = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(aversion);
        if (aversion == 1) return 1 - Math.Exp(-MeanLogDeviation(values, subject, units));
        if (aversion > 1) Require.Positive(values, subject, units, "Atkinson's measure with an aversion of 1 or more");
        var mean = Mean(values, subject, "Atkinson's measure", units);
        var sum = 0.0;
        foreach (var x in values) sum += Math.Pow(x / mean, 1 - aversion);
        return 1 - Math.Pow(sum / values.Length, 1 / (1 - aversion));
    }

    /// <summary>Hoover: Σ |x − x̄|/(2 n x̄), the share that would have to move for equality; in [0, 1).</summary>
    /// <param name="values">n ≥ 1 values of 0 or more.</param>
    /// <param name="subject">Names for refusals.</param>
    public static double Hoover(ReadOnlySpan<double> values, Subject subject)
    {
        var mean = Mean(values, subject, "Hoover's measure");
        var sum = 0.0;
        foreach (var x in values) sum += Math.Abs(x - mean);
        return sum / (2 * values.Length * mean);
    }

    /// <summary>Coefficient of variation: √(Σ(x − x̄)²/n)/x̄, the population's form; times √(n/(n − 1)) it is the sample's.</summary>
    /// <param name="values">n ≥ 1 values of 0 or more.</param>
    /// <param name="subject">Names for refusals.</param>
    public static double CoefficientOfVariation(ReadOnlySpan<double> values, Subject subject)
    {
        var mean = Mean(values, subject, "the coefficient of variation");
        var sum = 0.0;
        foreach (var x in values) sum += (x - mean) * (x - mean);
        return Math.Sqrt(sum / values.Length) / mean;
    }

    private static double Mean(ReadOnlySpan<double> values, Subject subject, string measure, IReadOnlyList<string>? units = null)
    {
        Require.AtLeast(values.Length, 1, subject, "units", measure);
        Require.NotNegative(values, subject, units, measure);
        var sum = 0.0;
        foreach (var x in values) sum += x;
        return sum / values.Length;
    }
}
