using System.Globalization;
using System.Text;

namespace Rebound.Econometrics;

/// <summary>A recursive-descent reader of formulas; every message points at a character.</summary>
internal sealed partial class FormulaParser(string text, IReadOnlyList<string>? coefficients = null)
{
    private const int DeepestNesting = 200;
    private static readonly string[] Functions = ["log", "exp", "sqrt", "log1p", "abs", "I"];
    private int at;
    private int depth;

    public Formula Parse()
    {
        var start = SkipSpace();
        var outcome = Sum();
        var outcomeText = Slice(start);
        Expect('~', "Expected '~' between the outcome and the regressors");
        List<Term> terms = [];
        var intercept = Regressors(terms);
        List<EffectTerm> effects = [];
        List<Term> endogenous = [], instruments = [];
        if (Take('|'))
        {
            if (AreInstruments()) Instruments(endogenous, instruments);
            else Effects(effects);
            if (instruments.Count == 0 && Take('|')) Instruments(endogenous, instruments);
        }
        SkipSpace();
        if (at < text.Length) throw Wrong($"'{text[at]}' is not expected here");
        return new Formula(text, outcome, outcomeText, terms, effects, intercept && !effects.Exists(e => e.Intercept)) { EndogenousTerms = endogenous, InstrumentTerms = instruments };
    }

    // A part after a bar that has a '~' of its own names endogenous regressors and their instruments.
    private bool AreInstruments()
    {
        var end = text.IndexOf('|', at);
        return text.AsSpan(at, (end < 0 ? text.Length : end) - at).Contains('~');
    }

    private void Instruments(List<Term> endogenous, List<Term> instruments)
    {
        Listed(endogenous, "an endogenous regressor");
        Expect('~', "Expected '~' between the endogenous regressors and the instruments");
        Listed(instruments, "an instrument");
        if (instruments.Count < endogenous.Count) throw Wrong($"{endogenous.Count} endogenous regressors need at least as many instruments, here are {instruments.Count}");
    }

    private void Listed(List<Term> terms, string what)
    {
        do
        {
            SkipSpace();
            if (Peek() is '0' or '1' or '-') throw Wrong($"Expected {what}, found '{Peek()}'");
            terms.AddRange(Product());
        }
        while (Take('+'));
    }

    private bool Regressors(List<Term> terms)
    {
        var intercept = true;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var minus = Take('-');
        while (true)
        {
            var start = SkipSpace();
            if (Peek() is '0' or '1' && !IsName(1) && !char.IsDigit(Peek(1)) && Peek(1) is not ('.' or 'e' or 'E'))
            {
                var one = text[at++] == '1';
                intercept = minus ? intercept && !one : one && intercept;
            }
            else if (minus) throw new FormulaException(text, start, "Only the intercept can be taken away: '- 1'");
            else
                foreach (var term in Product())
                    if (names.Add(term.Name)) terms.Add(term);
            if (Take('+')) minus = false;
            else if (Take('-')) minus = true;
            else return intercept;
        }
    }

    // a*b*c = every product of the parts; a:b binds tighter.
    private List<Term> Product()
    {
        var terms = Interaction();
        while (Take('*'))
        {
            var next = Interaction();
            terms = [.. terms, .. next, .. terms.SelectMany(t => next.Select(n => new Term([.. t.Pieces, .. n.Pieces])))];
            if (terms.Count > 64) throw Wrong("Too many factors in one product");
        }
        return [.. terms.OrderBy(t => t.Pieces.Count)];
    }

    // l(x, 1:3) and poly(x, 3) stand for several regressors, each of which multiplies.
    private List<Term> Interaction()
    {
        List<Term> terms = [.. Pieces().Select(p => new Term([p]))];
        while (Take(':'))
        {
            var next = Pieces();
            terms = [.. terms.SelectMany(t => next.Select(p => new Term([.. t.Pieces, p])))];
        }
        return terms;
    }

    private List<Piece> Pieces()
    {
        var start = SkipSpace();
        foreach (var name in Shifts)
            if (IsCall(name)) return Shifted(start);
        return IsCall("poly") ? Polynomial(start) : [SinglePiece()];
    }

