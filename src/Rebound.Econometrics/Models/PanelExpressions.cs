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
    private const double SmallestShare = 1e-18; // what the lower powers leave of the next below this is rounding error

    public override IEnumerable<NameExpression> Reads() => Argument.Reads();

    public override double[] Evaluate(ModelData data, string text, Action<int, string> undefined)
    {
        var x = Argument.Evaluate(data, text, undefined);
        if (Raw) return Map(x, v => Math.Pow(v, Degree));
        int[] rows = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i]))];
        double mean = 0;
        foreach (var i in rows) mean += x[i] / rows.Length;
        double[] lower = new double[rows.Length], present = new double[rows.Length];
        Array.Fill(present, 1);
        double lowerSize = 1, size = rows.Length;
        for (var power = 1; power <= Degree; power++)
        {
            double alpha = 0;
            for (var i = 0; i < rows.Length; i++) alpha += (x[rows[i]] - mean) * present[i] * present[i] / size;
            var beta = power == 1 ? 0 : size / lowerSize;
            var next = new double[rows.Length];
            double nextSize = 0, before = 0;
            for (var i = 0; i < rows.Length; i++)
            {
                next[i] = (x[rows[i]] - mean - alpha) * present[i] - beta * lower[i];
                nextSize += next[i] * next[i];
                before += Math.Pow((x[rows[i]] - mean) * present[i], 2);
            }
            if (!(nextSize > SmallestShare * before)) throw new FormulaException(text, Position, $"{Source} needs more than {Degree} different values that are not next to each other");
            (lower, present, lowerSize, size) = (present, next, size, nextSize);
        }
        var result = new double[x.Length];
        Array.Fill(result, double.NaN);
        var root = Math.Sqrt(size);
        for (var i = 0; i < rows.Length; i++) result[rows[i]] = present[i] / root;
        return result;
    }
}
