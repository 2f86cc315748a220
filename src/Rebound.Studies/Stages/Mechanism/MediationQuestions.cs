using Rebound.Econometrics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>How much of what resilience goes with in exports goes by way of fewer cases, with what speaks against reading it so.</summary>
/// <remarks>One number a unit: ln cumulative cases per 100,000 people in the short run as in H1, mean gap of the horizon; population and exports before the shock held fixed, dimensions as yardsticks of how strong an observed confounder is.</remarks>
internal sealed class MediationQuestions(Study study, MechanismPanel mechanism, EstimateTable asked)
{
    private const string Question = "mediated", Gap = "gap", Score = "score", Cases = "cases", Before = "before", People = "people", Size = "size", Flow = "flow";
    private const int MonthsBefore = 12;

    public void Ask()
    {
        var panel = mechanism.Panel;
        var refusal = study.Settings.Mechanism.Control == "none" || !panel.Has("new_cases") ? "the study has no epidemic table, so control of the epidemic cannot be seen"
            : mechanism.Index is null ? "there is no resilience index"
            : !panel.Has(Gap) ? "there is no recovery path to explain"
            : !study.Data.Cities.Any(c => c.Population > 0) ? "no population is given, so cases cannot be put per head"
            : panel.IndexOf(mechanism.Shock.Start) < 0 ? "the epidemic table does not reach the shock" : null;
        var leads = new Dictionary<int, GuardResult>();
        foreach (var (horizon, first, last) in mechanism.Horizons())
        {
            var id = $"mediated.{horizon}";
            if (refusal is not null)
            {
                asked.Refuse(id, Question, horizon, refusal);
                continue;
            }
            var table = CrossSection(first, last);
            MediatedEffect? effect = null;
            asked.Ask(id, Question, horizon, _ => new DesignFacts(DesignKind.Conditional, SensitivityReported: true),
                () =>
                {
                    string[] controls = Controls(table);
                    List<GuardResult> checks = [.. BeforeEstimation.Check(table, LinearModel.Parse($"{Gap} ~ {string.Join(" + ", [Cases, Score, .. controls])}", Covariance.Robust), Cases)];
                    if (checks.Exists(c => c.Verdict == Verdict.Refused)) return checks;
                    effect = new Mediation(Gap, Score, Cases, controls, Dimensions()).Of(table);
                    var direction = Math.Sign(effect.Second.Value);
                    if (!leads.TryGetValue(direction, out var lead)) leads[direction] = lead = Lead(direction);
                    checks.AddRange(MediatorSensitivity.Check(effect), MediatorPlacebo.Check(table, Before, Cases, [Score, .. controls]), lead);
                    return checks;
                },
                () => new AnsweredQuestion(effect!.Indirect, $"{Gap} ~ {Cases} + {Score}; {Cases} ~ {Score}", Gap, effect.Rows, null, "", "delta method, HC1", "t(n − k)", effect.Indirect.DegreesOfFreedom, 0, "", null),
                b => $"In the {horizon} run, one standard deviation more resilience goes with exports {Phrases.Percent(b.Value)} by way of the cases of the short run {Phrases.Interval(b)}.");
        }
    }

    private string[] Dimensions() => [.. mechanism.Index!.Nodes.Where(n => n.Depth == 1).Select(n => n.Path)];

    private static string[] Controls(ModelData table) => [.. new[] { People, Size }.Where(table.HasColumn)];

    private ModelData CrossSection(Period first, Period last)
    {
        var panel = mechanism.Panel;
        var cities = panel.Cities.Count;
        double[] Constant(string name) => [.. Enumerable.Range(0, cities).Select(c => panel[name].Values[c * panel.PeriodCount])];
        var table = ModelData.Of(cities).With(Gap, mechanism.MeanOf(panel[Gap].Values, first, last)).With(Cases, mechanism.LogCasesOfTheShortRun()).With(Score, Constant("index"))
            .With(Before, mechanism.MeanOf(panel[Gap].Values, mechanism.Shock.Start.Plus(-MonthsBefore), mechanism.Shock.Start.Plus(-1)))
            .With(People, [.. Enumerable.Range(0, cities).Select(c => mechanism.Heads(c) > 0 ? Math.Log(mechanism.Heads(c)) : double.NaN)]);
        foreach (var dimension in Dimensions()) table = table.With(dimension, Constant(dimension));
        return panel.Has("exports")
            ? table.With(Size, [.. mechanism.MeanOf(panel["exports"].Values, Period.OfMonth(mechanism.Shock.BaseFirst, 1), mechanism.Shock.Start.Plus(-1)).Select(v => v > 0 ? Math.Log(v) : double.NaN)])
            : table;
    }

    // Over all months from the shock on: the later ones tell what was still to come.
    private GuardResult Lead(int direction)
    {
        var panel = mechanism.Panel;
        var heads = Enumerable.Range(0, panel.RowCount).Select(r => mechanism.Heads(r / panel.PeriodCount)).ToArray();
        panel = panel.With(new Variable(Flow, [.. panel["new_cases"].Values.Select((v, r) => heads[r] > 0 ? Math.Max(0, v) / heads[r] : double.NaN)], Unit.Number))
            .With(new Variable(People, [.. heads.Select(h => h > 0 ? Math.Log(h) : double.NaN)], Unit.Number));
        return MediatorLead.Check(ModelData.From(panel, mechanism.Shock.Start, mechanism.Last), Gap, Flow, panel.Has("stringency") ? ["stringency"] : [], ["index", People], direction);
    }
}
