using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does a number stand out among all the questions of its kind that were asked?</summary>
/// <remarks>Of m true nulls 0.05·m are expected below 5 %. The adjusted p is that of the whole family (<see cref="Numerics.AdjustedP"/>).</remarks>
public static class Multiplicity
{
    /// <summary>Name of the check.</summary>
    public const string Name = "multiplicity";

    private const double Level = 0.05;

    /// <summary>A warning when p is below 5 % alone and not among the others.</summary>
    /// <param name="p">p of the question.</param>
    /// <param name="adjusted">p adjusted over the family.</param>
    /// <param name="asked">Questions in the family.</param>
    public static GuardResult Check(double p, double adjusted, int asked)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"p = {p:0.###} alone, {adjusted:0.###} among {asked} questions of its kind.");
        return p < Level && !(adjusted < Level)
            ? new(Name, adjusted, Level, Verdict.Warning, message, "Of so many questions some look clear by chance: read the family, not its best member.")
            : new(Name, adjusted, Level, Verdict.Passed, message, "");
    }
}
