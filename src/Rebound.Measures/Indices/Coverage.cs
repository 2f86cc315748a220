using System.Globalization;

namespace Rebound.Measures;

/// <summary>How many values could be there, how many are, and how many of these are not zero.</summary>
internal readonly record struct Coverage(int Possible, int Observed, int NonZero)
{
    /// <summary>Share observed; 0 when nothing is possible.</summary>
    public double Share => Possible == 0 ? 0 : (double)Observed / Possible;

    /// <summary>Share of the observed values that are not zero; 0 when none is observed.</summary>
    public double NonZeroShare => Observed == 0 ? 0 : (double)NonZero / Observed;

    /// <summary>Counts values; one whose denominator is missing is missing itself.</summary>
    /// <param name="values">Values; NaN means missing.</param>
    /// <param name="denominators">As many, or none.</param>
    public static Coverage Of(ReadOnlySpan<double> values, ReadOnlySpan<double> denominators)
    {
        var (observed, nonZero) = (0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]) || (!denominators.IsEmpty && double.IsNaN(denominators[t]))) continue;
            observed++;
            if (values[t] != 0) nonZero++;
        }
        return new Coverage(values.Length, observed, nonZero);
    }

    public static Coverage operator +(Coverage a, Coverage b) => new(a.Possible + b.Possible, a.Observed + b.Observed, a.NonZero + b.NonZero);

    /// <summary>Whether a unit or an indicator is too thin under a rule.</summary>
    public bool Fails(ScreenRule rule, double minimumCoverage, double minimumNonZero) =>
        Observed == 0 || (rule != ScreenRule.Zero && Share < minimumCoverage) || (rule != ScreenRule.Missing && NonZeroShare < minimumNonZero);

    /// <summary>Notes a unit or an indicator that is too thin, with the reason.</summary>
    public bool Leave(LeftOutKind kind, string code, IndexOptions options, List<LeftOut> leftOut)
    {
        if (Possible == 0 || !Fails(options.Screen, options.MinimumCoverage, options.MinimumNonZero)) return false; // nothing to judge by: refused later
        leftOut.Add(new LeftOut(kind, code, Share, Reason(options)));
        return true;
    }

    private string Reason(IndexOptions options)
    {
        if (Observed == 0) return "It has no value in the fit window.";
        return options.Screen != ScreenRule.Zero && Share < options.MinimumCoverage
            ? string.Create(CultureInfo.InvariantCulture, $"{Observed} of {Possible} values are observed ({100 * Share:0.0} %), below the minimum of {100 * options.MinimumCoverage:0.#} %.")
            : string.Create(CultureInfo.InvariantCulture, $"{NonZero} of {Observed} observed values are not zero ({100 * NonZeroShare:0.0} %), below the minimum of {100 * options.MinimumNonZero:0.#} %.");
    }
}
