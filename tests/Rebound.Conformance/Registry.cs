namespace Rebound.Conformance;

/// <summary>All methods that cases can ask for. Each family keeps its own dictionary, from a method's name or a case's id to a function.</summary>
internal static class Registry
{
    private static readonly Dictionary<string, Func<Case, Answer>> Methods = new[]
    {
        CoinDataAnswers.Methods, CoinAggregateAnswers.Methods, ToolkitAnswers.Methods, SensitivityAnswers.Methods, SpaceAnswers.Methods,
        DistributionAnswers.Methods, RecoveryAnswers.Methods, SpatialModelAnswers.Methods, EconometricsAnswers.Methods, CovarianceAnswers.Methods, CertifiedAnswers.Methods, GeneralisedAnswers.Methods,
        InstrumentAnswers.Methods, RandomEffectsAnswers.Methods, StataPanelAnswers.Methods,
    }.SelectMany(family => family).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    /// <summary>The method of a case: one registered for its id goes before one registered for its method's name.</summary>
    public static Func<Case, Answer>? Find(Case question) => Methods.GetValueOrDefault(question.Id) ?? Methods.GetValueOrDefault(question.Method);
}
