namespace Rebound.Measures;

/// <summary>How a hazard depends on its linear predictor.</summary>
public enum HazardLink
{
    /// <summary>ln(h/(1 − h)).</summary>
    Logit,

    /// <summary>ln(−ln(1 − h)), the form of grouped proportional hazards.</summary>
    ComplementaryLogLog,
}
