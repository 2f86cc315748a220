namespace Rebound.Measures;

/// <summary>What is done to an indicator whose |skewness| and excess kurtosis both lie beyond the limits; others are left alone.</summary>
public enum TreatMethod
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Outlying points are set to the next value, one value after the other, until the limits are met; an indicator that cannot meet them within the share of points allowed is left as it was.</summary>
    Winsorise,

    /// <summary>As <see cref="Winsorise"/>; an indicator that cannot meet the limits is logged instead (<see cref="LogPlus"/>).</summary>
    WinsoriseThenLog,

    /// <summary>As <see cref="Winsorise"/>; an indicator that cannot meet the limits is transformed by Box and Cox instead.</summary>
    WinsoriseThenBoxCox,

    /// <summary>ln(x − min + 0.01 (max − min)).</summary>
    Log,

    /// <summary>As <see cref="Log"/> for positive skewness; mirrored, −ln(max − x + 0.01 (max − min)), for negative.</summary>
    LogPlus,

    /// <summary>((x − min + 1)^λ − 1)/λ, or ln(x − min + 1) for λ = 0.</summary>
    BoxCox,
}