    private Piece SinglePiece()
    {
        var start = SkipSpace();
        if (Peek() == '(') throw Wrong("Groups of regressors in brackets are not available: write the products out, or use I( ) for arithmetic");
        if (Peek() == '^') throw Wrong("Powers are written inside I( ), for instance I(x^2)");
        if (!IsName(0)) throw Wrong(at < text.Length ? $"Expected a regressor, found '{text[at]}'" : "Expected a regressor, found the end");
        var name = Name();
        if (Peek() == '^') throw Wrong("Powers are written inside I( ), for instance I(x^2)");
        if (Peek() != '(') return new Piece(start, name, new NameExpression(start, name), null);
        if (name == "i") return Groups(start);
        if (name == "factor") return FactorOf(start);
        var call = Call(start, name);
        return new Piece(start, Slice(start), call, null);
    }

    private Piece Groups(int start)
    {
        at++;
        var position = SkipSpace();
        if (!IsName(0)) throw Wrong("Expected the name of a grouping");
        var group = new NameExpression(position, Name());
        Expression? with = null;
        string? withText = null, reference = null;
        var referencePosition = 0;
        var more = Take(',');
        if (more && !IsReference())
        {
            var from = SkipSpace();
            with = Sum();
            withText = with is NameExpression plain ? plain.Name : Slice(from);
            if (Take(',')) reference = Reference(out referencePosition);
        }
        else if (more) reference = Reference(out referencePosition);
        Expect(')', "Expected ')' after i( )");
        var shown = withText is null ? group.Name : $"{group.Name}, {withText}";
        return new Piece(start, $"i({shown})", null, new GroupPiece(group, with, withText, reference, referencePosition));
    }

    private bool IsReference()
    {
        SkipSpace();
        return string.CompareOrdinal(text, at, "ref", 0, 3) == 0 && text.AsSpan(at + 3).TrimStart() is ['=', ..];
    }

    private string Reference(out int position)
    {
        if (IsReference())
        {
            at += 3;
            Expect('=', "Expected '='");
        }
        position = SkipSpace();
        if (Peek() is '"' or '\'')
        {
            var quote = text[at++];
            var end = text.IndexOf(quote, at);
            if (end < 0) throw new FormulaException(text, position, "The quoted reference has no end");
            var quoted = text[at..end];
            at = end + 1;
            return quoted;
        }
        if (Peek() is '-' or '+') at++;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' || (text[at] == '-' && at > position))) at++;
        if (at == position) throw Wrong("Expected the reference group");
        return text[position..at];
    }

    private void Effects(List<EffectTerm> effects)
    {
        if (SkipSpace() < text.Length && Peek() == '0' && text[(at + 1)..].Trim().Length == 0)
        {
            at++;
            return;
        }
        do
        {
            var start = SkipSpace();
            List<NameExpression> groups = [];
            do
            {
                var position = SkipSpace();
                if (!IsName(0)) throw Wrong(at < text.Length ? $"Expected a grouping, found '{text[at]}'" : "Expected a grouping, found the end");
                groups.Add(new NameExpression(position, Name()));
            }
            while (Take('^'));
            var groupText = Slice(start);
            if (Take('[')) Slopes(groups, groupText, effects);
            else effects.Add(new EffectTerm(groups, null, true, groupText));
        }
        while (Take('+'));
    }

    // a[x, z] is a[x] + a[[z]].
    private void Slopes(List<NameExpression> groups, string groupText, List<EffectTerm> effects)
    {
        var alone = Take('[');
        var intercept = !alone;
        do
        {
            var position = SkipSpace();
            if (!IsName(0)) throw Wrong("Expected the column of the slope");
            var slope = new NameExpression(position, Name());
            effects.Add(new EffectTerm(groups, slope, intercept, intercept ? $"{groupText}[{slope.Name}]" : $"{groupText}[[{slope.Name}]]"));
            intercept = false;
        }
        while (Take(','));
        Expect(']', "Expected ']' after the column of the slope");
        if (alone) Expect(']', "Expected ']]' after the column of the slope");
    }

