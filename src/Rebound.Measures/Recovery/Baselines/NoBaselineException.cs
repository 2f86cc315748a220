using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>No unit has a pre-shock level to compare with, so no recovery can be measured.</summary>
/// <param name="reason">What is missing.</param>
/// <param name="alternative">What could be done instead.</param>
public sealed class NoBaselineException(string reason, string alternative) : NumericalException($"{reason} {alternative}")
{
    /// <summary>What is missing.</summary>
    public string Reason { get; } = reason;

    /// <summary>What could be done instead.</summary>
    public string Alternative { get; } = alternative;
}
