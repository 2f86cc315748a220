namespace Rebound.Measures;

/// <summary>What a unit's level is compared with. All are fitted to logs of months before the shock alone.</summary>
public enum Baseline
{
    /// <summary>ln Ê = the mean of the logs of the same calendar month over the base years.</summary>
    SameMonth,

    /// <summary>The same, moved on by the unit's own log growth per year between the base years.</summary>
    SameMonthGrowth,

    /// <summary>Last year's month, moved on by the mean growth a year of the last two years.</summary>
    TwoYearAverage,

    /// <summary>Season by local regression, the rest by exponential smoothing.</summary>
    Decomposition,

    /// <summary>Exponential smoothing, model chosen by AICc.</summary>
    Smoothing,

    /// <summary>Seasonal ARIMA by exact likelihood, orders chosen by AICc.</summary>
    Arima,

    /// <summary>Trend line and months: the part of an interrupted time series before the shock.</summary>
    Interrupted,

    /// <summary>Local level, slope and season by Kalman filter.</summary>
    Structural,

    /// <summary>Weighted units that the shock left alone.</summary>
    SyntheticControl,

    /// <summary>The same, with levels free and months weighted.</summary>
    SyntheticDifference,

    /// <summary>Low-rank completion of the panel.</summary>
    MatrixCompletion,
}
