namespace Rebound.Econometrics;

/// <summary>The judgement of a guard on a design.</summary>
public enum Verdict
{
    /// <summary>Nothing against the design.</summary>
    Passed,

    /// <summary>The number may be printed with this warning beside it.</summary>
    Warning,

    /// <summary>The number is not printed.</summary>
    Refused,
}
