namespace Rebound.Econometrics;

/// <summary>What is estimated, and how its uncertainty is measured.</summary>
/// <param name="Formula">Outcome, regressors and absorbed effects.</param>
/// <param name="Covariance">How errors may hang together.</param>
public sealed record LinearModel(Formula Formula, Covariance Covariance)
{
    /// <summary>Factors for small samples.</summary>
    public SmallSample SmallSample { get; init; } = new();

    /// <summary>An expression whose values weight the rows (variance of a row ∝ 1/weight); null for none.</summary>
    public string? Weights { get; init; }

    /// <summary>An expression that enters the linear predictor with coefficient one; null for none.</summary>
    public string? Offset { get; init; }

    /// <summary>A condition such as <c>year &gt;= 2010 &amp; region != "west"</c>; rows on which it does not hold are left out and counted. Lags still see them. Null for none.</summary>
    public string? Where { get; init; }

    /// <summary>Coverage of the intervals, between 0 and 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Whether rows that are alone in an absorbed group are dropped.</summary>
    public SingletonRule Singletons { get; init; } = SingletonRule.Drop;

    /// <summary>What happens when the model fits exactly.</summary>
    public PerfectFitRule PerfectFit { get; init; } = PerfectFitRule.Refuse;

    /// <summary>Whether a least-squares model with absorbed effects has the average effect as its intercept.</summary>
    public ConstantRule Constant { get; init; }

    /// <summary>Which information stands behind the errors of a likelihood; least squares has one only.</summary>
    public LikelihoodInformation Information { get; init; }

    /// <summary>For comparisons with R's glm and fixest: a likelihood ends where its deviance moves by less than this share, with Fisher's steps, and its errors are
    /// those of the weights before the last step, θ's as MASS's theta.ml has it. Null drives it to rounding error.</summary>
    public double? DevianceTolerance { get; init; }

    /// <summary>Every column and grouping the model reads, in the order of the formula, weights, condition, covariance, once each.</summary>
    /// <exception cref="FormulaException">Weights or condition cannot be read.</exception>
    public IReadOnlyList<string> Variables => [.. Formula.Variables
        .Concat(Weights is null ? [] : new FormulaParser(Weights).ParseExpression().Reads().Select(r => r.Name))
        .Concat(Offset is null ? [] : new FormulaParser(Offset).ParseExpression().Reads().Select(r => r.Name))
        .Concat(Where is null ? [] : new FormulaParser(Where).ParseCondition().Reads().Select(r => r.Name))
        .Concat(Covariance.Clusters.SelectMany(c => c.Split('^', StringSplitOptions.TrimEntries)))
        .Concat(Covariance.Places)
        .Distinct(StringComparer.Ordinal)];

    /// <summary>The columns among them that only numbers can fill: outcome, slopes, weights, whatever enters arithmetic.</summary>
    internal IReadOnlyList<string> Numbers => [.. Formula.Outcome.Reads().Select(r => r.Name)
        .Concat(Formula.Terms.Concat(Formula.EndogenousTerms).Concat(Formula.InstrumentTerms).SelectMany(t => t.Pieces).SelectMany(p => p.Value is { } v and not NameExpression ? v.Reads() : p.Groups?.With?.Reads() ?? []).Select(r => r.Name))
        .Concat(Formula.EffectTerms.Where(e => e.Slope is not null).Select(e => e.Slope!.Name))
        .Concat(Weights is null ? [] : new FormulaParser(Weights).ParseExpression().Reads().Select(r => r.Name))
        .Concat(Offset is null ? [] : new FormulaParser(Offset).ParseExpression().Reads().Select(r => r.Name))
        .Concat(Covariance.Places)
        .Distinct(StringComparer.Ordinal)];

    /// <summary>The columns whose values enter, if only as a regressor or in a condition; the others group rows and nothing else.</summary>
    internal IReadOnlyList<string> Valued => [.. Numbers
        .Concat(Formula.Terms.Concat(Formula.EndogenousTerms).Concat(Formula.InstrumentTerms).SelectMany(t => t.Pieces).SelectMany(p => p.Value?.Reads() ?? []).Select(r => r.Name))
        .Concat(Where is null ? [] : new FormulaParser(Where).ParseCondition().Reads().Select(r => r.Name))
        .Distinct(StringComparer.Ordinal)];

    /// <summary>Reads the formula and pairs it with a covariance.</summary>
    /// <param name="formula">Text of the formula.</param>
    /// <param name="covariance">How errors may hang together.</param>
    /// <exception cref="FormulaException">The formula cannot be read.</exception>
    public static LinearModel Parse(string formula, Covariance covariance) => new(Formula.Parse(formula), covariance);
}

/// <summary>What happens to rows that are alone in an absorbed group.</summary>
public enum SingletonRule
{
    /// <summary>They are dropped, again and again until none is left (Correia, 2015), and counted.</summary>
    Drop,

    /// <summary>They stay: slopes are the same, clustered errors come out too small.</summary>
    Keep,
}

/// <summary>What happens when the residuals are nothing but rounding error.</summary>
public enum PerfectFitRule
{
    /// <summary><see cref="PerfectFitException"/>.</summary>
    Refuse,

    /// <summary>The estimate is given; its errors are rounding errors.</summary>
    Allow,
}
