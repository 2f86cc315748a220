using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>How units move over the years: the tables transitions, lisa_transitions and transition_tests; convergence, convergence_clubs and convergence_members.</summary>
internal static class TransitionStage
{
    private const int Classes = 3; // low, middle, high: more leave too few moves a class

    /// <summary>Moves between classes; with weights also by the class of the neighbours.</summary>
    public static void Run(IndexResult index, SpatialWeights? weights, StudySettings settings, List<ResultTable> tables)
    {
        var panel = Panel(index);
        var quadrants = new TableBuilder("lisa_transitions", "chain", "from", "to", "#count", "#probability", "#ergodic", "#level", "#draws", "note");
        var table = new TableBuilder("transitions", "given", "#from", "#to", "#count", "#probability", "#ergodic", "note");
        var tests = new TableBuilder("transition_tests", "test", "#statistic", "#df", "#p", "note");
        if (weights is null) Add(table, "all", MarkovChain.Classic(MarkovChain.Classify(panel, Classes, Cutoffs.Pooled)));
        else
        {
            var spatial = MarkovChain.Spatial(panel, weights, Classes, Cutoffs.Pooled);
            Add(table, "all", spatial.Pooled);
            for (var c = 0; c < spatial.ByNeighbours.Count; c++) Add(table, (c + 1).ToString(CultureInfo.InvariantCulture), spatial.ByNeighbours[c]);
            var attempt = new Attempt();
            var found = attempt.Take(() => spatial.Homogeneity);
            tests.Add("Pearson's Q", found?.Q, found?.DegreesOfFreedom, found?.QP, found is null ? attempt.Reason : "small p: where the neighbours stand matters for moving");
            tests.Add("likelihood ratio", found?.LikelihoodRatio, found?.DegreesOfFreedom, found?.LikelihoodRatioP, found is null ? attempt.Reason : "the same by likelihoods");
            Quadrants(MarkovChain.SignificantLisa(panel, weights, settings.Space.Draws, settings.Seed, settings.Space.Level), quadrants, tests);
        }
        tables.Add(table.Build());
        tables.Add(quadrants.Build());
        tables.Add(tests.Build());
    }

    /// <summary>Whether the less resilient catch up.</summary>
    public static void RunConvergence(IndexResult index, IReadOnlyDictionary<string, string> groupOf, List<ResultTable> tables)
    {
        var panel = Panel(index);
        var table = new TableBuilder("convergence", "measure", "#estimate", "#se", "#p", "#speed", "#half_life", "note");
        const string Sigma = "sigma: trend of the deviation of logs";
        Try(Sigma, () => SigmaConvergence.Of(panel), sigma => table.Add(Sigma, sigma.Trend, null, null, null, null, sigma.Trend < 0 ? "units come closer together" : "units do not come closer together"));
        Beta("beta: growth on the first level", () => BetaConvergence.CrossSection(panel));
        Beta("beta: yearly growth on the year before, unit and year effects", () => BetaConvergence.Panel(panel));
        string[] clubs = [.. index.Units.Select(unit => groupOf[unit])];
        Try("beta within groups", () => clubs.Distinct(StringComparer.Ordinal).Count() > 1 ? BetaConvergence.WithinClubs(panel, clubs) : [], all =>
        {
            foreach (var (club, within, reason) in all)
            {
                if (within is not null) Found($"beta within the group {club}", within);
                else table.Add($"beta within the group {club}", null, null, null, null, null, reason);
            }
        });
        Clubs(panel, table, tables);
        tables.Add(table.Build());

        void Try<T>(string name, Func<T> measure, Action<T> tell)
            where T : class
        {
            var attempt = new Attempt();
            if (attempt.Take(measure) is { } found) tell(found);
            else table.Add(name, null, null, null, null, null, attempt.Reason);
        }

        void Beta(string name, Func<BetaConvergence> measure) => Try(name, measure, found => Found(name, found));

        void Found(string name, BetaConvergence found)
        {
            var converges = found.Slope < 0 && 1 + found.Slope * found.Periods > 0;
            table.Add(name, found.Slope, found.StandardError, found.P, converges ? found.Speed : null, converges ? found.HalfLife : null, converges ? "those behind grow faster" : "no speed can be given: those behind do not grow faster");
        }
    }

