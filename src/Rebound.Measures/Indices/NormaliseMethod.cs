namespace Rebound.Measures;

/// <summary>How values of different units become comparable. Minimum, maximum, mean and deviation are those of all unit-years of the fit window.</summary>
public enum NormaliseMethod
{
    /// <summary>z = (x − min) / (max − min); 1 − z for a negative direction.</summary>
    MinMax,

    /// <summary>z = (x − mean) / s with s the sample deviation (n − 1); −z for a negative direction.</summary>
    ZScore,
}
