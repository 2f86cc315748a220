using Rebound.Econometrics;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>H2 over every plausible index, baseline, outcome and set of controls: the gap of the horizon on the standardised score, one number a unit.</summary>
/// <remarks>A specification that cannot be estimated keeps its row, with the reason in place of the number.</remarks>
internal sealed class SpecificationCurve(MechanismPanel mechanism)
{
    private const int LastMonths = 3;

    public ResultTable Build()
    {
        var table = new TableBuilder("specification_curve", "specification", "index", "baseline", "outcome", "controls", "horizon", "#estimate", "#ci_low", "#ci_high", "#n", "status", "reason");
        var controls = Controls().ToList();
        var scores = mechanism.Measured!.Variants.Select(v => (v.Name, Scores: Of(MechanismPanel.Standardised(v.Result, 0)))).ToList();
        foreach (var (horizon, first, last) in mechanism.Horizons())
        {
            foreach (var (baseline, outcome, values) in Outcomes(first, last))
            {
                foreach (var (name, score) in scores)
                {
                    foreach (var (control, columns) in controls)
                    {
                        var specification = $"{name}; {baseline}; {outcome}; controls: {control}; {horizon} run";
                        var model = LinearModel.Parse($"gap ~ score{string.Concat(columns.Select(c => $" + {c.Name}"))}", Covariance.Robust);
                        var data = columns.Aggregate(ModelData.Of(score.Length).With("gap", values).With("score", score), (d, c) => d.With(c.Name, c.Values));
                        try
                        {
                            var fitted = new AbsorbedLeastSquares().Fit(data, model);
                            table.Add(specification, name, baseline, outcome, control, horizon, fitted["score"].Value, fitted["score"].Low, fitted["score"].High, fitted.RowCount, "estimated", "");
                        }
                        catch (NumericalException refusal)
                        {
                            table.Add(specification, name, baseline, outcome, control, horizon, null, null, null, null, "refused", refusal.Message);
                        }
                    }
                }
            }
        }
        return table.Build();
    }

    private double[] Of(Dictionary<string, double> z) => [.. mechanism.Panel.Cities.Select(c => z.GetValueOrDefault(c, double.NaN))];

    private IEnumerable<(string Baseline, string Outcome, double[] Values)> Outcomes(Period first, Period last)
    {
        foreach (var baseline in mechanism.Baselines)
        {
            var gap = mechanism.Gap(mechanism.Panel, baseline);
            var from = last.Plus(1 - LastMonths);
            yield return (Baselines.Name(baseline), "mean gap", mechanism.MeanOf(gap, first, last));
            yield return (Baselines.Name(baseline), $"gap of the last {LastMonths} months", mechanism.MeanOf(gap, from.CompareTo(first) < 0 ? first : from, last));
        }
    }

    private IEnumerable<(string Name, (string Name, double[] Values)[] Columns)> Controls()
    {
        yield return ("none", []);
        var cities = mechanism.Panel.Cities.Count;
        (string, double[])[] all = [];
        if (mechanism.Panel.Has("exports"))
        {
            var before = mechanism.MeanOf(mechanism.Panel["exports"].Values, Period.OfMonth(mechanism.Shock.BaseFirst, 1), mechanism.Shock.Start.Plus(-1));
            all = [("size", [.. before.Select(v => v > 0 ? Math.Log(v) : double.NaN)])];
            yield return ("exports before the shock", all);
        }
        double[] people = [.. Enumerable.Range(0, cities).Select(c => mechanism.Heads(c) > 0 ? Math.Log(mechanism.Heads(c)) : double.NaN)];
        if (people.Any(double.IsFinite)) yield return (all.Length == 0 ? "population" : "exports before the shock and population", [.. all, ("people", people)]);
    }
}
