namespace Rebound.Econometrics;

/// <summary>Single expressions, and conditions on rows.</summary>
internal sealed partial class FormulaParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    /// <summary>Arithmetic alone, for instance of weights.</summary>
    public Expression ParseExpression()
    {
        var expression = Sum();
        SkipSpace();
        return at == text.Length ? expression : throw Wrong($"'{text[at]}' is not expected here");
    }

    /// <summary>For instance <c>year &gt;= 2010 &amp; (region == "west" | !(size in (1, 2)))</c>.</summary>
    public Expression ParseCondition()
    {
        var condition = Either();
        SkipSpace();
        return at == text.Length ? condition : throw Wrong($"'{text[at]}' is not expected here");
    }

    private Expression Either()
    {
        if (++depth > DeepestNesting) throw Wrong("The brackets are nested too deeply");
        var left = Both();
        for (var position = SkipSpace(); TakeTwice('|'); position = SkipSpace()) left = new LogicExpression(position, '|', left, Both());
        depth--;
        return left;
    }

    private Expression Both()
    {
        var left = Negated();
        for (var position = SkipSpace(); TakeTwice('&'); position = SkipSpace()) left = new LogicExpression(position, '&', left, Negated());
        return left;
    }

    private Expression Negated()
    {
        var start = SkipSpace();
        if (Peek() == '!' && Peek(1) != '=')
        {
            at++;
            if (++depth > DeepestNesting) throw Wrong("The signs are nested too deeply");
            var inner = Negated();
            depth--;
            return new LogicExpression(start, '!', inner, inner);
        }
        if (Peek() == '(' && InBrackets() is { } grouped) return grouped;
        return Compared();
    }

    // '(' may open a condition or arithmetic: what follows its end decides.
    private Expression? InBrackets()
    {
        var start = at++;
        var before = depth;
        try
        {
            var inner = Either();
            if (!Take(')'))
            {
                if (Comparison(start)) throw Wrong(at < text.Length ? $"Expected ')', found '{text[at]}'" : "Expected ')', found the end");
            }
            else if (SkipSpace() == text.Length || Peek() is ')' or '&' or '|') return inner;
        }
        catch (FormulaException) when (Comparison(start) is false)
        {
            // No condition stands in the brackets: it is arithmetic, and its own error is told.
        }
        (at, depth) = (start, before);
        return null;
    }

    // Whether the brackets that open here hold a comparison, so that their error is the one to tell.
    private bool Comparison(int start)
    {
        var level = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '(') level++;
            else if (text[i] == ')' && --level == 0) return false;
            else if (text[i] is '<' or '>' or '=' or '!' or '"' or '\'') return true;
        }
        return false;
    }

    private Expression Compared()
    {
        var left = Operand();
        var position = SkipSpace();
        if (IsWord("in") || text.AsSpan(at).StartsWith("%in%", StringComparison.Ordinal)) return Listed(position, left);
        foreach (var comparison in Comparisons)
        {
            if (!text.AsSpan(at).StartsWith(comparison, StringComparison.Ordinal)) continue;
            at += comparison.Length;
            return new ComparisonExpression(position, comparison, left, Operand());
        }
        if (Peek() == '=') throw Wrong("Equality is written '=='");
        if (left is TextExpression) throw Wrong("A text is compared with a grouping, for instance region == \"west\"");
        return new ComparisonExpression(position, "!=", left, new NumberExpression(position, 0));
    }

    private Expression Listed(int position, Expression left)
    {
        at += Peek() == '%' ? 4 : 2;
        SkipSpace();
        if (IsCall("c")) Name();
        Expect('(', "Expected '(' and a list");
        Expression? any = null;
        do
        {
            var one = new ComparisonExpression(position, "==", left, Operand());
            any = any is null ? one : new LogicExpression(position, '|', any, one);
        }
        while (Take(','));
        Expect(')', "Expected ')' after the list");
        return any;
    }

    private Expression Operand()
    {
        var start = SkipSpace();
        if (Peek() is not ('"' or '\'')) return Sum();
        var quote = text[at++];
        var end = text.IndexOf(quote, at);
        if (end < 0) throw new FormulaException(text, start, "The quoted text has no end");
        var quoted = text[at..end];
        at = end + 1;
        return new TextExpression(start, quoted);
    }

    private bool IsWord(string word) => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal) && !(char.IsLetterOrDigit(Peek(word.Length)) || Peek(word.Length) is '_' or '.');

    private bool TakeTwice(char c)
    {
        if (!Take(c)) return false;
        if (Peek() == c) at++;
        return true;
    }
}
