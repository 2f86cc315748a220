namespace Rebound.Measures;

/// <summary>Dagum's exact decomposition of the Gini coefficient by groups: G = within + between (net) + transvariation.</summary>
/// <param name="Groups">Names in ordinal order.</param>
/// <param name="GroupGini">G_jj of each.</param>
/// <param name="Pairs">All pairs of groups.</param>
/// <param name="Within">G_w = Σ G_jj p_j s_j.</param>
/// <param name="Between">G_nb = Σ G_jh (p_j s_h + p_h s_j) D_jh.</param>
/// <param name="Transvariation">G_t, the same with 1 − D_jh.</param>
/// <remarks>p is a group's share of units, s of the total. No n − 1 correction, so the parts sum to G. The order of groups by mean is found
/// here: with a wrong order D would turn negative. Sorted groups are merged pair by pair, so n units in K groups take n log n + nK
/// steps. Source: Dagum (1997). Checked against two derivations.</remarks>
public sealed record DagumDecomposition(
    IReadOnlyList<string> Groups, IReadOnlyList<double> GroupGini, IReadOnlyList<DagumPair> Pairs, double Within, double Between, double Transvariation)
{
    /// <summary>G, the sum of the three parts.</summary>
    public double Gini => Within + Between + Transvariation;

    /// <summary>Decomposes.</summary>
    /// <param name="values">n values of 0 or more, some positive.</param>
    /// <param name="groups">The group of each; each group has some positive value.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="units">Names of the units for refusals.</param>
    public static DagumDecomposition Of(ReadOnlySpan<double> values, IReadOnlyList<string> groups, Subject subject, IReadOnlyList<string>? units = null)
    {
        const string Measure = "Dagum's decomposition";
        if (groups.Count != values.Length) throw new ArgumentException($"{groups.Count} groups are given for {values.Length} values.", nameof(groups));
        Require.AtLeast(values.Length, 1, subject, "units", Measure);
        Require.NotNegative(values, subject, units, Measure);
        var grouping = Grouping.Of(groups);
        var parts = grouping.Split(values);
        var (total, means, ginis) = (0.0, new double[parts.Length], new double[parts.Length]);
        for (var g = 0; g < parts.Length; g++)
        {
            Array.Sort(parts[g]);
            foreach (var x in parts[g]) means[g] += x;
            total += means[g];
            means[g] /= parts[g].Length;
            if (means[g] == 0) throw new MeasureRefusedException(MeasureRefusalKind.NotPositive, subject, [grouping.Names[g]], $"{subject} is 0 for all units of the group '{grouping.Names[g]}', so it has no Gini coefficient of its own.");
        }
        double n = values.Length, within = 0, between = 0, across = 0;
        for (var g = 0; g < parts.Length; g++)
        {
            ginis[g] = Inequality.Gini(parts[g], subject);
            within += ginis[g] * (parts[g].Length / n) * (parts[g].Length * means[g] / total);
        }
        var pairs = new List<DagumPair>();
        for (var a = 0; a < parts.Length; a++)
        {
            for (var b = a + 1; b < parts.Length; b++)
            {
                var (j, h) = means[b] > means[a] ? (b, a) : (a, b);
                var weight = parts[j].Length / n * (parts[h].Length * means[h] / total) + parts[h].Length / n * (parts[j].Length * means[j] / total);
                var pair = Pair(grouping.Names[j], grouping.Names[h], parts[j], parts[h], means[j], means[h], weight);
                between += pair.Between;
                across += pair.Transvariation;
                pairs.Add(pair);
            }
        }
        return new DagumDecomposition(grouping.Names, ginis, pairs, within, between, across);
    }

    private static DagumPair Pair(string richer, string poorer, double[] y, double[] z, double meanY, double meanZ, double weight)
    {
        var (gain, overlap) = (Excess(y, z), Excess(z, y));
        var gini = (gain + overlap) / (meanY + meanZ);
        var affluence = gain + overlap > 0 ? Math.Clamp((gain - overlap) / (gain + overlap), 0, 1) : 0;
        return new DagumPair(richer, poorer, gini, gain, overlap, affluence, gini * weight * affluence, gini * weight * (1 - affluence));
    }

    /// <summary>E(y − z)⁺ over all pairs of two sorted groups, by merging.</summary>
    private static double Excess(double[] y, double[] z)
    {
        var (sum, below, sumBelow) = (0.0, 0, 0.0);
        foreach (var value in y)
        {
            while (below < z.Length && z[below] < value) sumBelow += z[below++];
            sum += (below * value - sumBelow) / z.Length;
        }
        return sum / y.Length;
    }
}
