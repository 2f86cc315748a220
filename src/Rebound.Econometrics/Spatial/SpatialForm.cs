namespace Rebound.Econometrics;

/// <summary>Where space enters a regression of y on X with weights W.</summary>
public enum SpatialForm
{
    /// <summary>y = Xβ + WXθ + ε: neighbours' regressors (SLX).</summary>
    Regressors,

    /// <summary>y = ρWy + Xβ + ε: neighbours' outcomes (SAR).</summary>
    Outcome,

    /// <summary>y = Xβ + u, u = λWu + ε: neighbours' disturbances (SEM).</summary>
    Disturbance,

    /// <summary>y = ρWy + Xβ + WXθ + ε (spatial Durbin, SDM).</summary>
    Durbin,

    /// <summary>y = Xβ + WXθ + u, u = λWu + ε (SDEM).</summary>
    DurbinDisturbance,

    /// <summary>y = ρWy + Xβ + u, u = λWu + ε, the same W in both (SAC, SARAR).</summary>
    Combined,
}
