namespace Rebound.Measures;

/// <summary>Kernels that add a weighted column to a running score; columns are added in the order of the indicators.</summary>
internal static class Aggregation
{
    /// <summary>Smallest value that enters a geometric mean, so that one minimum does not make a score zero: z′ = Floor + (1 − Floor)·z.</summary>
    public const double Floor = 0.01;

    /// <summary>score += w·x.</summary>
    public static void Add(ReadOnlySpan<double> column, double weight, Span<double> score)
    {
        for (var i = 0; i < score.Length; i++) score[i] += weight * column[i];
    }

    /// <summary>x = ln(Floor + (1 − Floor)·z), in place: a geometric mean is the exponential of the arithmetic mean of these.</summary>
    public static void Log(Span<double> normalised)
    {
        for (var i = 0; i < normalised.Length; i++) normalised[i] = Math.Log(Floor + (1 - Floor) * normalised[i]);
    }

    /// <summary>x = eˣ, in place.</summary>
    public static void Exp(Span<double> logs)
    {
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Exp(logs[i]);
    }
}
