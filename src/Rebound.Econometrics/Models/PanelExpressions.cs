using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>A value some periods earlier (or later, with a negative number), or the difference to it, along the calendar of the unit.</summary>
internal sealed record ShiftExpression(int Position, string Function, Expression Argument, int Periods, string Source) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Argument.Reads();

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        if (data.PanelOf is not { } panel) throw new FormulaException(text, Position, $"{Source} needs a panel: declare the columns of unit and period (--panel unit,period)");
        var values = Argument.Evaluate(data, text, undefined);
        var result = new double[values.Length];
        var absent = string.Create(CultureInfo.InvariantCulture, $"no row {Math.Abs(Periods)} {(Math.Abs(Periods) == 1 ? "period" : "periods")} {(Periods > 0 ? "earlier" : "later")} for {Source}");
        var unknown = $"{Source} reads a missing value";
        for (var i = 0; i < result.Length; i++)
        {
            var row = panel.Earlier(i, Periods);
            var other = row < 0 ? double.NaN : values[row];
            result[i] = Function == "d" ? values[i] - other : other;
            if (!double.IsFinite(result[i])) undefined(i, row < 0 ? absent : unknown);
        }
        return result;
    }
}

/// <summary>One power of a polynomial: plain, or orthonormal to the lower ones over the rows of the table on which the argument is finite (Forsythe, 1957).</summary>
internal sealed record PolynomialExpression(int Position, Expression Argument, int Degree, bool Raw, string Source) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Argument.Reads();

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var x = Argument.Evaluate(data, text, undefined);
        if (Raw) return Map(x, v => Math.Pow(v, Degree));
        var basis = PolynomialBasis.Of(x, Degree) ?? throw new FormulaException(text, Position, $"{Source} needs more than {Degree} different values that are not next to each other");
        return Map(x, v => basis.Value(v));
    }

    /// <summary>The same polynomial on any table: its constants are those of this one.</summary>
    public Expression On(ModelData data, string text) => new FixedPolynomialExpression(Position, Argument, Raw ? null : PolynomialBasis.Of(Argument.Evaluate(data, text, static (_, _) => { }), Degree), Degree, Source, false);
}

/// <summary>A polynomial whose constants are known, or its slope in the argument.</summary>
internal sealed record FixedPolynomialExpression(int Position, Expression Argument, PolynomialBasis? Basis, int Degree, string Source, bool IsSlope) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Argument.Reads();

    public override Expression? Derivative(string column) => Argument.Derivative(column) is { } inner ? new BinaryExpression(Position, '*', inner, this with { IsSlope = true }, $"the slope of {Source}") : null;

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var x = Argument.Evaluate(data, text, undefined);
        if (Basis is { } basis) return Map(x, v => !double.IsFinite(v) ? double.NaN : IsSlope ? basis.Slope(v) : basis.Value(v));
        return Map(x, v => IsSlope ? Degree * Math.Pow(v, Degree - 1) : Math.Pow(v, Degree));
    }
}
