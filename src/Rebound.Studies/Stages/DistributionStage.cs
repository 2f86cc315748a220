using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>How the total score is spread over units, year by year: the tables inequality and density; where units have groups dagum, dagum_pairs, theil and theil_groups.</summary>
internal static class DistributionStage
{
    private const int GridPoints = 128;
    private const BandwidthRule Rule = BandwidthRule.Silverman;

    public static void Run(IndexResult index, List<ResultTable> tables)
    {
        tables.Add(Measured(index));
        tables.Add(Density(index));
    }

    /// <summary>The decompositions by the groups of the units, and by groups of groups where there are two levels.</summary>
    public static void RunGroups(IndexResult index, IReadOnlyDictionary<string, string> groupOf, IReadOnlyDictionary<string, string> subgroupOf, List<ResultTable> tables)
    {
        var dagum = new TableBuilder("dagum", "#year", "#gini", "#within", "#between", "#overlap", "#groups", "reason");
        var pairs = new TableBuilder("dagum_pairs", "#year", "richer", "poorer", "#gini", "#affluence", "#between", "#overlap");
        string[] groups = [.. index.Units.Select(unit => groupOf[unit])];
        for (var t = 0; t < index.YearCount; t++)
        {
            var (year, attempt) = (index.FirstYear + t, new Attempt());
            var found = attempt.Take(() => DagumDecomposition.Of(Scores(index, t), groups, Subject(year), index.Units));
            dagum.Add(year, found?.Gini, found?.Within, found?.Between, found?.Transvariation, found?.Groups.Count, attempt.Reason);
            foreach (var pair in found?.Pairs ?? []) pairs.Add(year, pair.Richer, pair.Poorer, pair.Gini, pair.Affluence, pair.Between, pair.Transvariation);
        }
        tables.Add(dagum.Build());
        tables.Add(pairs.Build());
        string[] subgroups = [.. index.Units.Select(unit => subgroupOf[unit])];
        tables.AddRange(Nested(index, subgroups.All(name => name.Length == 0) ? [groups] : [groups, subgroups]));
    }

    // Theil's T and the mean logarithmic deviation: what lies between groups, between the groups inside them, and within.
    private static ResultTable[] Nested(IndexResult index, string[][] levels)
    {
        var parts = new TableBuilder("theil", "#year", "measure", "part", "#value", "#share", "reason");
        var groups = new TableBuilder("theil_groups", "#year", "measure", "group", "#weight", "#inequality", "#contribution");
        for (var t = 0; t < index.YearCount; t++)
        {
            foreach (var (kind, name) in new[] { (EntropyKind.Theil, "Theil's T"), (EntropyKind.MeanLogDeviation, "mean log deviation") })
            {
                var (year, attempt) = (index.FirstYear + t, new Attempt());
                if (attempt.Take(() => NestedDecomposition.Of(Scores(index, t), levels, kind, Subject(year), index.Units)) is not { } found)
                {
                    parts.Add(year, name, "total", null, null, attempt.Reason);
                    continue;
                }
                Add("total", found.Total);
                Add("between groups", found.Between[0]);
                if (levels.Length > 1) Add("between subgroups within groups", found.Between[1]);
                Add(levels.Length > 1 ? "within subgroups" : "within groups", found.Within);
                foreach (var group in found.Contributions) groups.Add(year, name, group.Group, group.Weight, group.Inequality, group.Contribution);

                void Add(string part, double value) => parts.Add(year, name, part, value, found.Total > 0 ? value / found.Total : null, found.Total > 0 ? "" : "all scores are equal, so nothing has a share");
            }
        }
        return [parts.Build(), groups.Build()];
    }

    /// <summary>The total scores of a year, by unit.</summary>
    public static double[] Scores(IndexResult index, int year)
    {
        var scores = new double[index.Units.Count];
        var total = index.Scores(0);
        for (var u = 0; u < scores.Length; u++) scores[u] = total[u * index.YearCount + year];
        return scores;
    }

    public static Subject Subject(int year) => new("total score", year);

    private static ResultTable Measured(IndexResult index)
    {
        var table = new TableBuilder("inequality", "#year", "#n", "#mean", "#gini", "#theil", "#mld", "#ge2", "#atkinson_05", "#atkinson_1", "#hoover", "#cv", "#sigma", "reason");
        for (var t = 0; t < index.YearCount; t++)
        {
            var (scores, subject, units, attempt) = (Scores(index, t), Subject(index.FirstYear + t), index.Units, new Attempt());
            // Logarithms need every score above zero; min-max gives the lowest unit of all a zero.
            table.Add(index.FirstYear + t, scores.Length, scores.Average(), attempt.Number(() => Inequality.Gini(scores, subject, units)), attempt.Number(() => Inequality.Theil(scores, subject, units)),
                attempt.Number(() => Inequality.MeanLogDeviation(scores, subject, units)), attempt.Number(() => Inequality.GeneralisedEntropy(scores, 2, subject, units)), attempt.Number(() => Inequality.Atkinson(scores, 0.5, subject, units)),
                attempt.Number(() => Inequality.Atkinson(scores, 1, subject, units)), attempt.Number(() => Inequality.Hoover(scores, subject)), attempt.Number(() => Inequality.CoefficientOfVariation(scores, subject)),
                scores.All(score => score > 0) ? Deviation(scores) : null, attempt.Reason);
        }
        return table.Build();
    }

    // The sample deviation of the logarithms, the measure of sigma convergence.
    private static double Deviation(double[] scores) => Moments.Of([.. scores.Select(score => Math.Log(score))]).Deviation;

    private static ResultTable Density(IndexResult index)
    {
        var table = new TableBuilder("density", "year", "#score", "#density", "#bandwidth", "#n");
        var widths = Enumerable.Range(0, index.YearCount).Select(t => KernelDensity.BandwidthOf(Scores(index, t), Rule, Subject(index.FirstYear + t))).ToArray();
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var score in index.Scores(0)) (low, high) = (Math.Min(low, score), Math.Max(high, score));
        (low, high) = (low - 3 * widths.Max(), high + 3 * widths.Max());
        double[] grid = [.. Enumerable.Range(0, GridPoints).Select(g => low + (high - low) * g / (GridPoints - 1))];
        for (var t = 0; t < index.YearCount; t++)
        {
            var found = KernelDensity.Of(Scores(index, t), grid, widths[t], Subject(index.FirstYear + t));
            for (var g = 0; g < grid.Length; g++) table.Add(index.FirstYear + t, found.Grid[g], found.Density[g], found.Bandwidth, index.Units.Count);
        }
        return table.Build();
    }
}
