namespace Rebound.Measures;

/// <summary>How indicators are weighted within their dimension.</summary>
public enum WeightMethod
{
    /// <summary>Each the same.</summary>
    Equal,

    /// <summary>As given with the indicators; must sum to one within each dimension (over all indicators with <see cref="DimensionWeights.Flat"/>).</summary>
    Given,

    /// <summary>By information entropy over all unit-years: w = (1 − e) / Σ(1 − e).</summary>
    Entropy,
}
