namespace Rebound.Measures;

/// <summary>The lasting change of level: the mean log gap over the last twelve months of the analysis.</summary>
/// <param name="Mean">Mean of ln(actual / expected).</param>
/// <param name="Interval">Prediction interval of what the mean gap would be without a lasting change, laid around <paramref name="Mean"/>; null when the base years leave no residual.</param>
/// <param name="Note">Why there is no interval; empty when there is one.</param>
public sealed record LevelGap(double Mean, GapInterval? Interval, string Note)
{
    /// <summary>The mean gap in per cent of the expected level.</summary>
    public double Percent => 100 * (Math.Exp(Mean) - 1);
}