    /// <summary>Clubs that the scores themselves form, where there are years enough.</summary>
    private static void Clubs(BalancedValues panel, TableBuilder convergence, List<ResultTable> tables)
    {
        var clubs = new TableBuilder("convergence_clubs", "club", "#units", "#slope", "#se", "#t", "#p", "note");
        var members = new TableBuilder("convergence_members", "city", "club");
        const string Name = "log t: all units converge";
        try
        {
            var found = ConvergenceClubs.Of(panel);
            convergence.Add(Name, found.Whole.Slope, found.Whole.StandardError, found.Whole.P, found.Whole.Converges ? found.Whole.Slope / 2 : null, null,
                found.Whole.Converges ? "not rejected: all units form one club" : "rejected; the clubs that converge are in convergence_clubs");
            foreach (var (number, club) in found.Clubs.Index())
            {
                clubs.Add((number + 1).ToString(CultureInfo.InvariantCulture), club.Units.Count, club.Test.Slope, club.Test.StandardError, club.Test.T, club.Test.P, "");
                foreach (var unit in club.Units) members.Add(unit, (number + 1).ToString(CultureInfo.InvariantCulture));
            }
            if (found.Divergent.Count > 0) clubs.Add("none", found.Divergent.Count, null, null, null, null, "units that converge with no others");
            foreach (var unit in found.Divergent) members.Add(unit, "none");
        }
        catch (MeasureRefusedException refused)
        {
            convergence.Add(Name, null, null, null, null, null, refused.Message);
        }
        tables.Add(clubs.Build());
        tables.Add(members.Build());
    }

    private static void Quadrants(LisaChain chain, TableBuilder table, TableBuilder tests)
    {
        Add("all", chain.All);
        Add("significant", chain.Significant);
        var attempt = new Attempt();
        var found = attempt.Take(() => chain.Independence);
        tests.Add("independence of the neighbours", found?.LikelihoodRatio, found?.DegreesOfFreedom, found?.P, found is null ? attempt.Reason : "small p: units rise and fall together with their neighbours");

        void Add(string name, TransitionMatrix matrix)
        {
            var (ergodic, reason) = Ergodic(matrix);
            for (var a = 0; a < matrix.Classes; a++)
                for (var b = 0; b < matrix.Classes; b++)
                    table.Add(name, LisaChain.Names[a], LisaChain.Names[b], matrix.Count(a, b), matrix.RowCount(a) > 0 ? matrix[a, b] : null, ergodic?[a], name == "all" ? null : chain.Level, name == "all" ? null : chain.Draws, Note(matrix, a, reason));
        }
    }

    private static BalancedValues Panel(IndexResult index) => new("total score", index.Units, index.FirstYear, index.Scores(0).ToArray());

    private static void Add(TableBuilder table, string given, TransitionMatrix matrix)
    {
        var (ergodic, reason) = Ergodic(matrix);
        for (var a = 0; a < matrix.Classes; a++)
            for (var b = 0; b < matrix.Classes; b++)
                table.Add(given, a + 1, b + 1, matrix.Count(a, b), matrix.RowCount(a) > 0 ? matrix[a, b] : null, ergodic?[a], Note(matrix, a, reason));
    }

    // Why a probability means little or is not there, and why there is no long run.
    private static string Note(TransitionMatrix matrix, int from, string reason)
    {
        var moves = matrix.RowCount(from);
        var few = moves == 0 ? "nobody was in this class" : moves < TransitionMatrix.FewTransitions ? $"only {moves.ToString(CultureInfo.InvariantCulture)} {(moves == 1 ? "move" : "moves")} out of this class" : "";
        return few.Length > 0 && reason.Length > 0 ? $"{few}. {reason}" : few + reason;
    }

    /// <summary>Nothing, and the reason, where a class is never left or reached, so that there is no long run.</summary>
    private static (IReadOnlyList<double>? Shares, string Reason) Ergodic(TransitionMatrix matrix)
    {
        var attempt = new Attempt();
        return (attempt.Take(matrix.Ergodic), attempt.Reason);
    }
}
