using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>No trustworthy index can be given; every reason found at that step is listed.</summary>
/// <param name="refusals">At least one reason.</param>
public sealed class IndexRefusedException(IReadOnlyList<IndexRefusal> refusals)
    : NumericalException(string.Join(" ", refusals.Select(refusal => refusal.Reason)))
{
    /// <summary>The reasons, in the order of the table.</summary>
    public IReadOnlyList<IndexRefusal> Refusals { get; } = refusals;

    internal static void ThrowIfAny(IReadOnlyList<IndexRefusal> refusals)
    {
        if (refusals.Count > 0) throw new IndexRefusedException(refusals);
    }
}
