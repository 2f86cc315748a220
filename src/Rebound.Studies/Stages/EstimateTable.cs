using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Gathers estimates, refusals and guards while the mechanism is tested.</summary>
internal sealed class EstimateTable
{
    private readonly TableBuilder estimates = new("estimates", "id", "question", "model", "outcome", "term", "horizon", "#estimate", "#se", "#ci_low", "#ci_high", "#p", "#n", "#clusters", "cluster_by", "vcov", "df_rule", "#df", "#singletons_dropped", "effects", "#r2_within", "#mde", "grade", "reason", "sentence");
    private readonly TableBuilder guards = new("guards", "model", "guard", "#value", "#threshold", "verdict", "message", "repair");

    /// <summary>Answers so far, by id; refused ones are absent.</summary>
    public Dictionary<string, (Coefficient Value, EvidenceGrade Grade, string Sentence)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Reasons of refusal, by id.</summary>
    public Dictionary<string, string> Refusals { get; } = new(StringComparer.Ordinal);

    public ResultTable Estimates() => estimates.Build();

    public ResultTable Guards() => guards.Build();

    /// <summary>Checks first, estimates then, and keeps the number with its grade or the refusal with its reason.</summary>
    public void Ask(string id, string question, string horizon, DesignKind kind, Func<IReadOnlyList<GuardResult>> check, Func<(Estimate Model, Coefficient Answer)> fit, Func<Coefficient, string> sentence)
    {
        try
        {
            var results = check();
            foreach (var g in results) guards.Add(id, g.Guard, g.Value, g.Threshold, g.Verdict.ToString().ToLowerInvariant(), g.Message, g.Repair);
            if (results.FirstOrDefault(g => g.Verdict == Verdict.Refused) is { } refused)
            {
                Refuse(id, question, horizon, $"{refused.Message} {refused.Repair}");
                return;
            }
            var (model, answer) = fit();
            Put(id, question, horizon, model, answer, GradedEvidence.Assign(new DesignFacts(kind, SensitivityReported: true), results), results, sentence(answer));
        }
        catch (Exception refusal) when (refusal is NumericalException or FormulaException)
        {
            Refuse(id, question, horizon, refusal.Message);
        }
    }

    public void Refuse(string id, string question, string horizon, string reason)
    {
        Refusals[id] = reason;
        estimates.Add(id, question, "", "", "", horizon, null, null, null, null, null, null, null, "", "", "", null, null, "", null, null, "refused", reason, $"Refused: {reason}");
    }

    private void Put(string id, string question, string horizon, Estimate model, Coefficient answer, GradedEvidence graded, IReadOnlyList<GuardResult> results, string sentence)
    {
        Answers[id] = (answer, graded.Grade, sentence);
        var detectable = results.FirstOrDefault(g => g.Guard == DetectableEffect.Name)?.Value;
        var formula = model.Model.Formula.ToString();
        estimates.Add(id, question, formula, formula.Split('~')[0].Trim(), answer.Name, horizon, answer.Value, answer.StandardError, answer.Low, answer.High, answer.P,
            model.RowCount, model.Facts.SmallestClusterCount, string.Join(" + ", model.Model.Covariance.Clusters), model.Facts.Estimator, model.Facts.Rule, model.Facts.DegreesOfFreedom, model.Sample.SingletonsDropped,
            string.Join(" + ", model.Effects.Select(e => e.Name)), model.Fit.R2Within, detectable, graded.Grade.ToString(), graded.Reason, sentence);
    }
}
