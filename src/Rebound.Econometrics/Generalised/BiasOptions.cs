namespace Rebound.Econometrics;

/// <summary>How the bias that estimated effects leave in coefficients is taken off.</summary>
public sealed record BiasOptions
{
    /// <summary>Periods over which a regressor may answer to earlier errors, as a lagged outcome does; 0 where regressors are strictly exogenous. Above 0 the table is a panel and its unit an effect of the model.</summary>
    public int Lags { get; init; }

    /// <summary>For three-way gravity: the name of the time dimension; null takes the one with the fewest groups.</summary>
    public string? Time { get; init; }
}
