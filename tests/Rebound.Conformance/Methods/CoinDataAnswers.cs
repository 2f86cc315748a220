namespace Rebound.Conformance;

/// <summary>Description, normalisation, imputation, denomination, screening and treatment of indicators.</summary>
internal static class CoinDataAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
