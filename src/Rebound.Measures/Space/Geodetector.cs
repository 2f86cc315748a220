using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The geographical detector: what strata explain of a variable (factor), of two factors together (interaction), between strata (risk) and between factors (ecological).</summary>
/// <remarks>Formula: q = 1 − Σₕ Nₕσₕ²/(Nσ²). Source: Wang et al. (2010); Wang, Zhang and Fu (2016) for the noncentral F. Missing values are
/// refused. Checked against GD 10.8 and gdverse 1.7.</remarks>
public static class Geodetector
{
    /// <summary>The share q that one factor explains, and its test.</summary>
    /// <param name="values">N finite values.</param>
    /// <param name="labels">The stratum of each.</param>
    /// <param name="factor">The factor's name.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    /// <param name="singletons">What to do with strata of one unit.</param>
    /// <exception cref="MeasureRefusedException">A missing value, a constant variable, a single stratum, or a stratum of one unit under <see cref="SingletonRule.Refuse"/>.</exception>
    public static Stratification Factor(ReadOnlySpan<double> values, IReadOnlyList<string> labels, string factor, Subject subject, SingletonRule singletons = SingletonRule.Refuse)
    {
        if (labels.Count != values.Length) throw new ArgumentException($"{labels.Count} labels are given for {values.Length} values.", nameof(labels));
        Require.Finite(values, subject);
        return Describe(values, Grouping.Of(labels), factor, subject, singletons);
    }

    /// <summary>q beside its values under random orders of the units, for strata that were given and not searched for.</summary>
    /// <param name="values">N finite values.</param>
    /// <param name="labels">The stratum of each.</param>
    /// <param name="factor">The factor's name.</param>
    /// <param name="draws">M.</param>
    /// <param name="seed">The study's seed; draw d uses stream d.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    /// <remarks>The noncentral F depends on where the variable's zero lies; this p-value (<see cref="PermutationTest.PGreater"/>) does not. Strata of one unit are refused.</remarks>
    public static PermutationTest Permute(ReadOnlySpan<double> values, IReadOnlyList<string> labels, string factor, int draws, ulong seed, Subject subject)
    {
        var q = Factor(values, labels, factor, subject).Q;
        var (strata, centred) = (Grouping.Of(labels), values.ToArray());
        var (mean, total) = Spread(centred);
        for (var i = 0; i < centred.Length; i++) centred[i] -= mean;
        return Permutations.Global($"q of {factor}", centred.Length, q, 1, draws, seed, () =>
        {
            var sums = new double[strata.Count];
            return order =>
            {
                Array.Clear(sums);
                for (var i = 0; i < order.Length; i++) sums[strata.Codes[i]] += centred[order[i]];
                var between = 0.0;
                for (var h = 0; h < sums.Length; h++) between += sums[h] * sums[h] / strata.Sizes[h];
                return between / total;
            };
        });
    }

    /// <summary>What two factors explain together.</summary>
    /// <param name="values">N finite values.</param>
    /// <param name="first">Strata of one factor.</param>
    /// <param name="second">Strata of the other.</param>
    /// <param name="firstName">Its name.</param>
    /// <param name="secondName">Its name.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    /// <param name="singletons">What to do with strata of one unit; cells of the two factors together are often that small.</param>
    public static Interaction Interaction(ReadOnlySpan<double> values, IReadOnlyList<string> first, IReadOnlyList<string> second, string firstName, string secondName, Subject subject, SingletonRule singletons = SingletonRule.Refuse)
    {
        var (a, b) = (Factor(values, first, firstName, subject, singletons), Factor(values, second, secondName, subject, singletons));
        var cells = Grouping.Of(first).With(Grouping.Of(second), " × ");
        var joint = Describe(values, cells, $"{firstName} × {secondName}", subject, singletons);
        return new Interaction(firstName, secondName, a.Q, b.Q, joint.Q, joint.Dropped.Count);
    }

