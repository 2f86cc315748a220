namespace Rebound.Conformance;

/// <summary>Spatial regression.</summary>
internal static class SpatialModelAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
