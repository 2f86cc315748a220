namespace Rebound.Studies;

/// <summary>What one test of a claim came to.</summary>
internal sealed record Finding(Judgement Verdict, string Evidence, string EstimateId = "", string Grade = "");
