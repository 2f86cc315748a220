using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Time to recovery as survival: the tables survival (curves, by tercile of resilience where there is an index) and survival_hazard.</summary>
internal static class SurvivalStage
{
    private const int LeastEvents = 10; // below that, a coefficient has no trustworthy error

    public static void Run(RecoveryResult recovery, IndexResult? index, List<ResultTable> tables)
    {
        var curves = new TableBuilder("survival", "baseline", "group", "#month", "#at_risk", "#recovered", "#share_not_back", "#low", "#high");
        var hazards = new TableBuilder("survival_hazard", "baseline", "model", "term", "#hazard_ratio", "#low", "#high", "#p", "#units", "#events", "#proportional_p", "#rmst_high", "#rmst_low", "note");
        foreach (var baseline in recovery.Options.Baselines)
        {
            var spells = RecoverySpells.First(recovery, baseline);
            if (spells.Count == 0) continue;
            Curve(curves, baseline, "all", spells);
            if (index is null) continue;
            var scores = Scores(recovery, baseline, index);
            Spell[] scored = [.. spells.Where(s => !double.IsNaN(scores[s.Unit]))];
            if (scored.Length < 6) continue;
            double[] sorted = [.. scored.Select(s => scores[s.Unit]).Order()];
            var (low, high) = (Quantile.OfSorted(sorted, 1 / 3.0), Quantile.OfSorted(sorted, 2 / 3.0));
            Spell[] lowest = [.. scored.Where(s => scores[s.Unit] <= low)], highest = [.. scored.Where(s => scores[s.Unit] > high)];
            Curve(curves, baseline, "lower third", lowest);
            Curve(curves, baseline, "middle third", [.. scored.Where(s => scores[s.Unit] > low && scores[s.Unit] <= high)]);
            Curve(curves, baseline, "upper third", highest);
            Hazard(hazards, baseline, recovery, scored, scores, lowest, highest);
        }
        tables.Add(curves.Build());
        AddEnds(recovery, tables);
        if (hazards.Count > 0) tables.Add(hazards.Build());
    }

    // Every fall with a clock of its own, and the other way a fall can end: exports that stop.
    private static void AddEnds(RecoveryResult recovery, List<ResultTable> tables)
    {
        var falls = new TableBuilder("survival_recurrent", "baseline", "group", "#month", "#at_risk", "#recovered", "#share_not_back", "#low", "#high");
        var exits = new TableBuilder("survival_exits", "baseline", "#month", "#share_recovered", "#share_stopped");
        foreach (var baseline in recovery.Options.Baselines)
        {
            Curve(falls, baseline, "every fall", RecoverySpells.Recurrent(recovery, baseline));
            var spells = RecoverySpells.First(recovery, baseline);
            if (!spells.Any(s => s.End == SpellEnd.Competing)) continue;
            var incidence = CompetingRisks.Of(spells);
            for (var k = 0; k < incidence.Times.Length; k++) exits.Add(Baselines.Name(baseline), incidence.Times[k], incidence.Recovered[k], incidence.Ended[k]);
        }
        if (falls.Count > 0) tables.Add(falls.Build());
        if (exits.Count > 0) tables.Add(exits.Build());
    }

    private static void Curve(TableBuilder table, Baseline baseline, string group, IReadOnlyList<Spell> spells)
    {
        if (spells.Count == 0) return;
        var curve = SurvivalCurve.Of(spells);
        table.Add(Baselines.Name(baseline), group, 0, spells.Count, 0, 1.0, 1.0, 1.0);
        for (var k = 0; k < curve.Times.Length; k++)
        {
            var (low, high) = curve.Limits(k);
            table.Add(Baselines.Name(baseline), group, curve.Times[k], curve.AtRisk[k], curve.Events[k], curve.Survival[k], low, high);
        }
    }

