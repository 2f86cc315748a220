namespace Rebound.Measures;

/// <summary>Theil's T or the mean logarithmic deviation, split over nested levels of groups.</summary>
/// <param name="Kind">Which measure.</param>
/// <param name="Total">Over all units.</param>
/// <param name="Between">At l: between the groups of level l within those of level l − 1; the first level's are between its groups over all.</param>
/// <param name="Within">Between units within the groups of the last level. Total = Σ Between + Within.</param>
/// <param name="Contributions">Of each group of the first level: its share-weighted inner inequality, all lower levels and units together.</param>
/// <remarks>T = Σ (Y_g/Y) ln[(Y_g/Y)/(n_g/n)] + Σ (Y_g/Y) T_g; L = Σ (n_g/n) ln[(n_g/n)/(Y_g/Y)] + Σ (n_g/n) L_g. Source: Theil (1967);
/// Shorrocks (1980). Checked against PySAL's TheilD and a second derivation.</remarks>
public sealed record NestedDecomposition(EntropyKind Kind, double Total, IReadOnlyList<double> Between, double Within, IReadOnlyList<GroupContribution> Contributions)
{
    /// <summary>Decomposes.</summary>
    /// <param name="values">n values: 0 or more for T, positive for L.</param>
    /// <param name="levels">Labels of each unit, from the coarsest level to the finest; a finer group lies within the coarser one of its units.</param>
    /// <param name="kind">Which measure.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static NestedDecomposition Of(ReadOnlySpan<double> values, IReadOnlyList<IReadOnlyList<string>> levels, EntropyKind kind, Subject subject, IReadOnlyList<string>? units = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(levels.Count, nameof(levels));
        var n = values.Length;
        var measure = kind == EntropyKind.Theil ? "Theil's T" : "The mean logarithmic deviation";
        if (levels.FirstOrDefault(labels => labels.Count != n) is { } wrong)
            throw new ArgumentException($"{wrong.Count} labels are given for {values.Length} values.", nameof(levels));
        Require.AtLeast(values.Length, 1, subject, "units", measure);
        if (kind == EntropyKind.Theil) Require.NotNegative(values, subject, units, measure);
        else Require.Positive(values, subject, units, measure);
        var nested = new Grouping[levels.Count];
        for (var l = 0; l < levels.Count; l++) nested[l] = l == 0 ? Grouping.Of(levels[0]) : nested[l - 1].With(Grouping.Of(levels[l]), " / ");
        var total = 0.0;
        foreach (var x in values) total += x;
        // Each level's own sum of share-weighted log ratios against the whole; differences of levels are the parts between.
        var reached = new double[levels.Count + 1];
        for (var l = 0; l < levels.Count; l++) reached[l] = Against(nested[l], values, total, kind);
        reached[^1] = kind == EntropyKind.Theil ? Inequality.Theil(values, subject) : Inequality.MeanLogDeviation(values, subject);
        double[] between = [.. Enumerable.Range(0, levels.Count).Select(l => l == 0 ? reached[0] : reached[l] - reached[l - 1])];
        return new NestedDecomposition(kind, reached[^1], between, reached[^1] - reached[^2], Contribute(nested[0], values, total, kind, subject));
    }

    private static double Against(Grouping grouping, ReadOnlySpan<double> values, double total, EntropyKind kind)
    {
        var (sums, result) = (new double[grouping.Count], 0.0);
        for (var i = 0; i < values.Length; i++) sums[grouping.Codes[i]] += values[i];
        for (var g = 0; g < sums.Length; g++)
        {
            var (share, units) = (sums[g] / total, grouping.Sizes[g] / (double)values.Length);
            if (kind == EntropyKind.Theil) result += share == 0 ? 0 : share * Math.Log(share / units);
            else result += units * Math.Log(units / share);
        }
        return result;
    }

    private static GroupContribution[] Contribute(Grouping grouping, ReadOnlySpan<double> values, double total, EntropyKind kind, Subject subject)
    {
        var parts = grouping.Split(values);
        var contributions = new GroupContribution[parts.Length];
        for (var g = 0; g < parts.Length; g++)
        {
            var sum = 0.0;
            foreach (var x in parts[g]) sum += x;
            var weight = kind == EntropyKind.Theil ? sum / total : parts[g].Length / (double)values.Length;
            var inner = weight == 0 ? 0 : kind == EntropyKind.Theil ? Inequality.Theil(parts[g], subject) : Inequality.MeanLogDeviation(parts[g], subject);
            contributions[g] = new GroupContribution(grouping.Names[g], weight, inner, weight * inner);
        }
        return contributions;
    }
}
