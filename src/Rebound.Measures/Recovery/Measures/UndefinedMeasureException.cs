using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A measure does not exist for the numbers given.</summary>
/// <param name="measure">What was asked.</param>
/// <param name="reason">Why it does not exist.</param>
/// <param name="repair">What would make it possible.</param>
internal sealed class UndefinedMeasureException(string measure, string reason, string repair) : NumericalException($"{measure} is not defined: {reason}; {repair}.")
{
    /// <summary>Why it does not exist.</summary>
    public string Reason { get; } = reason;

    /// <summary>What would make it possible.</summary>
    public string Repair { get; } = repair;
}
