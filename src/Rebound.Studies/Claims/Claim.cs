namespace Rebound.Studies;

/// <summary>A statement to judge.</summary>
/// <param name="Id">Its identifier in claims.csv.</param>
/// <param name="Section">Where the source makes it; numbers of one section stand side by side.</param>
/// <param name="Text">The statement.</param>
/// <param name="Kind">Fact, definition, mechanism, policy or gap.</param>
/// <param name="Relates">What it relates, for instance "resilience > control".</param>
/// <param name="ExpectedSign">"+", "-", "0" or empty.</param>
/// <param name="Horizon">"short", "long", "both" or empty.</param>
/// <param name="Test">How it is judged; null when nothing in a study can judge it yet.</param>
/// <param name="Stated">The numbers it states.</param>
/// <param name="Needs">What data would settle it.</param>
public sealed record Claim(string Id, string Section, string Text, ClaimKind Kind, string Relates, string ExpectedSign, string Horizon, ClaimTest? Test, IReadOnlyList<StatedQuantity> Stated, string Needs);
