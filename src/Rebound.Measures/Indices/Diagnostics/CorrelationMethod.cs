namespace Rebound.Measures;

/// <summary>A correlation coefficient.</summary>
public enum CorrelationMethod
{
    /// <summary>Pearson's r; p from t with n − 2 degrees of freedom.</summary>
    Pearson,

    /// <summary>Spearman's ρ, ties sharing average ranks; p from t with n − 2 degrees of freedom, an approximation below about 10 rows.</summary>
    Spearman,

    /// <summary>Kendall's τ-b; p from the normal distribution with ties in the variance, an approximation below about 10 rows.</summary>
    Kendall,
}
