using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>An arithmetic expression of a formula, with the place where it was written.</summary>
internal abstract record Expression(int Position)
{
    /// <summary>The names of the columns it reads, with their places.</summary>
    public abstract IEnumerable<NameExpression> Reads();

    /// <summary>One value a row; NaN where an input is missing. Rows where a function has no value are reported.</summary>
    /// <param name="data">The table.</param>
    /// <param name="text">The formula, for messages.</param>
    /// <param name="undefined">Called with a row and the reason.</param>
    public abstract double[] Evaluate(ModelData data, string text, Action<int, string> undefined);

    protected static double[] Map(double[] values, Func<double, double> f)
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = f(values[i]);
        return result;
    }
}

internal sealed record NumberExpression(int Position, double Value) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => [];

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var result = new double[data.RowCount];
        Array.Fill(result, Value);
        return result;
    }
}

internal sealed record NameExpression(int Position, string Name) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => [this];

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined) => data.HasColumn(Name)
        ? data.Column(Name)
        : throw new FormulaException(text, Position, data.HasFactor(Name)
            ? $"'{Name}' is a grouping, not a number: write i({Name}), or put it after the bar"
            : Unknown(Name, data));

    public static string Unknown(string name, ModelData data)
    {
        var near = data.Known.OrderBy(n => Distance(n, name)).FirstOrDefault();
        var hint = near is not null && Distance(near, name) <= (name.Length + 2) / 3 ? $"; did you mean '{near}'?" : $"; there are {string.Join(", ", data.Known)}";
        return $"There is no column '{name}'{hint}";
    }

    // Levenshtein's distance.
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}

internal sealed record NegativeExpression(int Position, Expression Inner) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Inner.Reads();

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined) => Map(Inner.Evaluate(data, text, undefined), v => -v);
}

internal sealed record BinaryExpression(int Position, char Operator, Expression Left, Expression Right, string Source) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Left.Reads().Concat(Right.Reads());

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var left = Left.Evaluate(data, text, undefined);
        var right = Right.Evaluate(data, text, undefined);
        var result = new double[left.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Operator switch
            {
                '+' => left[i] + right[i],
                '-' => left[i] - right[i],
                '*' => left[i] * right[i],
                '/' => left[i] / right[i],
                _ => Power(left[i], right[i]),
            };
            if (!double.IsFinite(result[i]) && double.IsFinite(left[i]) && double.IsFinite(right[i]))
            {
                result[i] = double.NaN;
                undefined(i, Operator == '/' ? $"division by zero in {Source}" : $"{Source} has no finite value");
            }
        }
        return result;
    }

    // Small whole powers by exact products first: (x·x)·x is within an ulp or two, and x² is correctly rounded.
    private static double Power(double x, double p) => p switch
    {
        1 => x,
        2 => x * x,
        _ => Math.Pow(x, p),
    };
}

internal sealed record CallExpression(int Position, string Function, Expression Argument, string Source) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Argument.Reads();

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var argument = Argument.Evaluate(data, text, undefined);
        if (Function == "I") return argument;
        Func<double, double> function = Function switch
        {
            "log" => Math.Log,
            "log1p" => Logarithm.OnePlus,
            "exp" => Math.Exp,
            "sqrt" => Math.Sqrt,
            _ => Math.Abs,
        };
        var reason = Function switch
        {
            "log" or "log1p" => $"log of a value ≤ 0 in {Source}",
            "sqrt" => $"root of a negative value in {Source}",
            _ => $"{Source} has no finite value",
        };
        var result = new double[argument.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = function(argument[i]);
            if (double.IsFinite(result[i]) || !double.IsFinite(argument[i])) continue;
            result[i] = double.NaN;
            undefined(i, reason);
        }
        return result;
    }
}
