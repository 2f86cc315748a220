namespace Rebound.Econometrics;

/// <summary>What a check of a design found.</summary>
/// <param name="Guard">Name of the check.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">What it is judged against.</param>
/// <param name="Verdict">The judgement.</param>
/// <param name="Message">What was found, in a sentence with numbers.</param>
/// <param name="Repair">What would help; empty when passed.</param>
public sealed record GuardResult(string Guard, double Value, double Threshold, Verdict Verdict, string Message, string Repair);
