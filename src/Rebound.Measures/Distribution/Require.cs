using System.Globalization;

namespace Rebound.Measures;

/// <summary>What measures ask of their values; each refusal names the unit, the variable and the year.</summary>
internal static class Require
{
    public static void Finite(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units = null)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw Refuse(MeasureRefusalKind.NotFinite, subject, units, i, $"{subject} is missing or infinite for {Name(units, i)}; drop the unit or fill the value first.");
        }
    }

    public static void Positive(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units, string measure)
    {
        Finite(values, subject, units);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] > 0))
                throw Refuse(MeasureRefusalKind.NotPositive, subject, units, i, $"{measure} needs positive values, but {subject} is {Number(values[i])} for {Name(units, i)}.");
        }
    }

    public static void NotNegative(ReadOnlySpan<double> values, Subject subject, IReadOnlyList<string>? units, string measure)
    {
        Finite(values, subject, units);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                throw Refuse(MeasureRefusalKind.NotPositive, subject, units, i, $"{measure} needs values of 0 or more, but {subject} is {Number(values[i])} for {Name(units, i)}.");
            sum += values[i];
        }
        if (values.Length > 0 && sum == 0) throw new MeasureRefusedException(MeasureRefusalKind.NotPositive, subject, [], $"{subject} is 0 for all units, so {measure} has no shares to compare.");
    }

    public static void AtLeast(int count, int least, Subject subject, string what, string measure)
    {
        if (count < least)
            throw new MeasureRefusedException(MeasureRefusalKind.TooFew, subject, [], $"{measure} of {subject} needs at least {least} {what}; there are {count}.");
    }

    public static void Varying(ReadOnlySpan<double> values, Subject subject, string measure)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        // Deviations below this share of the values' size are rounding error.
        if (!(high - low > 1e-13 * Math.Max(Math.Abs(low), Math.Abs(high))))
            throw new MeasureRefusedException(MeasureRefusalKind.Constant, subject, [], $"{subject} has the same value {Number(low)} everywhere, so {measure} is not defined.");
    }

    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static MeasureRefusedException Refuse(MeasureRefusalKind kind, Subject subject, IReadOnlyList<string>? units, int unit, string reason) =>
        new(kind, subject, units is null ? [] : [units[unit]], reason);

    private static string Name(IReadOnlyList<string>? units, int unit) => units is null ? $"value {unit + 1}" : $"'{units[unit]}'";
}
