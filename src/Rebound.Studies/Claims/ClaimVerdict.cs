namespace Rebound.Studies;

/// <summary>A judged claim.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Evidence">Sentences that give the numbers behind it, or why there are none; may be empty when the claim has no test.</param>
/// <param name="EstimateId">The estimates used, separated by "; ".</param>
/// <param name="Grade">The weakest grade of the estimates used; empty when facts alone were used.</param>
public sealed record ClaimVerdict(Claim Claim, Judgement Verdict, string Evidence, string EstimateId, string Grade);
