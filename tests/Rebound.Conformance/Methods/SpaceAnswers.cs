namespace Rebound.Conformance;

/// <summary>Spatial weights, autocorrelation, geodetector, ellipse.</summary>
internal static class SpaceAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
