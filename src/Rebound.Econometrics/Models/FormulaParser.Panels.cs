using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Lags, polynomials and factors.</summary>
internal sealed partial class FormulaParser
{
    private const int HighestDegree = 20;
    private static readonly string[] Shifts = ["l", "f", "d"];

    private bool IsCall(string name)
    {
        if (string.CompareOrdinal(text, at, name, 0, name.Length) != 0) return false;
        var next = at + name.Length;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        return next < text.Length && text[next] == '(';
    }

    private List<Piece> Shifted(int start)
    {
        var function = Name();
        at++;
        var from = SkipSpace();
        var argument = Sum();
        var argumentText = Slice(from);
        var periods = Take(',') ? Periods() : [1];
        Expect(')', $"Expected ')' after {function}(");
        List<Piece> pieces = [];
        foreach (var p in periods)
        {
            var shift = ShiftOf(start, function, argument, argumentText, p);
            pieces.Add(new Piece(start, shift is ShiftExpression s ? s.Source : argumentText, shift, null));
        }
        return pieces;
    }

    private Expression OneShift(int start, string function)
    {
        at++;
        var from = SkipSpace();
        var argument = Sum();
        var argumentText = Slice(from);
        var position = at;
        var periods = Take(',') ? Periods() : [1];
        if (periods.Count != 1) throw new FormulaException(text, position, "Inside an expression one lag stands alone; several stand among the regressors");
        Expect(')', $"Expected ')' after {function}(");
        return ShiftOf(start, function, argument, argumentText, periods[0]);
    }

    private Expression ShiftOf(int start, string function, Expression argument, string argumentText, int periods)
    {
        if (function == "d" && periods < 1) throw new FormulaException(text, start, "A difference is over one period or more");
        if (function == "d") return new ShiftExpression(start, "d", argument, periods, Shown("d", periods));
        var back = function == "l" ? periods : -periods;
        if (back == 0) return argument;
        return new ShiftExpression(start, "l", argument, back, back > 0 ? Shown("l", back) : Shown("f", -back));

        string Shown(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"{name}({argumentText}, {count})");
    }

    // 2, 1:3 or c(1, 3).
    private List<int> Periods()
    {
        SkipSpace();
        List<int> periods = [];
        if (IsCall("c"))
        {
            Name();
            at++;
            do periods.Add(Whole()); while (Take(','));
            Expect(')', "Expected ')' after c(");
            return periods;
        }
        var position = at;
        var first = Whole();
        if (!Take(':')) return [first];
        var last = Whole();
        if (last < first || last - first > 1000) throw new FormulaException(text, position, "The lags go from the smaller to the larger number");
        for (var p = first; p <= last; p++) periods.Add(p);
        return periods;
    }

    private int Whole()
    {
        var start = SkipSpace();
        if (Peek() is '-' or '+') at++;
        while (char.IsAsciiDigit(Peek())) at++;
        if (int.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        at = start;
        throw Wrong("Expected a whole number");
    }

    private List<Piece> Polynomial(int start)
    {
        Name();
        at++;
        var from = SkipSpace();
        var argument = Sum();
        var argumentText = Slice(from);
        Expect(',', "Expected ',' and the degree of the polynomial");
        var position = SkipSpace();
        var degree = Whole();
        if (degree is < 1 or > HighestDegree) throw new FormulaException(text, position, $"The degree lies between 1 and {HighestDegree}");
        var raw = false;
        if (Take(','))
        {
            SkipSpace();
            if (!IsName(0) || Name() != "raw") throw Wrong("Expected 'raw' (plain powers) or nothing");
            raw = true;
        }
        Expect(')', "Expected ')' after poly(");
        var shown = string.Create(CultureInfo.InvariantCulture, $"poly({argumentText}, {degree}{(raw ? ", raw" : "")})");
        return [.. Enumerable.Range(1, degree).Select(p =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{shown}{p}");
            return new Piece(start, name, new PolynomialExpression(start, argument, p, raw, name), null);
        })];
    }

    private Piece FactorOf(int start)
    {
        at++;
        var position = SkipSpace();
        if (!IsName(0)) throw Wrong("Expected the name of a grouping");
        var group = new NameExpression(position, Name());
        Expect(')', "Expected ')' after factor(");
        return new Piece(start, $"factor({group.Name})", null, new GroupPiece(group, null, null, null, 0, true));
    }
}
