namespace Rebound.Measures;

/// <summary>Kernels that make one indicator comparable with others. All values are finite.</summary>
internal static class Normalisation
{
    /// <summary>z = (x − min)/(max − min), or (max − x)/(max − min) for a negative direction; in [0, 1].</summary>
    public static void MinMax(ReadOnlySpan<double> values, double minimum, double maximum, Direction direction, Span<double> normalised)
    {
        var range = maximum - minimum;
        if (direction == Direction.Negative)
            for (var i = 0; i < values.Length; i++) normalised[i] = (maximum - values[i]) / range;
        else
            for (var i = 0; i < values.Length; i++) normalised[i] = (values[i] - minimum) / range;
    }

    /// <summary>z = (x − mean)/s, with the sign turned for a negative direction.</summary>
    public static void ZScore(ReadOnlySpan<double> values, double mean, double deviation, Direction direction, Span<double> normalised)
    {
        var scale = direction == Direction.Negative ? -deviation : deviation;
        for (var i = 0; i < values.Length; i++) normalised[i] = (values[i] - mean) / scale;
    }

    /// <summary>Minimum, maximum, mean and sample deviation, in two passes.</summary>
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
