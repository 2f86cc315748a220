using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>The estimator that a family's name asks for.</summary>
internal static class EstimateFamily
{
    private static readonly Dictionary<string, GeneralisedFamily?> Families = new(StringComparer.Ordinal)
    {
        ["ols"] = null,
        ["poisson"] = GeneralisedFamily.Poisson,
        ["logit"] = GeneralisedFamily.Logit,
        ["probit"] = GeneralisedFamily.Probit,
        ["cloglog"] = GeneralisedFamily.ComplementaryLogLog,
        ["negbin"] = GeneralisedFamily.NegativeBinomial,
    };

    public static IReadOnlyList<string> Names => [.. Families.Keys];

    public static IReadOnlyList<Estimate> Fit(string name, ModelData data, IReadOnlyList<LinearModel> models) => Families[name] is { } family
        ? [.. models.Select(model => new AbsorbedGeneralised().Fit(data, model, family))]
        : new AbsorbedLeastSquares().Fit(data, models);
}
