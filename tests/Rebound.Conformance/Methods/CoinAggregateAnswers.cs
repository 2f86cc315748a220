namespace Rebound.Conformance;

/// <summary>Aggregation, ranks, comparison of indices and panels.</summary>
internal static class CoinAggregateAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
