namespace Rebound.Measures;

/// <summary>An interval of a log gap.</summary>
/// <param name="Low">Lower end, log.</param>
/// <param name="High">Upper end, log.</param>
/// <param name="Autocorrelation">Lag-one autocorrelation of the pre-shock residuals that widened it, 0 to 0.95.</param>
/// <param name="Freedom">Degrees of freedom of the residual variance.</param>
public sealed record GapInterval(double Low, double High, double Autocorrelation, int Freedom)
{
    /// <summary>Lower end in per cent of the expected level.</summary>
    public double LowPercent => 100 * (Math.Exp(Low) - 1);

    /// <summary>Upper end in per cent of the expected level.</summary>
    public double HighPercent => 100 * (Math.Exp(High) - 1);
}
