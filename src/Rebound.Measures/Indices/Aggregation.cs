namespace Rebound.Measures;

/// <summary>Kernels that add a weighted column to a running score; columns are added in the order of the indicators.</summary>
internal static class Aggregation
{
    /// <summary>Smallest value that enters a mean of positive values, so that one minimum does not make a score zero: z′ = Floor + (1 − Floor)·z.</summary>
    public const double Floor = 0.01;

    /// <summary>score += w·x.</summary>
    public static void Add(ReadOnlySpan<double> column, double weight, Span<double> score)
    {
        for (var i = 0; i < score.Length; i++) score[i] += weight * column[i];
    }

    /// <summary>z′ = Floor + (1 − Floor)·z, in place.</summary>
    public static void Raise(Span<double> normalised)
    {
        for (var i = 0; i < normalised.Length; i++) normalised[i] = Floor + (1 - Floor) * normalised[i];
    }
}
