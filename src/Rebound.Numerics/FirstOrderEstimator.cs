namespace Rebound.Numerics;

/// <summary>How the first-order Sobol index is estimated from the runs A, B and ABᵢ (A with input i from B). V is the variance of A and B together.</summary>
public enum FirstOrderEstimator
{
    /// <summary>mean((y_B − m)(y_ABᵢ − y_A))/V with m the mean of A and B: Saltelli et al. (2010) after taking the mean off, which leaves the expectation as it is and takes away the variance that a large mean adds.</summary>
    Centred,

    /// <summary>mean(y_B(y_ABᵢ − y_A))/V, as Saltelli et al. (2010) print it; for comparison with programs that do the same.</summary>
    Uncentred,

    /// <summary>1 − mean((y_B − y_ABᵢ)²)/(2V): Jansen (1999), the better one for large indices.</summary>
    Jansen,
}
