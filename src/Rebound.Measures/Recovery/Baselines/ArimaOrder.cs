namespace Rebound.Measures;

/// <summary>Orders of a seasonal ARIMA(p,d,q)(P,D,Q) model with season s.</summary>
/// <param name="P">p, autoregressive.</param>
/// <param name="D">d, differences.</param>
/// <param name="Q">q, moving average.</param>
/// <param name="SeasonalP">P.</param>
/// <param name="SeasonalD">D.</param>
/// <param name="SeasonalQ">Q.</param>
/// <param name="Season">s, observations a season.</param>
/// <param name="Constant">Whether the differenced series has a mean.</param>
internal readonly record struct ArimaOrder(int P, int D, int Q, int SeasonalP, int SeasonalD, int SeasonalQ, int Season, bool Constant)
{
    /// <summary>Coefficients of the two autoregressive and two moving-average polynomials.</summary>
    public int Coefficients => P + Q + SeasonalP + SeasonalQ;

    /// <summary>Observations that differencing takes.</summary>
    public int Lost => D + SeasonalD * Season;

    /// <summary>Longest lag of the two products of polynomials.</summary>
    public int Span => Math.Max(P + SeasonalP * Season, Q + SeasonalQ * Season);

    /// <summary>For instance ARIMA(0,1,1)(0,1,1)12 with drift.</summary>
    public override string ToString()
    {
        var name = FormattableString.Invariant($"ARIMA({P},{D},{Q})({SeasonalP},{SeasonalD},{SeasonalQ}){Season}");
        return !Constant ? name : D + SeasonalD == 0 ? name + " with mean" : name + " with drift";
    }
}
