using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>A difference of two worlds over paired replicates.</summary>
/// <param name="Mean">Mean difference.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <remarks>The interval is that of the mean, by Student's distribution over the replicates: what more replicates would narrow. It holds nothing of
/// the uncertainty of the parameters.</remarks>
public readonly record struct PairedDifference(double Mean, double Low, double High)
{
    /// <summary>Whether the interval holds zero.</summary>
    public bool IsTie => Low <= 0 && High >= 0;

    /// <summary>Of differences, one a replicate.</summary>
    /// <param name="differences">At least two; changed in place: what is only rounding becomes 0.</param>
    /// <param name="scale">Size of what was subtracted; differences below a billionth of it are rounding.</param>
    internal static PairedDifference Of(Span<double> differences, double scale)
    {
        foreach (ref var d in differences)
            if (Math.Abs(d) < 1e-9 * Math.Abs(scale)) d = 0;
        double sum = 0, squares = 0;
        foreach (var d in differences) sum += d;
        var mean = sum / differences.Length;
        foreach (var d in differences) squares += (d - mean) * (d - mean);
        var half = StudentT.Quantile(0.975, differences.Length - 1) * Math.Sqrt(squares / (differences.Length - 1.0) / differences.Length);
        return new PairedDifference(mean, mean - half, mean + half);
    }
}
