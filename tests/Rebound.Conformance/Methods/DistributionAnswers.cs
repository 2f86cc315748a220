namespace Rebound.Conformance;

/// <summary>Inequality, density, convergence, transitions.</summary>
internal static class DistributionAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
