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

    private static readonly Dictionary<string, InstrumentalMethod> Instrumental = new(StringComparer.Ordinal)
    {
        ["2sls"] = InstrumentalMethod.TwoStage,
        ["liml"] = InstrumentalMethod.LimitedInformation,
        ["gmm"] = InstrumentalMethod.Moments,
    };

    public static IReadOnlyList<string> Names => [.. Families.Keys];

    /// <summary>Estimators of models that name instruments.</summary>
    public static IReadOnlyList<string> Methods => [.. Instrumental.Keys];

    public static string NameOf(GeneralisedFamily? family) => Families.First(f => f.Value == family).Key;

    public static string NameOf(InstrumentalMethod method) => Instrumental.First(m => m.Value == method).Key;

    /// <summary>Estimates models in their order; those without instruments share what they can.</summary>
    /// <exception cref="InputException">The family or the covariance does not go with instruments, or a method is named and nothing has instruments.</exception>
    public static IReadOnlyList<FittedModel> Fit(string name, string? method, ModelData data, IReadOnlyList<LinearModel> models)
    {
        var instrumented = models.Where(m => m.Formula.HasInstruments).ToArray();
        Check(name, method, instrumented);
        LinearModel[] plain = [.. models.Where(m => !m.Formula.HasInstruments)];
        IReadOnlyList<Estimate> estimates = plain.Length == 0 ? [] : Families[name] is { } family
            ? [.. plain.Select(model => new AbsorbedGeneralised().Fit(data, model, family))]
            : new AbsorbedLeastSquares().Fit(data, plain);
        var next = 0;
        return [.. models.Select(model =>
        {
            if (!model.Formula.HasInstruments) return new FittedModel(estimates[next++]);
            var fitted = new InstrumentalVariables().Fit(data, model, Instrumental[method ?? "2sls"]);
            return new FittedModel(fitted.Structural, fitted);
        })];
    }

    private static void Check(string name, string? method, LinearModel[] instrumented)
    {
        const string Effect = "nothing was estimated";
        if (instrumented.Length == 0)
        {
            if (method is not null) throw new InputException($"--method {method} is for models with instruments, and none names any", Effect, "end the model with '| endogenous ~ instruments', or leave --method out");
            return;
        }
        if (Families[name] is not null) throw new InputException($"--family {name} takes no instruments ('{instrumented[0].Formula.Text}')", Effect, "use --family ols, or take the instruments out of the model");
        if (instrumented[0].Covariance is { Kind: CovarianceKind.Hc2 or CovarianceKind.Hc3 or CovarianceKind.Cr2 or CovarianceKind.Cr3 } rule)
            throw new InputException($"--vcov {rule} adjusts residuals by leverages, which are not those of an equation with instruments", Effect, "use iid, hc1, cluster(a+b), nw(L), dk(L) or conley(km)");
    }
}
