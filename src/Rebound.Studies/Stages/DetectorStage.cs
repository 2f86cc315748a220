using System.Globalization;
using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>What explains the index, and the recovery, over units: the tables detector, detector_interaction, detector_risk and detector_ecological.</summary>
internal static class DetectorStage
{
    private const int LeastUnits = 12; // three classes of four
    private const int UnitsAClass = 4;
    private const int Leading = 6; // factors that are set beside each other: fifteen pairs

    public static void Run(Study study, IndexResult index, RecoveryResult? recovery, List<ResultTable> tables)
    {
        var detector = new TableBuilder("detector", "outcome", "factor", "cut", "#classes", "breaks", "#q", "#f", "#lambda", "#p", "#p_search", "#p_adjusted", "#p_family", "#cuts_tried", "#n", "#draws", "note");
        var interaction = new TableBuilder("detector_interaction", "outcome", "first", "second", "#q_first", "#q_second", "#q_joint", "kind", "#single_cells", "reason");
        var risk = new TableBuilder("detector_risk", "outcome", "factor", "first", "second", "#mean_first", "#mean_second", "#t", "#df", "#p", "#p_adjusted", "reason");
        var ecological = new TableBuilder("detector_ecological", "outcome", "first", "second", "#f", "#p", "#p_adjusted", "reason");
        foreach (var factors in recovery is null ? new[] { Factors.OfIndex(study, index) } : [Factors.OfIndex(study, index), Factors.OfRecovery(study, index, recovery)])
        {
            Stratified[] leading = [.. Single(factors, study.Settings, detector).OrderByDescending(found => found.Q).ThenBy(found => found.Name, StringComparer.Ordinal).Take(Leading)];
            Pairs(factors, leading, interaction, ecological);
            foreach (var one in leading) Risk(factors, one, risk);
        }
        tables.AddRange([detector.Build(), interaction.Build(), risk.Build(), ecological.Build()]);
    }

    private static List<Stratified> Single(Factors factors, StudySettings settings, TableBuilder table)
    {
        var (space, seed, n, subject) = (settings.Space, settings.Seed, factors.Units.Count, new Subject(factors.Outcome));
        var found = new List<Stratified>();
        var rows = new List<(string Factor, string Cut, int? Classes, string Breaks, Stratification? Q, double? P, double? Family, int? Tried, string Reason)>();
        if (n < LeastUnits) rows.Add(("all", "", null, "", null, null, null, null, $"'{factors.Outcome}' is known for {n} {(n == 1 ? "unit" : "units")}; at least {LeastUnits} are needed to compare strata."));
        else
        {
            foreach (var (name, labels) in factors.Strata) Given(name, labels);
            Searched();
        }
        var adjusted = SpaceStage.Adjusted([.. rows.Select(row => row.P)]);
        foreach (var (k, (factor, cut, classes, breaks, q, p, family, tried, reason)) in rows.Index())
            table.Add(factors.Outcome, factor, cut, classes, breaks, q?.Q, q?.F, q?.Noncentrality, q?.P, p, adjusted[k], family, tried, n, space.Draws, reason);
        return found;

        void Given(string name, string[] labels)
        {
            var attempt = new Attempt();
            var q = attempt.Take(() => Geodetector.Factor(factors.Values, labels, name, subject));
            var p = q is null ? null : attempt.Number(() => Geodetector.Permute(factors.Values, labels, name, space.Draws, seed, subject).PGreater);
            if (q is not null) found.Add(new Stratified(name, labels, q.Q));
            rows.Add((name, "given", q?.Strata.Count, "", q, p, null, null, q is null ? attempt.Reason : "these strata are given, not searched for"));
        }

        void Searched()
        {
            var (refused, result) = Search(factors, new OptimalDetector(Enum.GetValues<BreakMethod>(), [.. Enumerable.Range(3, Math.Min(space.MostClasses, n / UnitsAClass) - 2)]), space.Draws, seed);
            foreach (var one in result)
            {
                string[] labels = [.. factors.Numbers.First(f => f.Name == one.Factor).Values.Select(value => Label(one.Best, one.Best.ClassOf(value)))];
                found.Add(new Stratified(one.Factor, labels, one.Best.Q));
                rows.Add((one.Factor, one.Best.Method.ToString().ToLowerInvariant(), one.Best.Classes, string.Join("; ", one.Best.Breaks.Select(Short)), Geodetector.Factor(factors.Values, labels, one.Factor, subject), one.SearchP, one.FamilyP, one.Tried.Count, factors.Note));
            }
            foreach (var (name, reason) in refused) rows.Add((name, "", null, "", null, null, null, null, reason));
        }
    }

