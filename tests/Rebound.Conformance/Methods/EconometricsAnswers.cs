namespace Rebound.Conformance;

/// <summary>Cases of the econometrics form, by their id.</summary>
internal static class EconometricsAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
    };
}