    private static double[] Scores(RecoveryResult recovery, Baseline baseline, IndexResult index)
    {
        var scores = index.UnitScores(0).ToArray();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var u = 0; u < index.Units.Count; u++) places[index.Units[u]] = u;
        return [.. recovery.Units.Where(u => u.Baseline == baseline).Select(u => places.TryGetValue(u.Unit, out var place) ? scores[place] : double.NaN)];
    }

    private static void Hazard(TableBuilder table, Baseline baseline, RecoveryResult recovery, Spell[] spells, double[] scores, Spell[] lowest, Spell[] highest)
    {
        double mean = 0, squares = 0;
        foreach (var spell in spells) mean += scores[spell.Unit] / spells.Length;
        foreach (var spell in spells) squares += (scores[spell.Unit] - mean) * (scores[spell.Unit] - mean);
        var deviation = Math.Sqrt(squares / (spells.Length - 1));
        double[] Standard(Spell[] of) => [.. of.Select(s => (scores[s.Unit] - mean) / deviation)];
        Row(table, baseline, "cox", spells, () =>
        {
            var fit = CoxModel.Fit(spells, Standard(spells));
            var proportional = StudentT.TwoSidedP(Math.Sqrt(fit.ProportionalHazards[0]), double.PositiveInfinity);
            var tau = Math.Min(lowest.Max(s => s.Stop), highest.Max(s => s.Stop));
            return new HazardRow(fit.Coefficients[0], fit.ClusterErrors[0], proportional, SurvivalCurve.Of(highest).RestrictedMean(tau).Mean, SurvivalCurve.Of(lowest).RestrictedMean(tau).Mean, proportional < 0.05 ? "hazards are not proportional: read the ratio as an average, and the restricted means" : "");
        });
        Row(table, baseline, "discrete", spells, () =>
        {
            var cuts = Cuts(spells);
            var fit = DiscreteHazard.Fit(spells, Standard(spells), cuts, HazardLink.ComplementaryLogLog);
            return new HazardRow(fit.Coefficients[^1], fit.Errors[^1], null, null, null, $"hazard constant within the intervals that end in month {string.Join(", ", cuts)}");
        });
        Spell[] falls = [.. RecoverySpells.Recurrent(recovery, baseline).Where(s => !double.IsNaN(scores[s.Unit]))];
        Row(table, baseline, "cox, every fall", falls, () =>
        {
            var fit = CoxModel.Fit(falls, Standard(falls));
            var proportional = StudentT.TwoSidedP(Math.Sqrt(fit.ProportionalHazards[0]), double.PositiveInfinity);
            return new HazardRow(fit.Coefficients[0], fit.ClusterErrors[0], proportional, null, null, $"{falls.Length} falls of {falls.Select(s => s.Unit).Distinct().Count()} units, each with a clock of its own; errors by unit");
        });
    }

    // Up to four intervals with about as many recoveries each.
    private static int[] Cuts(Spell[] spells)
    {
        int[] events = [.. spells.Where(s => s.End == SpellEnd.Event).Select(s => (int)s.Stop).Order()];
        var intervals = Math.Min(4, events.Length / LeastEvents + 1);
        List<int> cuts = [];
        for (var c = 1; c < intervals; c++)
            if (events[c * events.Length / intervals - 1] is var cut && (cuts.Count == 0 || cut > cuts[^1]) && cut < events[^1]) cuts.Add(cut);
        return [.. cuts, (int)spells.Max(s => s.Stop)];
    }

    private static void Row(TableBuilder table, Baseline baseline, string model, Spell[] spells, Func<HazardRow> fit)
    {
        const string Term = "resilience, one standard deviation";
        var (name, events, units) = (Baselines.Name(baseline), spells.Count(s => s.End == SpellEnd.Event), spells.Select(s => s.Unit).Distinct().Count());
        void Refuse(string why) => table.Add(name, model, Term, null, null, null, null, units, events, null, null, null, $"refused: {why}");
        if (events < LeastEvents)
        {
            Refuse($"{events} recoveries, and {LeastEvents} are needed");
            return;
        }
        try
        {
            var row = fit();
            var z = StudentT.Quantile(0.975, double.PositiveInfinity);
            table.Add(name, model, Term, Math.Exp(row.Slope), Math.Exp(row.Slope - z * row.Error), Math.Exp(row.Slope + z * row.Error), StudentT.TwoSidedP(row.Slope / row.Error, double.PositiveInfinity), units, events, row.Proportional, row.RestrictedHigh, row.RestrictedLow, row.Note);
        }
        catch (NumericalException refused)
        {
            Refuse(refused.Message);
        }
    }

    private sealed record HazardRow(double Slope, double Error, double? Proportional, double? RestrictedHigh, double? RestrictedLow, string Note);
}
