using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>A set of values that a test does not reject; it need not be one interval.</summary>
/// <param name="Name">The coefficient.</param>
/// <param name="Confidence">Coverage.</param>
/// <param name="Parts">Disjoint intervals in ascending order; ends may be infinite; none when every value is rejected.</param>
public sealed record ConfidenceSet(string Name, double Confidence, IReadOnlyList<ConfidencePart> Parts)
{
    /// <summary>Whether every value is rejected: the instruments contradict each other.</summary>
    public bool IsEmpty => Parts.Count == 0;

    /// <summary>Whether the set reaches to infinity: the instruments say too little.</summary>
    public bool IsUnbounded => Parts.Any(p => double.IsInfinity(p.Low) || double.IsInfinity(p.High));

    /// <summary>Whether a value is in the set.</summary>
    /// <param name="value">Any number.</param>
    public bool Contains(double value) => Parts.Any(p => p.Low <= value && value <= p.High);

    /// <inheritdoc/>
    public override string ToString() => IsEmpty ? "empty" : string.Join(" and ", Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.Low:G6}, {p.High:G6}]")));
}

/// <summary>A closed interval.</summary>
/// <param name="Low">Its lower end, −∞ allowed.</param>
/// <param name="High">Its upper end, +∞ allowed.</param>
public readonly record struct ConfidencePart(double Low, double High);
