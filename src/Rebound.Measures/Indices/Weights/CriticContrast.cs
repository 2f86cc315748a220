namespace Rebound.Measures;

/// <summary>How CRITIC measures how well an indicator tells units apart; from min-max normalised values.</summary>
public enum CriticContrast
{
    /// <summary>Standard deviation (Diakoulaki, Mavrotas and Papayannakis, 1995).</summary>
    Deviation,

    /// <summary>Coefficient of variation.</summary>
    Variation,

    /// <summary>1 − e, the information that entropy leaves.</summary>
    Entropy,
}
