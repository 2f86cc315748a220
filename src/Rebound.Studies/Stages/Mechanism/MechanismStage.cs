using Rebound.Econometrics;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Tests the mechanism: resilience → control of the epidemic (H1), resilience → exports by horizon (H2), policy → exports, control → channels → exports, and each dimension → each channel.</summary>
internal sealed class MechanismStage(Study study, MeasuredIndex? measured, RecoveryResult? recovery, List<ResultTable> tables)
{
    private readonly EstimateTable asked = new();
    private readonly MechanismPanel mechanism = new(study, measured, recovery);

    public EstimateTable Run()
    {
        new ControlQuestions(study, mechanism, asked).Ask();
        new ExportQuestions(study, mechanism, asked, tables).Ask();
        new StringencyQuestions(mechanism, asked).Ask();
        var channels = new ChannelQuestions(study, mechanism, asked);
        channels.Ask();
        new LinkQuestions(study, mechanism, asked).Ask();
        new MediationQuestions(study, mechanism, asked).Ask();
        OwnModels();
        if (mechanism.Measured is not null && mechanism.Panel.Has("gap")) tables.Add(new SpecificationCurve(mechanism).Build());
        tables.Add(asked.Estimates());
        tables.Add(asked.Guards());
        tables.Add(Paths(channels));
        return asked;
    }

    // A model that the study writes down is answered as the association it is, with what speaks against it beside it.
    private void OwnModels()
    {
        foreach (var own in study.Settings.Models)
        {
            try
            {
                var window = ModelData.From(mechanism.Panel, own.Window?.First, own.Window?.Last);
                var model = LinearModel.Parse(own.Formula, Covariance.ClusteredBy([.. own.Cluster]));
                var fitted = new AbsorbedLeastSquares().Fit(window, model);
                foreach (var coefficient in fitted.Coefficients)
                    asked.Ask(fitted.Coefficients.Count == 1 ? $"model.{own.Id}" : $"model.{own.Id}.{coefficient.Name}", "model", "", DesignKind.Association,
                        () => [.. BeforeEstimation.Check(window, model, coefficient.Name), .. TwoWayChecks(window, fitted, coefficient.Name)],
                        () => AnsweredQuestion.Of(fitted, coefficient, mechanism.Seed), b => $"Model {own.Id}: {b.Name} {Phrases.Plain(b)}.");
            }
            catch (Exception e) when (e is NumericalException or FormulaException)
            {
                asked.Refuse($"model.{own.Id}", "model", "", e.Message);
            }
        }
    }

    // A two-way coefficient is never printed without its weights and its controls.
    private static IEnumerable<GuardResult> TwoWayChecks(ModelData window, Estimate fitted, string term)
    {
        string[] effects = [.. fitted.Effects.Select(e => e.Name)];
        if (term != "stringency" || !effects.Contains("unit", StringComparer.Ordinal) || !effects.Contains("month", StringComparer.Ordinal)) yield break;
        yield return NegativeWeights.Check(window, term);
        var clean = CleanControls.CheckSwitches(window, "gap", term);
        yield return clean.Verdict == Verdict.Refused ? clean with { Verdict = Verdict.Warning, Repair = $"Printed because the study asks for it, as an association only. {clean.Repair}" } : clean;
    }

    private ResultTable Paths(ChannelQuestions channels)
    {
        var table = new TableBuilder("paths", "source", "target", "#estimate", "#ci_low", "#ci_high", "grade", "status", "reason", "estimate_id");
        void Arrow(string source, string target, string id)
        {
            if (asked.Answers.TryGetValue(id, out var found)) table.Add(source, target, found.Value.Value, found.Value.Low, found.Value.High, found.Grade.ToString(), "estimated", "", id);
            else table.Add(source, target, null, null, null, "refused", "refused", asked.Refusals.GetValueOrDefault(id, "not asked"), id);
        }
        Arrow("resilience", "control", "h1");
        foreach (var (_, variable, id) in channels.Asked)
        {
            Arrow("control", variable, $"control.{id}.short");
            Arrow(variable, "exports", $"channel.{id}.short");
        }
        Arrow("resilience", "exports", "h2.short");
        return table.Build();
    }
}
