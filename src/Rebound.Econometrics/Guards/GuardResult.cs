namespace Rebound.Econometrics;

/// <summary>What a check of a design found.</summary>
/// <param name="Guard">Name of the check.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">What it is judged against.</param>
/// <param name="Verdict">The judgement.</param>
/// <param name="Message">What was found, in a sentence with numbers.</param>
/// <param name="Repair">What would help; empty when passed.</param>
public sealed record GuardResult(string Guard, double Value, double Threshold, Verdict Verdict, string Message, string Repair);

/// <summary>The judgement of a check.</summary>
public enum Verdict
{
    /// <summary>Nothing against the design.</summary>
    Passed,

    /// <summary>The number may be printed with this warning beside it.</summary>
    Warning,

    /// <summary>The number is not printed.</summary>
    Refused,
}
