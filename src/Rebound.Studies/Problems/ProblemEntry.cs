namespace Rebound.Studies;

/// <summary>What a problem code means, apart from the place where it was met.</summary>
/// <param name="Code">RB and four digits.</param>
/// <param name="Title">The problem in a few words.</param>
/// <param name="Meaning">When it is told, and why it is one.</param>
/// <param name="Effect">What it does to the analysis.</param>
/// <param name="Repair">What to change.</param>
public sealed record ProblemEntry(string Code, string Title, string Meaning, string Effect, string Repair);
