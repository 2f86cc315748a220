using Rebound.Econometrics;
using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>H1: cumulative cases per 100,000 people in the short run, in logs, on the standardised score and on each dimension's.</summary>
internal sealed class ControlQuestions(Study study, MechanismPanel mechanism, EstimateTable asked)
{
    public void Ask()
    {
        var panel = mechanism.Panel;
        string[] nodes = mechanism.Index is { } index ? [.. index.Nodes.Where(n => n.Depth <= 1).Select(n => n.Path == IndexNode.Total ? "" : n.Path)] : [""];
        var refusal = study.Settings.Mechanism.Control == "none" || !panel.Has("new_cases") ? "the study has no epidemic table, so control of the epidemic cannot be seen"
            : mechanism.Index is null ? "there is no resilience index to relate to the epidemic"
            : !study.Data.Cities.Any(c => c.Population > 0) ? "no population is given, so cases cannot be put per head"
            : panel.IndexOf(mechanism.Shock.Start) < 0 ? "the epidemic table does not reach the shock" : null;
        foreach (var node in nodes)
        {
            var id = node.Length == 0 ? "h1" : $"h1.{node}";
            if (refusal is not null)
            {
                asked.Refuse(id, "H1", "short", refusal);
                continue;
            }
            var table = CrossSection(node);
            var model = LinearModel.Parse("cases ~ score", Covariance.Robust);
            asked.Ask(id, "H1", "short", DesignKind.Association, () => BeforeEstimation.Check(table, model, "score"),
                () => AnsweredQuestion.Of(new AbsorbedLeastSquares().Fit(table, model), "score", mechanism.Seed),
                b => $"One standard deviation more {(node.Length == 0 ? "resilience" : node)} goes with {Phrases.Percent(b.Value)} cases per head in the short run {Phrases.Interval(b)}.");
        }
    }

    private ModelData CrossSection(string node)
    {
        var panel = mechanism.Panel;
        var z = panel[node.Length == 0 ? "index" : node].Values;
        var cases = mechanism.LogCasesOfTheShortRun();
        double[] score = [.. Enumerable.Range(0, cases.Length).Select(c => z[c * panel.PeriodCount])];
        return ModelData.Of(cases.Length).With("cases", cases).With("score", score).WithFactor("unit", new Factor([.. Enumerable.Range(0, cases.Length)], panel.Cities));
    }
}
