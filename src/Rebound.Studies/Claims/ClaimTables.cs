namespace Rebound.Studies;

/// <summary>The tables of the results folder that hold claims, flags and facts.</summary>
public static class ClaimTables
{
    /// <summary>The table `claims`.</summary>
    /// <param name="verdicts">The judged claims.</param>
    public static ResultTable Claims(IReadOnlyList<ClaimVerdict> verdicts) => new("claims",
    [
        new("claim", verdicts.Select(v => v.Claim.Id)),
        new("section", verdicts.Select(v => v.Claim.Section)),
        new("text", verdicts.Select(v => v.Claim.Text)),
        new("kind", verdicts.Select(v => v.Claim.Kind.ToString().ToLowerInvariant())),
        new("expected_sign", verdicts.Select(v => v.Claim.ExpectedSign)),
        new("horizon", verdicts.Select(v => v.Claim.Horizon)),
        new("verdict", verdicts.Select(v => v.Verdict == Judgement.NotTestable ? "not testable" : v.Verdict.ToString().ToLowerInvariant())),
        new("evidence", verdicts.Select(v => v.Evidence)),
        new("estimate_id", verdicts.Select(v => v.EstimateId)),
        new("grade", verdicts.Select(v => v.Grade)),
        new("needs", verdicts.Select(v => v.Claim.Needs)),
    ]);

    /// <summary>The table `fact_flags`.</summary>
    /// <param name="flags">What was noticed about the numbers that claims state.</param>
    public static ResultTable FactFlags(IReadOnlyList<FactFlag> flags) => new("fact_flags",
    [
        new("claim", flags.Select(f => f.Claim)),
        new("flag", flags.Select(f => f.Kind.ToString().ToLowerInvariant())),
        new("stated", flags.Select(f => f.Stated.ValueText)),
        new("reference", flags.Select(f => f.Reference)),
        new("message", flags.Select(f => f.Message)),
        new("fact", flags.Select(f => f.Fact)),
        new("source", flags.Select(f => f.Source)),
    ]);

    /// <summary>The table `facts`; a value is text, because a fact may be a bound or a range.</summary>
    /// <param name="facts">The facts.</param>
    public static ResultTable Facts(IReadOnlyList<RecordedFact> facts) => new("facts",
    [
        new("id", facts.Select(f => f.Id)),
        new("period", facts.Select(f => f.Period.Text)),
        new("scope", facts.Select(f => f.Scope)),
        new("variable", facts.Select(f => f.Variable)),
        new("measure", facts.Select(f => f.Measure.ToString().ToLowerInvariant())),
        new("value", facts.Select(f => f.Value.Text)),
        new("unit", facts.Select(f => f.Unit.Text)),
        new("currency", facts.Select(f => f.Currency)),
        new("verified", facts.Select(f => f.Verified)),
        new("source", facts.Select(f => f.Source)),
    ]);
}
