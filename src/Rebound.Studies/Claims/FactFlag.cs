namespace Rebound.Studies;

/// <summary>Something noticed about a number that a claim states.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Kind">What was noticed.</param>
/// <param name="Bearing">What it means for the claim.</param>
/// <param name="Stated">The number.</param>
/// <param name="Reference">What it was compared with.</param>
/// <param name="Message">The finding in plain language.</param>
/// <param name="Fact">The fact's id; empty when claims were compared with each other.</param>
/// <param name="Source">The fact's source.</param>
public sealed record FactFlag(string Claim, FlagKind Kind, Bearing Bearing, StatedQuantity Stated, string Reference, string Message, string Fact, string Source);
