namespace Rebound.Measures;

/// <summary>A statistic beside its values under random orders of the units.</summary>
/// <param name="Statistic">Its name.</param>
/// <param name="Value">The statistic.</param>
/// <param name="Draws">M.</param>
/// <param name="Mean">Mean over the draws.</param>
/// <param name="Deviation">Standard deviation over the draws, with M − 1.</param>
/// <param name="PGreater">(1 + draws that are at least as large)/(M + 1).</param>
/// <param name="PLess">(1 + draws that are at most as large)/(M + 1).</param>
public sealed record PermutationTest(string Statistic, double Value, int Draws, double Mean, double Deviation, double PGreater, double PLess)
{
    /// <summary>Twice the smaller of the two, at most 1.</summary>
    public double PTwoSided => Math.Min(1, 2 * Math.Min(PGreater, PLess));
}
