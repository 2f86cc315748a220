namespace Rebound.Measures;

/// <summary>Limits and parameters of outlier treatment.</summary>
public sealed record TreatSettings
{
    /// <summary>The usual settings.</summary>
    public static TreatSettings Default { get; } = new();

    /// <summary>|Skewness| below which an indicator passes.</summary>
    public double SkewnessLimit { get; init; } = 2;

    /// <summary>Excess kurtosis below which an indicator passes; one of the two suffices.</summary>
    public double KurtosisLimit { get; init; } = 3.5;

    /// <summary>Largest share of the observed values that may be winsorised, 0 to 1; at least one point.</summary>
    public double WinsoriseShare { get; init; } = 0.05;

    /// <summary>λ of Box and Cox (1964).</summary>
    public double Lambda { get; init; }
}
