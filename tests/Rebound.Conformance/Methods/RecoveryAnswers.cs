namespace Rebound.Conformance;

/// <summary>Baselines and measures of recovery.</summary>
internal static class RecoveryAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