    private Expression Sum()
    {
        if (++depth > DeepestNesting) throw Wrong("The brackets are nested too deeply");
        var start = SkipSpace();
        var left = ProductOf();
        while (true)
        {
            var position = SkipSpace();
            if (Peek() is not ('+' or '-')) break;
            var op = text[at++];
            var right = ProductOf();
            left = new BinaryExpression(position, op, left, right, Slice(start));
        }
        depth--;
        return left;
    }

    private Expression ProductOf()
    {
        var start = SkipSpace();
        var left = Signed();
        while (true)
        {
            var position = SkipSpace();
            if (Peek() is not ('*' or '/')) return left;
            var op = text[at++];
            var right = Signed();
            left = new BinaryExpression(position, op, left, right, Slice(start));
        }
    }

    private Expression Signed()
    {
        var start = SkipSpace();
        if (Take('+')) return Signed();
        if (!Take('-')) return PowerOf();
        if (++depth > DeepestNesting) throw Wrong("The signs are nested too deeply");
        var inner = Signed();
        depth--;
        return new NegativeExpression(start, inner);
    }

    private Expression PowerOf()
    {
        var start = SkipSpace();
        var left = Atom();
        var position = SkipSpace();
        if (!Take('^')) return left;
        return new BinaryExpression(position, '^', left, Signed(), Slice(start));
    }

    private Expression Atom()
    {
        var start = SkipSpace();
        if (Coefficient() is { } coefficient) return new NameExpression(start, coefficient);
        if (Take('('))
        {
            var inner = Sum();
            Expect(')', "Expected ')'");
            return inner;
        }
        if (char.IsAsciiDigit(Peek()) || (Peek() == '.' && char.IsAsciiDigit(Peek(1)))) return Number();
        if (!IsName(0)) throw Wrong(at < text.Length ? $"Expected a number or a column, found '{text[at]}'" : "Expected a number or a column, found the end");
        var name = Name();
        return Peek() == '(' ? Call(start, name) : new NameExpression(start, name);
    }

    private Expression Call(int start, string name)
    {
        if (Shifts.Contains(name, StringComparer.Ordinal)) return OneShift(start, name);
        if (!Functions.Contains(name, StringComparer.Ordinal))
            throw new FormulaException(text, start, $"There is no function '{name}'; there are {string.Join(", ", Functions)}, l f d for lags, leads and differences, poly, and i( ) and factor( ) for groups");
        at++;
        var argument = Sum();
        Expect(')', $"Expected ')' after {name}(");
        return new CallExpression(start, name, argument, Slice(start));
    }

    private NumberExpression Number()
    {
        var start = at;
        while (char.IsAsciiDigit(Peek()) || Peek() == '.') at++;
        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '-' or '+' && char.IsAsciiDigit(Peek(2)))))
        {
            at += 2;
            while (char.IsAsciiDigit(Peek())) at++;
        }
        if (!double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw new FormulaException(text, start, $"'{text[start..at]}' is not a number");
        return new NumberExpression(start, value);
    }

    private string Name()
    {
        if (text[at] == '`')
        {
            var end = text.IndexOf('`', at + 1);
            if (end < 0) throw Wrong("The quoted name has no end");
            var quoted = text[(at + 1)..end];
            at = end + 1;
            SkipSpace();
            return quoted;
        }
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.')) at++;
        var name = text[start..at];
        SkipSpace();
        return name;
    }

    private bool IsName(int ahead) => char.IsLetter(Peek(ahead)) || Peek(ahead) is '_' or '`';

    private char Peek(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private int SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private bool Take(char c)
    {
        SkipSpace();
        if (Peek() != c || at >= text.Length) return false;
        at++;
        return true;
    }

    private void Expect(char c, string otherwise)
    {
        if (!Take(c)) throw Wrong(at < text.Length ? $"{otherwise}, found '{text[at]}'" : $"{otherwise}, found the end");
    }

    private string Slice(int start)
    {
        var slice = new StringBuilder();
        foreach (var c in text.AsSpan(start, at - start).Trim())
            if (!char.IsWhiteSpace(c)) slice.Append(c);
            else if (slice[^1] != ' ') slice.Append(' ');
        return slice.ToString();
    }

    private FormulaException Wrong(string problem) => new(text, Math.Min(at, text.Length), problem);
}
