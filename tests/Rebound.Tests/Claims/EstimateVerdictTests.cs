using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Claims;

public sealed class EstimateVerdictTests
{
    [Theory]
    [InlineData(0.1, 0.3, "+", Judgement.Supported)]
    [InlineData(0.1, 0.3, "-", Judgement.Contradicted)]
    [InlineData(-0.3, -0.1, "-", Judgement.Supported)]
    [InlineData(-0.1, 0.3, "+", Judgement.Untested)]
    [InlineData(-0.1, 0.3, "-", Judgement.Untested)]
    [InlineData(0.0, 0.3, "-", Judgement.Untested)]
    public void An_interval_that_covers_zero_is_never_called_a_contradiction(double low, double high, string sign, Judgement verdict) =>
        Assert.Equal(verdict, Judge($"estimate:h2.short {sign}", ("h2.short", low, high, "B", "")).Verdict);

    [Theory]
    [InlineData(-0.03, 0.04, Judgement.Supported)]
    [InlineData(-0.03, 0.08, Judgement.Untested)]
    [InlineData(0.02, 0.08, Judgement.Untested)]
    [InlineData(0.06, 0.08, Judgement.Contradicted)]
    [InlineData(-0.08, -0.06, Judgement.Contradicted)]
    [InlineData(0.01, 0.04, Judgement.Supported)]
    public void No_effect_is_shown_by_equivalence_and_not_by_a_wide_interval(double low, double high, Judgement verdict) =>
        Assert.Equal(verdict, Judge("estimate:shock.long within 0.05", ("shock.long", low, high, "B", "")).Verdict);

    [Theory]
    [InlineData(-0.5, -0.3, 0.1, 0.2, Judgement.Supported)]
    [InlineData(-0.2, 0.1, 0.3, 0.5, Judgement.Contradicted)]
    [InlineData(-0.5, -0.1, 0.1, 0.2, Judgement.Untested)]
    public void The_larger_of_two_effects_is_told_by_size_and_not_by_sign(double low, double high, double otherLow, double otherHigh, Judgement verdict)
    {
        var judged = Judge("estimate:a.short > a.long", ("a.short", low, high, "B", ""), ("a.long", otherLow, otherHigh, "C", ""));
        Assert.Equal((verdict, "a.short; a.long", "C"), (judged.Verdict, judged.EstimateId, judged.Grade));
    }

    [Fact]
    public void A_refused_estimate_makes_a_claim_not_testable_with_its_reason()
    {
        var judged = Judge("estimate:h1 +", ("h1", double.NaN, double.NaN, "refused", "only one unit"));
        Assert.Equal(Judgement.NotTestable, judged.Verdict);
        Assert.Contains("only one unit", judged.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_estimates_the_refused_stage_gives_the_reason()
    {
        var stages = new ResultTable("stages", [new("stage", ["index", "mechanism"]), new("status", ["refused", "refused"]), new("reason", ["no indicators", "one unit cannot be compared"])]);
        var claims = LedgerFixture.Claims([], "1,1,Text,mechanism,,+,,estimate:h1,,n");
        var judged = Assert.Single(ClaimLedger.Judge(claims, [], [], LedgerEvidence.None with { Stages = stages }));
        Assert.Equal((Judgement.NotTestable, "There is no estimate h1: one unit cannot be compared."), (judged.Verdict, judged.Evidence));
    }

    [Fact]
    public void All_groups_must_hold_and_the_weakest_grade_counts()
    {
        (string, double, double, string, string)[] estimates = [("a", 0.1, 0.2, "A", ""), ("b", 0.1, 0.2, "C", ""), ("c", -0.2, -0.1, "A", "")];
        Assert.Equal((Judgement.Supported, "C"), (Judge("estimate:a +;estimate:b +", estimates).Verdict, Judge("estimate:a +;estimate:b +", estimates).Grade));
        Assert.Equal(Judgement.Contradicted, Judge("estimate:a +;estimate:c +", estimates).Verdict);
        Assert.Equal(Judgement.Untested, Judge("estimate:a + | estimate:c +", estimates).Verdict);
    }

    [Theory]
    [InlineData("4", Judgement.Supported)]
    [InlineData("3", Judgement.NotTestable)]
    public void A_definition_holds_when_the_study_is_built_so(string dimensions, Judgement verdict)
    {
        var claims = LedgerFixture.Claims([], "1,1,Four.,definition,,,,definition:dimensions=4,,n");
        var evidence = LedgerEvidence.None with { Properties = new Dictionary<string, string> { ["dimensions"] = dimensions } };
        Assert.Equal(verdict, Assert.Single(ClaimLedger.Judge(claims, [], [], evidence)).Verdict);
    }

    [Theory]
    [InlineData("fact:a > 0", Judgement.Supported)]
    [InlineData("fact:a < 0", Judgement.Contradicted)]
    [InlineData("fact:zero > 0", Judgement.Untested)]
    [InlineData("fact:zero >= 0", Judgement.Supported)]
    [InlineData("fact:a > b", Judgement.Supported)]
    [InlineData("fact:b > a", Judgement.Contradicted)]
    [InlineData("fact:bound > 80", Judgement.Supported)]
    [InlineData("fact:bound > 90", Judgement.Untested)]
    [InlineData("fact:max(a)", Judgement.Untested)]
    [InlineData("fact:max(b)", Judgement.Contradicted)]
    public void Facts_are_compared_within_their_rounding(string test, Judgement verdict)
    {
        var facts = LedgerFixture.Facts("a,2031-05,F,salt,growth,6.3,%,EUR,yes,s", "b,2031-04,F,salt,growth,-4.7,%,EUR,yes,s", "zero,2031-03,F,tea,growth,0.0,%,EUR,yes,s", "bound,2031-03,F,firms,share,>80,%,,yes,s");
        var claims = LedgerFixture.Claims(facts, $"1,1,Text,fact,,,,{test},,n");
        Assert.Equal(verdict, Assert.Single(ClaimLedger.Judge(claims, facts, [], LedgerEvidence.None)).Verdict);
    }

    private static ClaimVerdict Judge(string test, params (string Id, double Low, double High, string Grade, string Reason)[] estimates)
    {
        var table = new ResultTable("estimates",
        [
            new("id", estimates.Select(e => e.Id)), new("estimate", estimates.Select(e => (e.Low + e.High) / 2)),
            new("ci_low", estimates.Select(e => e.Low)), new("ci_high", estimates.Select(e => e.High)),
            new("grade", estimates.Select(e => e.Grade)), new("reason", estimates.Select(e => e.Reason)),
        ]);
        var claims = LedgerFixture.Claims([], $"1,1,Text,mechanism,,,,{test},,n");
        return Assert.Single(ClaimLedger.Judge(claims, [], [], LedgerEvidence.None with { Estimates = table }));
    }
}
