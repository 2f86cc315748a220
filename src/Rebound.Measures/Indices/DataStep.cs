namespace Rebound.Measures;

/// <summary>A step that changes values before they are normalised.</summary>
public enum DataStep
{
    /// <summary>Division by a denominator.</summary>
    Denominate,

    /// <summary>Filling of a gap.</summary>
    Impute,

    /// <summary>Treatment of outliers.</summary>
    Treat,
}
