using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>How units move over the years: the tables transitions and transition_tests, and convergence.</summary>
internal static class TransitionStage
{
    private const int Classes = 3; // low, middle, high: more leave too few moves a class

    /// <summary>Moves between classes; with weights also by the class of the neighbours.</summary>
    public static void Run(IndexResult index, SpatialWeights? weights, List<ResultTable> tables)
    {
        var panel = Panel(index);
        var table = new TableBuilder("transitions", "given", "#from", "#to", "#count", "#probability", "#ergodic");
        var tests = new TableBuilder("transition_tests", "test", "#statistic", "#df", "#p", "note");
        if (weights is null) Add(table, "all", MarkovChain.Classic(MarkovChain.Classify(panel, Classes, Cutoffs.Pooled)));
        else
        {
            var spatial = MarkovChain.Spatial(panel, weights, Classes, Cutoffs.Pooled);
            Add(table, "all", spatial.Pooled);
            for (var c = 0; c < spatial.ByNeighbours.Count; c++) Add(table, (c + 1).ToString(CultureInfo.InvariantCulture), spatial.ByNeighbours[c]);
            var found = spatial.Homogeneity;
            tests.Add("Pearson's Q", found.Q, found.DegreesOfFreedom, found.QP, "small p: where the neighbours stand matters for moving");
            tests.Add("likelihood ratio", found.LikelihoodRatio, found.DegreesOfFreedom, found.LikelihoodRatioP, "the same by likelihoods");
        }
        tables.Add(table.Build());
        tables.Add(tests.Build());
    }

    /// <summary>Whether the less resilient catch up.</summary>
    public static void RunConvergence(IndexResult index, IReadOnlyDictionary<string, string> groupOf, List<ResultTable> tables)
    {
        var panel = Panel(index);
        var table = new TableBuilder("convergence", "measure", "#estimate", "#se", "#p", "#speed", "#half_life", "note");
        var sigma = SigmaConvergence.Of(panel);
        table.Add("sigma: trend of the deviation of logs", sigma.Trend, null, null, null, null, sigma.Trend < 0 ? "units come closer together" : "units do not come closer together");
        Beta("beta: growth on the first level", BetaConvergence.CrossSection(panel));
        if (index.YearCount > 2) Beta("beta: yearly growth on the year before, unit and year effects", BetaConvergence.Panel(panel));
        string[] clubs = [.. index.Units.Select(unit => groupOf[unit])];
        foreach (var (club, within, reason) in clubs.Distinct(StringComparer.Ordinal).Count() > 1 ? BetaConvergence.WithinClubs(panel, clubs) : [])
        {
            if (within is not null) Beta($"beta within the group {club}", within);
            else table.Add($"beta within the group {club}", null, null, null, null, null, reason);
        }
        tables.Add(table.Build());

        void Beta(string name, BetaConvergence found)
        {
            var converges = found.Slope < 0 && 1 + found.Slope * found.Periods > 0;
            table.Add(name, found.Slope, found.StandardError, found.P, converges ? found.Speed : null, converges ? found.HalfLife : null, converges ? "those behind grow faster" : "no speed can be given: those behind do not grow faster");
        }
    }

    private static BalancedValues Panel(IndexResult index) => new("total score", index.Units, index.FirstYear, index.Scores(0).ToArray());

    private static void Add(TableBuilder table, string given, TransitionMatrix matrix)
    {
        IReadOnlyList<double>? ergodic = null;
        try
        {
            ergodic = matrix.Ergodic();
        }
        catch (MeasureRefusedException)
        {
            // a class that is never left or reached has no long run: the column stays empty
        }
        for (var a = 0; a < matrix.Classes; a++)
            for (var b = 0; b < matrix.Classes; b++)
                table.Add(given, a + 1, b + 1, matrix.Count(a, b), matrix.RowCount(a) > 0 ? matrix[a, b] : null, ergodic is null ? null : ergodic[a]);
    }
}
