namespace Rebound.Studies;

/// <summary>Judges every claim of a study by its facts, its estimates and its own properties.</summary>
/// <remarks>Groups of a test must all hold. Where a group has several measurements of one thing and they point both ways, the claim is
/// untested and the evidence says so.</remarks>
public static class ClaimLedger
{
    /// <summary>A verdict for each claim, in the order given.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="flags">What <see cref="FactCheck"/> found about the numbers stated.</param>
    /// <param name="evidence">What the run found.</param>
    public static IReadOnlyList<ClaimVerdict> Judge(IReadOnlyList<Claim> claims, IReadOnlyList<RecordedFact> facts, IReadOnlyList<FactFlag> flags, LedgerEvidence evidence)
    {
        var estimates = new EstimateTests(evidence);
        var recorded = new FactTests(facts, flags);
        return [.. claims.Select(c => Judge(c, part => part switch
        {
            EstimateSignTest test => estimates.Sign(test),
            EstimateZeroTest test => estimates.Zero(test),
            EstimateOrderTest test => estimates.Order(test),
            FactCompareTest test => recorded.Compare(test),
            FactExtremeTest test => recorded.Extreme(test),
            PropertyTest test => Property(test, evidence),
            _ => recorded.Stated(c),
        }))];
    }

    private static ClaimVerdict Judge(Claim claim, Func<TestPart, Finding> find)
    {
        IEnumerable<IReadOnlyList<TestPart>> groups = claim.Test?.Groups ?? [];
        if (claim.Stated.Count > 0 && claim.Test?.Parts.Any(p => p is StatedTest) != true) groups = groups.Prepend([new StatedTest()]);
        var findings = groups.Select(g => OneGroup(g.Select(find).ToList())).ToList();
        if (findings.Count == 0) return new ClaimVerdict(claim, Judgement.Untested, "", "", "");
        var verdict = findings.Exists(f => f.Verdict == Judgement.Contradicted) ? Judgement.Contradicted
            : findings.Exists(f => f.Verdict == Judgement.NotTestable) ? Judgement.NotTestable
            : findings.Exists(f => f.Verdict == Judgement.Untested) ? Judgement.Untested
            : Judgement.Supported;
        return new ClaimVerdict(claim, verdict, Sentences(findings.Select(f => f.Evidence)), Joined(findings.Select(f => f.EstimateId)),
            findings.Select(f => f.Grade).Aggregate("", EstimateTests.Weaker));
    }

    private static Finding OneGroup(List<Finding> findings)
    {
        if (findings.Count == 1) return findings[0];
        var supports = findings.Exists(f => f.Verdict == Judgement.Supported);
        var contradicts = findings.Exists(f => f.Verdict == Judgement.Contradicted);
        var verdict = supports && contradicts ? Judgement.Untested : supports ? Judgement.Supported : contradicts ? Judgement.Contradicted : findings[0].Verdict;
        var text = string.Join("; but ", findings.Select(f => f.Evidence));
        return new Finding(verdict, supports && contradicts ? "The measurements point both ways: " + text : text,
            Joined(findings.Select(f => f.EstimateId)), findings.Select(f => f.Grade).Aggregate("", EstimateTests.Weaker));
    }

    private static Finding Property(PropertyTest test, LedgerEvidence evidence) => !evidence.Properties.TryGetValue(test.Name, out var value)
        ? new Finding(Judgement.NotTestable, $"this study does not have: {test.Name.Replace('_', ' ')}")
        : value == test.Value
            ? new Finding(Judgement.Supported, $"The study is built so: {test.Name} is {value}")
            : new Finding(Judgement.NotTestable, $"The study is built otherwise: {test.Name} is {value}, not {test.Value}");

    private static string Joined(IEnumerable<string> ids) => string.Join("; ", ids.Where(i => i.Length > 0).Distinct(StringComparer.Ordinal));

    private static string Sentences(IEnumerable<string> parts) => string.Join(" ", parts.Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)
        .Select(p => char.ToUpperInvariant(p[0]) + p[1..] + "."));
}
