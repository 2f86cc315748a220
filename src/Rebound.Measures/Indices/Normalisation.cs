using System.Buffers;

namespace Rebound.Measures;

/// <summary>Kernels that make one indicator comparable with others. A missing value (NaN) stays missing and counts in no statistic.</summary>
internal static class Normalisation
{
    /// <summary>z = (x − min)/(max − min), or (max − x)/(max − min) for a negative direction; in [0, 1].</summary>
    public static void MinMax(ReadOnlySpan<double> values, double minimum, double maximum, Direction direction, Span<double> normalised) =>
        LinearScale.MinMax(minimum, maximum, direction).Apply(values, normalised);

    /// <summary>z = (x − mean)/s, with the sign turned for a negative direction.</summary>
    public static void ZScore(ReadOnlySpan<double> values, double mean, double deviation, Direction direction, Span<double> normalised) =>
        LinearScale.ZScore(mean, deviation, direction).Apply(values, normalised);

    /// <summary>Competition ranks from the worst value up, 1 to n, less a shift and over a divisor: rank (0, 1), Borda (1, 1), percentile rank (1, n − 1). Equal values share the lower rank.</summary>
    public static void Rank(ReadOnlySpan<double> values, Direction direction, double shift, double divisor, Span<double> normalised)
    {
        var (keys, order) = (ArrayPool<double>.Shared.Rent(values.Length), ArrayPool<int>.Shared.Rent(values.Length));
        var (count, rank) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            normalised[i] = double.NaN;
            if (double.IsNaN(values[i])) continue;
            (keys[count], order[count++]) = (direction == Direction.Negative ? -values[i] : values[i], i);
        }
        keys.AsSpan(0, count).Sort(order.AsSpan(0, count));
        for (var position = 0; position < count; position++)
        {
            if (position == 0 || keys[position] != keys[position - 1]) rank = position + 1;
            normalised[order[position]] = (rank - shift) / divisor;
        }
        ArrayPool<double>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>The values that are not missing, in their order; the values themselves when none is.</summary>
    public static ReadOnlySpan<double> Observed(ReadOnlySpan<double> values)
    {
        if (!Imputation.HasGap(values)) return values;
        var count = 0;
        var observed = new double[values.Length];
        foreach (var value in values)
            if (!double.IsNaN(value)) observed[count++] = value;
        return observed.AsSpan(0, count);
    }

    /// <summary>Minimum, maximum, mean and sample deviation of finite values, in two passes.</summary>
    public static Moments Describe(ReadOnlySpan<double> values)
    {
        double minimum = values[0], maximum = values[0], sum = 0;
        foreach (var value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            sum += value;
        }
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return new Moments(minimum, maximum, mean, Math.Sqrt(squares / (values.Length - 1)));
    }

    /// <summary>Moments of an indicator over all unit-years.</summary>
    public readonly record struct Moments(double Minimum, double Maximum, double Mean, double Deviation);
}
