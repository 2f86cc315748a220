namespace Rebound.Econometrics;

/// <summary>A model as text: <c>outcome ~ regressors | absorbed effects</c>, in the notation of the field.</summary>
/// <remarks>Outcome: any arithmetic of columns with <c>log exp sqrt log1p abs I</c>. Regressors, joined by <c>+</c>: columns,
/// the same functions, products <c>a:b</c>, <c>a*b</c> (= a + b + a:b), <c>i(group, column, reference)</c> (one column a
/// group, the reference left out); <c>- 1</c> or <c>0</c> takes the intercept away. Effects, joined by <c>+</c>:
/// groupings, <c>a^b</c> (a group a pair), <c>a[x]</c> (an intercept and a slope on x a group), <c>a[[x]]</c> (the slope alone).</remarks>
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
        .Concat(EffectTerms.SelectMany(e => e.Groups.Select(g => g.Name).Concat(e.Slope is null ? [] : [e.Slope.Name])))
        .Distinct(StringComparer.Ordinal)];

    internal Expression Outcome { get; }

    internal IReadOnlyList<Term> Terms { get; }

    internal IReadOnlyList<EffectTerm> EffectTerms { get; }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">For instance <c>log(exports) ~ index:shock + i(k, treat, -1) | unit + month</c>.</param>
    /// <exception cref="FormulaException">It cannot be read; the exception points at the character.</exception>
    public static Formula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FormulaParser(text).Parse();
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
internal sealed record GroupPiece(NameExpression Group, Expression? With, string? WithText, string? Reference, int ReferencePosition);

/// <summary>An absorbed effect.</summary>
internal sealed record EffectTerm(IReadOnlyList<NameExpression> Groups, NameExpression? Slope, bool Intercept, string Text);