    /// <summary>Welch's t between all pairs of strata, in the order of their names.</summary>
    /// <param name="values">N finite values.</param>
    /// <param name="labels">The stratum of each; every stratum has at least two units that differ.</param>
    /// <param name="factor">The factor's name.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    public static IReadOnlyList<RiskContrast> Risk(ReadOnlySpan<double> values, IReadOnlyList<string> labels, string factor, Subject subject)
    {
        Factor(values, labels, factor, subject);
        var strata = Grouping.Of(labels);
        var parts = strata.Split(values);
        var contrasts = new List<RiskContrast>();
        for (var i = 0; i < strata.Count; i++)
        {
            for (var j = i + 1; j < strata.Count; j++)
            {
                var ((meanI, squaresI), (meanJ, squaresJ)) = (Spread(parts[i]), Spread(parts[j]));
                var (ni, nj) = ((double)parts[i].Length, (double)parts[j].Length);
                var (vi, vj) = (squaresI / (ni - 1) / ni, squaresJ / (nj - 1) / nj);
                if (vi + vj == 0)
                    throw new MeasureRefusedException(MeasureRefusalKind.Constant, subject, [strata.Names[i], strata.Names[j]], $"{subject} does not vary within the strata '{strata.Names[i]}' and '{strata.Names[j]}' of '{factor}', so their difference has no error to be held to.");
                var (t, df) = ((meanI - meanJ) / Math.Sqrt(vi + vj), (vi + vj) * (vi + vj) / (vi * vi / (ni - 1) + vj * vj / (nj - 1)));
                contrasts.Add(new RiskContrast(strata.Names[i], strata.Names[j], t, df, StudentT.TwoSidedP(t, df)));
            }
        }
        return contrasts;
    }

    /// <summary>Whether two factors leave differently much unexplained.</summary>
    /// <param name="values">N finite values.</param>
    /// <param name="first">Strata of one factor.</param>
    /// <param name="second">Strata of the other.</param>
    /// <param name="firstName">Its name.</param>
    /// <param name="secondName">Its name.</param>
    /// <param name="subject">Names the variable for refusals.</param>
    public static EcologicalContrast Ecological(ReadOnlySpan<double> values, IReadOnlyList<string> first, IReadOnlyList<string> second, string firstName, string secondName, Subject subject)
    {
        var (a, b) = (1 - Factor(values, first, firstName, subject).Q, 1 - Factor(values, second, secondName, subject).Q);
        var (more, less) = (Math.Max(a, b), Math.Min(a, b));
        if (more == 0) return new EcologicalContrast(firstName, secondName, 1, 0.5);
        var f = less == 0 ? double.PositiveInfinity : more / less;
        return new EcologicalContrast(firstName, secondName, f, double.IsInfinity(f) ? 0 : FisherF.UpperP(f, values.Length - 1, values.Length - 1));
    }

    private static Stratification Describe(ReadOnlySpan<double> values, Grouping all, string factor, Subject subject, SingletonRule singletons)
    {
        string[] alone = [.. all.Names.Where((_, h) => all.Sizes[h] == 1)];
        if (alone.Length > 0 && singletons == SingletonRule.Refuse)
            throw new MeasureRefusedException(MeasureRefusalKind.Singleton, subject, alone, $"{(alone.Length == 1 ? "Stratum" : "Strata")} {string.Join(", ", alone.Take(10).Select(name => $"'{name}'"))}{(alone.Length > 10 ? $" and {alone.Length - 10} more" : "")} of '{factor}' {(alone.Length == 1 ? "holds" : "hold")} a single unit of {subject}: merge strata, or drop such units.");
        int[] kept = [.. Enumerable.Range(0, all.Count).Where(h => all.Sizes[h] > 1)];
        if (kept.Length < 2)
            throw new MeasureRefusedException(MeasureRefusalKind.OneGroup, subject, alone, $"'{factor}' has {kept.Length} {(kept.Length == 1 ? "stratum" : "strata")} of two or more units of {subject}; q compares at least two.");
        var parts = all.Split(values);
        double[] used = [.. kept.SelectMany(h => parts[h])];
        Require.Varying(used, subject, "q");
        var (_, total) = Spread(used);
        double within = 0, squares = 0, roots = 0;
        var means = new double[kept.Length];
        for (var h = 0; h < kept.Length; h++)
        {
            var (centre, inside) = Spread(parts[kept[h]]);
            (means[h], within) = (centre, within + inside);
            // λ does depend on where the variable's zero lies when strata differ in size: its definition takes the means as they are.
            squares += centre * centre;
            roots += Math.Sqrt(parts[kept[h]].Length) * centre;
        }
        double n = used.Length, strata = kept.Length;
        var variance = total / n;
        if (singletons == SingletonRule.DropButCount)
        {
            variance = total / (n - 1);
            (n, strata) = (values.Length, all.Count);
            variance *= (n - 1) / n;
        }
        var q = Math.Clamp(1 - within / total, 0, 1);
        var f = within == 0 ? double.PositiveInfinity : (n - strata) * q / ((strata - 1) * (1 - q));
        var lambda = Math.Max(0, (squares - roots * roots / n) / variance);
        var p = double.IsInfinity(f) ? 0 : n > strata ? FisherF.NoncentralUpperP(f, strata - 1, n - strata, lambda) : 1;
        return new Stratification(factor, [.. kept.Select(h => all.Names[h])], [.. kept.Select(h => all.Sizes[h])], means, q, f, lambda, p, alone);
    }

    private static (double Mean, double SumOfSquares) Spread(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, squares);
    }
}
