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
    /// <param name="id">The question's name.</param>
    /// <param name="question">H1, H2, channel or model.</param>
    /// <param name="horizon">short, long or empty.</param>
    /// <param name="facts">On what the answer rests, given what the checks found.</param>
    /// <param name="check">The checks, made before the answer is looked at.</param>
    /// <param name="answer">The answer, made when no check refuses.</param>
    /// <param name="sentence">The answer in words.</param>
    public void Ask(string id, string question, string horizon, Func<IReadOnlyList<GuardResult>, DesignFacts> facts, Func<IReadOnlyList<GuardResult>> check, Func<AnsweredQuestion> answer, Func<Coefficient, string> sentence)
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
            var found = answer();
            Put(id, question, horizon, found, GradedEvidence.Assign(facts(results), results), results, sentence(found.Value));
        }
        catch (Exception refusal) when (refusal is NumericalException or FormulaException)
        {
            Refuse(id, question, horizon, refusal.Message);
        }
    }

    /// <summary>The same for a design whose kind no check changes, without sensitivity of its own.</summary>
    public void Ask(string id, string question, string horizon, DesignKind kind, Func<IReadOnlyList<GuardResult>> check, Func<AnsweredQuestion> answer, Func<Coefficient, string> sentence) =>
        Ask(id, question, horizon, _ => new DesignFacts(kind, SensitivityReported: false), check, answer, sentence);

    public void Refuse(string id, string question, string horizon, string reason)
    {
        Refusals[id] = reason;
        estimates.Add(id, question, "", "", "", horizon, null, null, null, null, null, null, null, "", "", "", null, null, "", null, null, "refused", reason, $"Refused: {reason}");
    }

    private void Put(string id, string question, string horizon, AnsweredQuestion found, GradedEvidence graded, IReadOnlyList<GuardResult> results, string sentence)
    {
        Answers[id] = (found.Value, graded.Grade, sentence);
        var detectable = results.FirstOrDefault(g => g.Guard == DetectableEffect.Name)?.Value;
        estimates.Add(id, question, found.Model, found.Outcome, found.Value.Name, horizon, found.Value.Value, found.Value.StandardError, found.Value.Low, found.Value.High, found.Value.P,
            found.Rows, found.Clusters, found.ClusterBy, found.Covariance, found.Rule, found.DegreesOfFreedom, found.Singletons, found.Effects, found.R2Within, detectable, graded.Grade.ToString(), graded.Reason, sentence);
    }
}