    // Factors that cannot be cut are left out one by one, with their reasons.
    private static (List<(string Name, string Reason)> Refused, IReadOnlyList<DetectedFactor> Found) Search(Factors factors, OptimalDetector detector, int draws, ulong seed)
    {
        var (left, refused) = (factors.Numbers.ToList(), new List<(string, string)>());
        foreach (var (name, values) in factors.Numbers)
        {
            var gap = Array.FindIndex(values, value => !double.IsFinite(value));
            if (gap < 0) continue;
            left.RemoveAll(factor => factor.Name == name);
            refused.Add((name, $"'{name}' is missing for '{factors.Units[gap]}'; the geodetector needs it for every unit."));
        }
        while (left.Count > 0)
        {
            try
            {
                return (refused, detector.Search(factors.Values, left, draws, seed, new Subject(factors.Outcome)));
            }
            catch (MeasureRefusedException why)
            {
                var culprit = left.FindIndex(factor => why.Units.Contains(factor.Name) || why.Subject.Variable == factor.Name);
                if (culprit < 0)
                {
                    refused.Add(("all", why.Message));
                    break;
                }
                refused.Add((left[culprit].Name, why.Message));
                left.RemoveAt(culprit);
            }
        }
        return (refused, []);
    }

    private static void Pairs(Factors factors, Stratified[] leading, TableBuilder interaction, TableBuilder ecological)
    {
        var subject = new Subject(factors.Outcome);
        var contrasts = new List<(string First, string Second, EcologicalContrast? Found, string Reason)>();
        for (var a = 0; a < leading.Length; a++)
        {
            for (var b = a + 1; b < leading.Length; b++)
            {
                var (first, second, both, apart) = (leading[a], leading[b], new Attempt(), new Attempt());
                var found = both.Take(() => Geodetector.Interaction(factors.Values, first.Labels, second.Labels, first.Name, second.Name, subject, SingletonRule.Drop));
                interaction.Add(factors.Outcome, first.Name, second.Name, found?.FirstQ, found?.SecondQ, found?.JointQ, found is null ? "" : Name(found.Kind), found?.SingleCells, both.Reason);
                contrasts.Add((first.Name, second.Name, apart.Take(() => Geodetector.Ecological(factors.Values, first.Labels, second.Labels, first.Name, second.Name, subject)), apart.Reason));
            }
        }
        var adjusted = SpaceStage.Adjusted([.. contrasts.Select(contrast => contrast.Found?.P)]);
        foreach (var (k, (first, second, found, reason)) in contrasts.Index()) ecological.Add(factors.Outcome, first, second, found?.F, found?.P, adjusted[k], reason);
    }

    private static void Risk(Factors factors, Stratified one, TableBuilder table)
    {
        var (attempt, subject) = (new Attempt(), new Subject(factors.Outcome));
        if (attempt.Take(() => Geodetector.Risk(factors.Values, one.Labels, one.Name, subject)) is not { } contrasts)
        {
            table.Add(factors.Outcome, one.Name, "", "", null, null, null, null, null, null, attempt.Reason);
            return;
        }
        double Mean(string stratum) => factors.Values.Where((_, i) => one.Labels[i] == stratum).Average();
        var adjusted = SpaceStage.Adjusted([.. contrasts.Select(contrast => (double?)contrast.P)]);
        foreach (var (k, contrast) in contrasts.Index())
            table.Add(factors.Outcome, one.Name, contrast.First, contrast.Second, Mean(contrast.First), Mean(contrast.Second), contrast.T, contrast.DegreesOfFreedom, contrast.P, adjusted[k], "");
    }

    private static string Label(Discretisation cut, int k) => cut.Classes < 10 ? $"class {k + 1}" : $"class {(k + 1).ToString("D2", CultureInfo.InvariantCulture)}";

    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Name(InteractionKind kind) => kind switch
    {
        InteractionKind.NonlinearWeakening => "nonlinear weakening",
        InteractionKind.OneSidedWeakening => "one-sided weakening",
        InteractionKind.MutualEnhancement => "mutual enhancement",
        InteractionKind.Independent => "independent",
        _ => "nonlinear enhancement",
    };

    private sealed record Stratified(string Name, string[] Labels, double Q);
}
