namespace Rebound.Econometrics;

/// <summary>Writes out <c>c( )</c> on the left and <c>sw( ) csw( ) sw0( ) csw0( )</c> on the right as single formulas.</summary>
internal static class FormulaExpansion
{
    private static readonly string[] Steps = ["csw0", "csw", "sw0", "sw"];

    public static IReadOnlyList<string> Of(string text)
    {
        var tilde = text.IndexOf('~', StringComparison.Ordinal);
        if (tilde < 0) return [text];
        string left = text[..tilde], right = text[tilde..];
        string[] outcomes = left.TrimStart().StartsWith("c(", StringComparison.Ordinal) && Inside(text, left.IndexOf('(', StringComparison.Ordinal)) is var (parts, end) && text[(end + 1)..tilde].Trim().Length == 0
            ? [.. parts.Select(p => p + " ")]
            : [left];
        return [.. outcomes.SelectMany(outcome => Right(outcome + right, outcome.Length))];
    }

    private static IEnumerable<string> Right(string text, int from)
    {
        if (Find(text, from) is not var (start, open, name)) return [text];
        var (parts, end) = Inside(text, open);
        List<string> variants = name.EndsWith('0') ? ["0_"] : [];
        for (var p = 0; p < parts.Count; p++) variants.Add(name.StartsWith('c') ? string.Join(" + ", parts.Take(p + 1)) : parts[p]);
        return variants.SelectMany(variant => Right(variant == "0_" ? Without(text, start, end) : text[..start] + variant + text[(end + 1)..], from));
    }

    // The list with nothing in it: the sign before it goes too, and a part that is left empty is 1 for regressors and goes for effects.
    private static string Without(string text, int start, int end)
    {
        string before = text[..start].TrimEnd(), after = text[(end + 1)..];
        if (before.EndsWith('+')) return before[..^1] + after;
        if (after.TrimStart().StartsWith('+')) return before + " " + after.TrimStart()[1..];
        return before.EndsWith('|') ? before[..^1] + after : before + " 1" + after;
    }

    private static (int Start, int Open, string Name)? Find(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '.')) continue;
            foreach (var step in Steps)
            {
                if (string.CompareOrdinal(text, i, step, 0, step.Length) != 0) continue;
                var open = i + step.Length;
                while (open < text.Length && char.IsWhiteSpace(text[open])) open++;
                if (open < text.Length && text[open] == '(') return (i, open, step);
            }
        }
        return null;
    }

    private static (List<string> Parts, int End) Inside(string text, int open)
    {
        List<string> parts = [];
        int level = 0, from = open + 1;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] is '(' or '[') level++;
            else if (text[i] is ')' or ']') level--;
            if (level > 1 || (level == 1 && text[i] != ',') || i == open) continue;
            var part = text[from..i].Trim();
            if (part.Length == 0) throw new FormulaException(text, i, "Expected something in the list");
            parts.Add(part);
            from = i + 1;
            if (level == 0) return (parts, i);
        }
        throw new FormulaException(text, open, "The list has no end");
    }
}
