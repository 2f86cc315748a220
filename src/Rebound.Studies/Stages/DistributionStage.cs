using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>How the total score is spread over units, year by year: the tables inequality and density, and dagum and dagum_pairs where units have groups.</summary>
internal static class DistributionStage
{
    private const int GridPoints = 128;
    private const BandwidthRule Rule = BandwidthRule.Silverman;

    public static void Run(IndexResult index, List<ResultTable> tables)
    {
        tables.Add(Measured(index));
        tables.Add(Density(index));
    }

    /// <summary>The decomposition by the groups of the units.</summary>
    public static void RunGroups(IndexResult index, IReadOnlyDictionary<string, string> groupOf, List<ResultTable> tables)
    {
        var dagum = new TableBuilder("dagum", "#year", "#gini", "#within", "#between", "#overlap", "#groups");
        var pairs = new TableBuilder("dagum_pairs", "#year", "richer", "poorer", "#gini", "#affluence", "#between", "#overlap");
        string[] groups = [.. index.Units.Select(unit => groupOf[unit])];
        for (var t = 0; t < index.YearCount; t++)
        {
            var year = index.FirstYear + t;
            var found = DagumDecomposition.Of(Scores(index, t), groups, Subject(year), index.Units);
            dagum.Add(year, found.Gini, found.Within, found.Between, found.Transvariation, found.Groups.Count);
            foreach (var pair in found.Pairs) pairs.Add(year, pair.Richer, pair.Poorer, pair.Gini, pair.Affluence, pair.Between, pair.Transvariation);
        }
        tables.Add(dagum.Build());
        tables.Add(pairs.Build());
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
        var table = new TableBuilder("inequality", "#year", "#n", "#mean", "#gini", "#theil", "#mld", "#ge2", "#atkinson_05", "#atkinson_1", "#hoover", "#cv", "#sigma");
        for (var t = 0; t < index.YearCount; t++)
        {
            var (scores, subject) = (Scores(index, t), Subject(index.FirstYear + t));
            // Logarithms need every score above zero; min-max gives the lowest unit of all a zero.
            var positive = scores.All(score => score > 0);
            table.Add(index.FirstYear + t, scores.Length, scores.Average(), Inequality.Gini(scores, subject, index.Units), Inequality.Theil(scores, subject),
                positive ? Inequality.MeanLogDeviation(scores, subject) : null, Inequality.GeneralisedEntropy(scores, 2, subject), Inequality.Atkinson(scores, 0.5, subject),
                positive ? Inequality.Atkinson(scores, 1, subject) : null, Inequality.Hoover(scores, subject), Inequality.CoefficientOfVariation(scores, subject), positive ? Deviation(scores) : null);
        }
        return table.Build();
    }

    // The sample deviation of the logarithms, the measure of sigma convergence.
    private static double Deviation(double[] scores)
    {
        double mean = 0, squares = 0;
        foreach (var score in scores) mean += Math.Log(score) / scores.Length;
        foreach (var score in scores) squares += (Math.Log(score) - mean) * (Math.Log(score) - mean);
        return Math.Sqrt(squares / (scores.Length - 1));
    }

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
