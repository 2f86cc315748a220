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

    /// <summary>∂/∂column as an expression; null where it is zero. Lags and leads are other columns, and stay where they are.</summary>
    /// <param name="column">The name of a column.</param>
    public virtual Expression? Derivative(string column) => null;

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

    public override Expression? Derivative(string column) => column == Name ? new NumberExpression(Position, 1) : null;

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

    public override Expression? Derivative(string column) => Inner.Derivative(column) is { } inner ? new NegativeExpression(Position, inner) : null;

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined) => Map(Inner.Evaluate(data, text, undefined), v => -v);
}

internal sealed record BinaryExpression(int Position, char Operator, Expression Left, Expression Right, string Source) : Expression(Position)
{
    public override IEnumerable<NameExpression> Reads() => Left.Reads().Concat(Right.Reads());

    public override Expression? Derivative(string column)
    {
        var (left, right) = (Left.Derivative(column), Right.Derivative(column));
        return Operator switch
        {
            '+' => Sum(left, right),
            '-' => Sum(left, right is null ? null : new NegativeExpression(Position, right)),
            '*' => Sum(Times(left, Right), Times(right, Left)),
            '/' => Sum(left is null ? null : Join('/', left, Right), right is null ? null : new NegativeExpression(Position, Join('/', Join('*', Left, right), Join('^', Right, Number(2))))),
            _ => Sum(Times(left, Join('*', Right, Join('^', Left, Lower()))), Times(right, Join('*', this, new CallExpression(Position, "log", Left, $"the slope of {Source}")))),
        };
    }

    private Expression Lower() => Right is NumberExpression power ? Number(power.Value - 1) : Join('-', Right, Number(1));

    private NumberExpression Number(double value) => new(Position, value);

    private BinaryExpression Join(char sign, Expression left, Expression right) => new(Position, sign, left, right, $"the slope of {Source}");

    private BinaryExpression? Times(Expression? left, Expression right) => left is null ? null : Join('*', left, right);

    private Expression? Sum(Expression? left, Expression? right) => left is null ? right : right is null ? left : Join('+', left, right);

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

    public override Expression? Derivative(string column)
    {
        if (Argument.Derivative(column) is not { } inner) return null;
        Expression Number(double value) => new NumberExpression(Position, value);
        BinaryExpression Join(char sign, Expression left, Expression right) => new(Position, sign, left, right, $"the slope of {Source}");
        return Function switch
        {
            "I" => inner,
            "log" => Join('/', inner, Argument),
            "log1p" => Join('/', inner, Join('+', Number(1), Argument)),
            "exp" => Join('*', inner, this),
            "sqrt" => Join('/', inner, Join('*', Number(2), this)),
            _ => Join('*', inner, Join('/', Argument, this)), // the sign; none at zero
        };
    }

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
