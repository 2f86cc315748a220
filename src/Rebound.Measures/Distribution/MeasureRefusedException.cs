using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>No trustworthy measure of a distribution, of space or of transitions can be given.</summary>
/// <param name="kind">What sort of reason.</param>
/// <param name="subject">The variable and year.</param>
/// <param name="units">The units, strata or classes to blame; may be empty.</param>
/// <param name="reason">What is wrong and what would mend it.</param>
public sealed class MeasureRefusedException(MeasureRefusalKind kind, Subject subject, IReadOnlyList<string> units, string reason) : NumericalException(reason)
{
    /// <summary>What sort of reason.</summary>
    public MeasureRefusalKind Kind { get; } = kind;

    /// <summary>The variable and year.</summary>
    public Subject Subject { get; } = subject;

    /// <summary>The units, strata or classes to blame; may be empty.</summary>
    public IReadOnlyList<string> Units { get; } = units;
}
