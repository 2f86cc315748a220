using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>A text to compare a grouping with.</summary>
internal sealed record TextExpression(int Position, string Value) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => [];

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined) => throw new FormulaException(text, Position, "A text is no number");
}

/// <summary>Two values compared: 1 where it holds, 0 where not, NaN where a side is missing.</summary>
internal sealed record ComparisonExpression(int Position, string Operator, Expression Left, Expression Right) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Left.Reads().Concat(Right.Reads());

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        if (Labels(Left, data) is { } left) return Labels(left, Right, data, text);
        if (Labels(Right, data) is { } right) return Labels(right, Left, data, text);
        var a = Number(Left, data, text, undefined);
        var b = Number(Right, data, text, undefined);
        var result = new double[a.Length];
        for (var i = 0; i < result.Length; i++) result[i] = double.IsNaN(a[i]) || double.IsNaN(b[i]) ? double.NaN : Holds(a[i].CompareTo(b[i])) ? 1 : 0;
        return result;
    }

    private static Factor? Labels(Expression side, ModelData data) => side is NameExpression { Name: var name } && !data.HasColumn(name) && data.HasFactor(name) ? data.FactorOf(name) : null;

    private static double[] Number(Expression side, ModelData data, string text, Action<int, string> undefined)
    {
        if (side is not TextExpression quoted) return side.Evaluate(data, text, undefined);
        if (!double.TryParse(quoted.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw new FormulaException(text, side.Position, $"\"{quoted.Value}\" is compared with numbers, and is none");
        return new NumberExpression(side.Position, value).Evaluate(data, text, undefined);
    }

    private double[] Labels(Factor factor, Expression other, ModelData data, string text)
    {
        var result = new double[data.RowCount];
        if (Labels(other, data) is { } second)
        {
            if (Operator is not ("==" or "!=")) throw new FormulaException(text, Position, "Two groupings are equal or not: only '==' and '!=' compare them");
            for (var i = 0; i < result.Length; i++)
                result[i] = factor.Codes[i] < 0 || second.Codes[i] < 0 ? double.NaN : factor.Labels[factor.Codes[i]] == second.Labels[second.Codes[i]] == (Operator == "==") ? 1 : 0;
            return result;
        }
        var wanted = other switch
        {
            TextExpression quoted => quoted.Value,
            NumberExpression number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            _ => throw new FormulaException(text, other.Position, "A grouping is compared with a text in quotes"),
        };
        if (Operator is not ("==" or "!=")) return Ordered(factor, wanted, ReferenceEquals(other, Right));
        var code = factor.Labels.Index().Where(l => l.Item == wanted).Select(l => l.Index).DefaultIfEmpty(-2).First();
        if (code == -2) throw new FormulaException(text, other.Position, $"There is no group '{wanted}'");
        for (var i = 0; i < result.Length; i++) result[i] = factor.Codes[i] < 0 ? double.NaN : factor.Codes[i] == code == (Operator == "==") ? 1 : 0;
        return result;
    }

    // As texts, letter by letter: 2020-03 comes before 2020-10.
    private double[] Ordered(Factor factor, string wanted, bool isRight)
    {
        bool[] holds = [.. factor.Labels.Select(label => Holds((isRight ? 1 : -1) * string.CompareOrdinal(label, wanted)))];
        return [.. factor.Codes.Select(c => c < 0 ? double.NaN : holds[c] ? 1 : 0)];
    }

    private bool Holds(int order) => Operator switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}

/// <summary>Conditions joined or turned round; a missing part leaves the whole missing unless the other part decides.</summary>
internal sealed record LogicExpression(int Position, char Operator, Expression Left, Expression Right) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Left.Reads().Concat(Right.Reads());

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var a = Left.Evaluate(data, text, undefined);
        if (Operator == '!') return Map(a, v => 1 - v);
        var b = Right.Evaluate(data, text, undefined);
        var deciding = Operator == '|' ? 1 : 0;
        var result = new double[a.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = a[i] == deciding || b[i] == deciding ? deciding : double.IsNaN(a[i]) || double.IsNaN(b[i]) ? double.NaN : 1 - deciding;
        return result;
    }
}
