namespace Rebound.Econometrics;

/// <summary>A model as text: <c>outcome ~ regressors | absorbed effects</c>, in the notation of the field.</summary>
/// <remarks>Outcome: any arithmetic of columns with <c>log exp sqrt log1p abs I</c>. Regressors, joined by <c>+</c>: columns,
/// the same functions, products <c>a:b</c>, <c>a*b</c> (= a + b + a:b), <c>i(group, column, reference)</c> (one column a
/// group, the reference left out); <c>- 1</c> or <c>0</c> takes the intercept away. Effects, joined by <c>+</c>:
/// groupings, <c>a^b</c> (a group a pair), <c>a[x]</c> (an intercept and a slope on x a group), <c>a[[x]]</c> (the slope alone). On a
/// declared panel <c>l(x, 1:3)</c>, <c>f(x)</c>, <c>d(x)</c> are lags, leads and differences along the calendar. <c>poly(x, 3)</c>:
/// orthogonal powers. A last part <c>| endogenous ~ instruments</c> names instruments.</remarks>
public sealed class Formula
{
    internal Formula(string text, Expression outcome, string outcomeText, IReadOnlyList<Term> terms, IReadOnlyList<EffectTerm> effects, bool intercept)
    {
        (Text, Outcome, OutcomeText, Terms, EffectTerms, HasIntercept) = (text, outcome, outcomeText, terms, effects, intercept);
    }

    /// <summary>The formula as given.</summary>
    public string Text { get; }

    /// <summary>The left-hand side.</summary>
    public string OutcomeText { get; }

    /// <summary>Whether there is an intercept: none was taken away and none is absorbed.</summary>
    public bool HasIntercept { get; }

    /// <summary>The absorbed effects, as written.</summary>
    public IReadOnlyList<string> Effects => [.. EffectTerms.Select(e => e.Text)];

    /// <summary>Every column and grouping the formula reads, in the order of the text, once each.</summary>
    public IReadOnlyList<string> Variables => [.. Outcome.Reads().Select(r => r.Name)
        .Concat(Terms.SelectMany(t => t.Pieces).SelectMany(p => p.Reads()))
        .Concat(EndogenousTerms.Concat(InstrumentTerms).SelectMany(t => t.Pieces).SelectMany(p => p.Reads()))
        .Concat(EffectTerms.SelectMany(e => e.Groups.Select(g => g.Name).Concat(e.Slope is null ? [] : [e.Slope.Name])))
        .Distinct(StringComparer.Ordinal)];

    internal Expression Outcome { get; }

    internal IReadOnlyList<Term> Terms { get; }

    internal IReadOnlyList<EffectTerm> EffectTerms { get; }

    /// <summary>Regressors that hang on the error, before the '~' of the last part; empty without instruments.</summary>
    internal IReadOnlyList<Term> EndogenousTerms { get; init; } = [];

    /// <summary>Excluded instruments; empty without.</summary>
    internal IReadOnlyList<Term> InstrumentTerms { get; init; } = [];

    /// <summary>Whether the formula names endogenous regressors and instruments for them.</summary>
    public bool HasInstruments => InstrumentTerms.Count > 0;

    /// <summary>Reads a formula.</summary>
    /// <param name="text">For instance <c>log(exports) ~ index:shock + i(k, treat, -1) | unit + month</c>.</param>
    /// <exception cref="FormulaException">It cannot be read; the exception points at the character.</exception>
    public static Formula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FormulaParser(text).Parse();
    }

    /// <summary>Reads a formula that stands for one or several: <c>c(y1, y2)</c> as outcome, <c>sw(a, b)</c> (one after the other), <c>csw(a, b)</c>
    /// (one more each time), <c>sw0 csw0</c> (the same, beginning with none) among regressors or effects.</summary>
    /// <param name="text">The formula.</param>
    /// <returns>All combinations, outcomes outermost.</returns>
    /// <exception cref="FormulaException">One cannot be read; the exception points at the character of that one.</exception>
    public static IReadOnlyList<Formula> ParseAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. FormulaExpansion.Of(text).Select(Parse)];
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A product of pieces on the right-hand side.</summary>
internal sealed record Term(IReadOnlyList<Piece> Pieces)
{
    public string Name => string.Join(":", Pieces.Select(p => p.Name));
}

/// <summary>A factor of a product: a number a row, or one column a group.</summary>
internal sealed record Piece(int Position, string Name, Expression? Value, GroupPiece? Groups)
{
    public IEnumerable<string> Reads() => Value is not null
        ? Value.Reads().Select(r => r.Name)
        : Groups!.With is null ? [Groups.Group.Name] : [Groups.Group.Name, .. Groups.With.Reads().Select(r => r.Name)];
}

/// <summary>i(group, with, reference).</summary>
internal sealed record GroupPiece(NameExpression Group, Expression? With, string? WithText, string? Reference, int ReferencePosition, bool IsFactor = false);

/// <summary>An absorbed effect.</summary>
internal sealed record EffectTerm(IReadOnlyList<NameExpression> Groups, NameExpression? Slope, bool Intercept, string Text);
