using System.Globalization;

namespace Rebound.Measures;

/// <summary>How far systems move together (coupling C) and at what height (coordination D = √(C T), T = Σ α U).</summary>
/// <param name="C">Coupling degree, 0 to 1.</param>
/// <param name="T">The weighted mean of the systems.</param>
/// <param name="D">Coupling coordination degree, 0 to 1.</param>
/// <param name="Level">D in ten levels.</param>
public readonly record struct Coupling(double C, double T, double D, CoordinationLevel Level)
{
    private const double SumTolerance = 1e-9;

    /// <summary>The lower bounds of the levels above the first.</summary>
    private static readonly double[] Bounds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>Computes the degrees of one unit and year.</summary>
    /// <param name="systems">n ≥ 2 scores in [0, 1].</param>
    /// <param name="shares">n shares α ≥ 0 that sum to one; nothing for equal ones.</param>
    /// <param name="formula">The formula of C.</param>
    /// <returns>Nothing when every system is zero and the formula divides by their mean or maximum: C is then not defined.</returns>
    /// <exception cref="IndexRefusedException">A score lies outside [0, 1], or the shares do not sum to one.</exception>
    public static Coupling? Of(ReadOnlySpan<double> systems, ReadOnlySpan<double> shares, CouplingFormula formula)
    {
        var n = systems.Length;
        if (n < 2) throw new ArgumentException("Coupling is between two systems or more.", nameof(systems));
        double sum = 0, largest = 0, total = 0, shared = 0;
        for (var i = 0; i < n; i++)
        {
            if (!(systems[i] is >= 0 and <= 1))
                throw new IndexRefusedException([new(IndexRefusalKind.Method, null, null, null, string.Create(CultureInfo.InvariantCulture, $"System {i + 1} scores {systems[i]:R}; coupling needs scores from 0 to 1. Normalise by min-max."))]);
            var share = shares.IsEmpty ? 1.0 / n : shares[i];
            (sum, largest) = (sum + systems[i], Math.Max(largest, systems[i]));
            (total, shared) = (total + share * systems[i], shared + share);
            if (!(share >= 0)) shared = double.NaN;
        }
        if (!(Math.Abs(shared - 1) <= SumTolerance))
            throw new IndexRefusedException([new(IndexRefusalKind.Weights, null, null, null, "The shares of the systems in T must be zero or more and sum to 1.")]);
        if (largest == 0 && formula != CouplingFormula.Fan) return null;
        var c = Math.Clamp(Degree(systems, sum / n, largest, formula), 0, 1);
        var d = Math.Sqrt(c * total);
        return new Coupling(c, total, d, LevelOf(d));
    }

    /// <summary>The level of a degree; a lower bound belongs to the level above it.</summary>
    /// <param name="d">D in [0, 1].</param>
    public static CoordinationLevel LevelOf(double d)
    {
        var level = 0;
        foreach (var bound in Bounds)
            if (d >= bound) level++;
        return (CoordinationLevel)level;
    }

    /// <summary>The level in words, as papers translate it: "extreme imbalance" … "quality coordination".</summary>
    /// <param name="level">A level.</param>
    public static string Name(CoordinationLevel level)
    {
        var text = level.ToString();
        var second = text.AsSpan(1).IndexOfAnyInRange('A', 'Z') + 1;
        return string.Concat(text[..second], " ", text[second..]).ToLowerInvariant();
    }

    /// <summary>The name of a formula in a study file: standard, power-half, power-one, wang, fan.</summary>
    /// <param name="formula">A formula.</param>
    public static string Name(CouplingFormula formula) => formula switch
    {
        CouplingFormula.Standard => "standard",
        CouplingFormula.PowerHalf => "power-half",
        CouplingFormula.PowerOne => "power-one",
        CouplingFormula.Wang => "wang",
        _ => "fan",
    };

    private static double Degree(ReadOnlySpan<double> systems, double mean, double largest, CouplingFormula formula)
    {
        var n = systems.Length;
        var product = 1.0; // of U/Ū, which does not vanish with the size of U
        foreach (var u in systems) product *= u / mean;
        switch (formula)
        {
            case CouplingFormula.Standard:
                return Math.Pow(product, 1.0 / n);
            case CouplingFormula.PowerHalf:
                return Math.Sqrt(product);
            case CouplingFormula.PowerOne:
                return product;
            case CouplingFormula.Wang:
                var (gaps, rest) = (0.0, 1.0);
                for (var i = 0; i < n; i++)
                {
                    rest *= systems[i] / largest;
                    for (var j = i + 1; j < n; j++) gaps += Math.Abs(systems[i] - systems[j]);
                }
                return Math.Sqrt((1 - gaps / (n * (n - 1) / 2.0)) * Math.Pow(rest, 1.0 / (n - 1)));
            default:
                var squares = 0.0;
                foreach (var u in systems) squares += (u - mean) * (u - mean);
                return 1 - 2 * Math.Sqrt(squares / n);
        }
    }
}
