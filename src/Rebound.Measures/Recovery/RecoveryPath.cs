using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Actual and expected level by month, from the first base year to the horizon.</summary>
/// <param name="First">The first month.</param>
/// <param name="Actual">The level met; NaN where it is not observed.</param>
/// <param name="Expected">The level of the baseline, in the same unit.</param>
/// <param name="Gap">ln(actual / expected); NaN where the level is not observed.</param>
public sealed record RecoveryPath(Period First, double[] Actual, double[] Expected, double[] Gap)
{
    /// <summary>Index of a month in the arrays.</summary>
    /// <param name="month">A month of the path.</param>
    public int IndexOf(Period month) => month.Ordinal - First.Ordinal;
}
