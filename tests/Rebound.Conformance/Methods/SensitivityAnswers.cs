namespace Rebound.Conformance;

/// <summary>Uncertainty and sensitivity.</summary>
internal static class SensitivityAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
