namespace Rebound.Econometrics;

/// <summary>Restrictions on coefficients, which are read by the names that are printed: <c>log(dist) = -1, k::3:treat = k::2:treat</c>.</summary>
internal sealed partial class FormulaParser
{
    /// <summary>Left less right of each restriction, with its text; a side that is left out is zero.</summary>
    public IReadOnlyList<(Expression Difference, string Text)> ParseRestrictions()
    {
        List<(Expression, string)> restrictions = [];
        do
        {
            var start = SkipSpace();
            var left = Sum();
            var position = at;
            Expression difference = left;
            if (Take('='))
            {
                Take('=');
                difference = new BinaryExpression(position, '-', left, Sum(), Slice(start));
            }
            restrictions.Add((difference, Slice(start)));
        }
        while (Take(','));
        SkipSpace();
        return at == text.Length ? restrictions : throw Wrong($"'{text[at]}' is not expected here; the coefficients are {string.Join(", ", coefficients ?? [])}");
    }

    // The longest name that stands here, blanks aside.
    private string? Coefficient()
    {
        if (coefficients is null) return null;
        var (found, end) = ((string?)null, at);
        foreach (var name in coefficients)
            if (EndOf(name) is var stop && stop > end) (found, end) = (name, stop);
        at = end;
        return found;
    }

    private int EndOf(string name)
    {
        var i = at;
        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c)) continue;
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            if (i >= text.Length || text[i] != c) return -1;
            i++;
        }
        return i < text.Length && IsPart(name[^1]) && IsPart(text[i]) ? -1 : i;

        static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
    }
}
