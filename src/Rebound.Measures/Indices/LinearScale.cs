using System.Numerics;
using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>z = (x − Offset) / Scale, cut to [Floor, Ceiling]: what all normalisations but the ranks come to.</summary>
internal readonly record struct LinearScale(double Offset, double Scale, double Floor = double.NegativeInfinity, double Ceiling = double.PositiveInfinity)
{
    /// <summary>Whether z is a number: the scale is finite and not zero.</summary>
    public bool Exists => double.IsFinite(Offset) && double.IsFinite(Scale) && Scale != 0;

    public static LinearScale MinMax(double minimum, double maximum, Direction direction) =>
        direction == Direction.Negative ? new(maximum, minimum - maximum) : new(minimum, maximum - minimum);

    public static LinearScale ZScore(double mean, double deviation, Direction direction) =>
        new(mean, direction == Direction.Negative ? -deviation : deviation);

    /// <summary>0 at the worst value, 1 at a mark (a target or a reference); does not exist when the mark is not better than the worst value.</summary>
    public static LinearScale ToMark(double minimum, double maximum, double mark, Direction direction, bool cap)
    {
        var worst = direction == Direction.Negative ? maximum : minimum;
        var scale = mark - worst;
        var better = direction == Direction.Negative ? scale < 0 : scale > 0;
        return new(worst, better ? scale : double.NaN, Ceiling: cap ? 1 : double.PositiveInfinity);
    }

    public static LinearScale Goalposts(double low, double high, Direction direction) => MinMax(low, high, direction) with { Floor = 0, Ceiling = 1 };

    public static LinearScale Centred(double centre, double halfRange, Direction direction) => MinMax(centre - halfRange, centre + halfRange, direction);

    public static LinearScale Scaled(double low, double high, Direction direction) =>
        direction == Direction.Negative ? new(-low, low - high) : new(low, high - low);

    public static LinearScale Vector(ReadOnlySpan<double> values, Direction direction)
    {
        var squares = 0.0;
        foreach (var value in values) squares += value * value;
        return new(0, direction == Direction.Negative ? -Math.Sqrt(squares) : Math.Sqrt(squares));
    }

    /// <summary>Goalposts at the p and 1 − p quantiles.</summary>
    public static LinearScale Winsorised(ReadOnlySpan<double> values, double tail, Direction direction)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return Goalposts(Quantile.OfSorted(sorted, tail), Quantile.OfSorted(sorted, 1 - tail), direction);
    }

    /// <summary>Applies the scale; missing values stay missing.</summary>
    public void Apply(ReadOnlySpan<double> values, Span<double> normalised)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        var into = MemoryMarshal.Cast<double, Vector<double>>(normalised[..values.Length]);
        Vector<double> offset = new(Offset), scale = new(Scale);
        for (var v = 0; v < from.Length; v++) into[v] = (from[v] - offset) / scale + Vector<double>.Zero; // −0 becomes 0
        for (var i = from.Length * Vector<double>.Count; i < values.Length; i++) normalised[i] = (values[i] - Offset) / Scale + 0.0;
        if (double.IsInfinity(Floor) && double.IsInfinity(Ceiling)) return;
        for (var i = 0; i < values.Length; i++)
            if (!double.IsNaN(normalised[i])) normalised[i] = Math.Clamp(normalised[i], Floor, Ceiling);
    }
}
