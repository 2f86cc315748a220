using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Automatic choice of a seasonal ARIMA model: differences by tests, the other orders by AICc in a stepwise walk.</summary>
/// <remarks>The walk starts from (2,2)(1,1), (0,0)(0,0), (1,0)(1,0), (0,1)(0,1) and moves to the best neighbour, one order or one pair of
/// orders up or down, with or without a constant, until none is better (Hyndman and Khandakar, 2008). Models with a root nearer to the
/// unit circle than 1.01 are passed over. Each likelihood is exact; a neighbour starts from the coefficients found before.</remarks>
internal sealed class ArimaSearch
{
    private const int MostOrdinary = 3;
    private const int MostSeasonal = 2;
    private const double LargestPartial = 0.99; // a root of 1.01

    private readonly double[] levels;
    private readonly ArimaOrder basis;
    private readonly Dictionary<ArimaOrder, SeasonalArima?> tried = [];
    private SeasonalArima? best;

    private ArimaSearch(ReadOnlySpan<double> levels, int season)
    {
        this.levels = levels.ToArray();
        var seasonal = DifferencingTests.Seasonal(levels, season);
        basis = new ArimaOrder(0, 0, 0, 0, seasonal, 0, season, false);
        basis = basis with { D = DifferencingTests.First(SeasonalArima.Differences(levels, basis)) };
        if (basis.D == 2 && seasonal == 1) basis = basis with { D = 1 }; // three differences forecast wildly
    }

    /// <summary>Finds a model.</summary>
    /// <param name="levels">Finite values without gaps, at least two seasons.</param>
    /// <param name="season">Observations a season.</param>
    /// <exception cref="NumericalException">No model could be fitted: the series is too short or does not vary.</exception>
    public static SeasonalArima Find(ReadOnlySpan<double> levels, int season) => Walk(levels, season).Chosen();

    /// <summary>Finds a model, and the others that were tried, with those of the other number of first differences beside the best.</summary>
    /// <param name="levels">Finite values without gaps, at least two seasons.</param>
    /// <param name="season">Observations a season.</param>
    /// <param name="tried">Every model that could be fitted.</param>
    /// <exception cref="NumericalException">No model could be fitted: the series is too short or does not vary.</exception>
    public static SeasonalArima Find(ReadOnlySpan<double> levels, int season, out List<SeasonalArima> tried)
    {
        var search = Walk(levels, season);
        var chosen = search.Chosen();
        var o = chosen.Order;
        if (o.D > 0) search.Try(o with { D = o.D - 1, P = Math.Max(1, o.P), Constant = o.D - 1 + o.SeasonalD < 2 });
        else
            foreach (var (p, q) in new[] { (o.P, Math.Max(1, o.Q)), (Math.Max(0, o.P - 1), Math.Max(1, o.Q)) })
                search.Try(o with { D = 1, P = p, Q = q, Constant = o.SeasonalD == 0 });
        tried = [.. search.tried.Values.Where(fit => fit is not null).Select(fit => fit!)];
        return chosen;
    }

    private static ArimaSearch Walk(ReadOnlySpan<double> levels, int season)
    {
        var search = new ArimaSearch(levels, season);
        var constant = search.basis.D + search.basis.SeasonalD < 2;
        var most = season > 1 ? 1 : 0;
        search.Try(search.basis with { P = 2, Q = 2, SeasonalP = most, SeasonalQ = most, Constant = constant });
        search.Try(search.basis with { Constant = constant });
        search.Try(search.basis with { P = 1, SeasonalP = most, Constant = constant });
        search.Try(search.basis with { Q = 1, SeasonalQ = most, Constant = constant });
        if (constant) search.Try(search.basis);
        for (var at = search.best?.Order; at is { } order;)
        {
            foreach (var neighbour in Neighbours(order, constant)) search.Try(neighbour);
            if (search.best!.Order == order) break;
            at = search.best.Order;
        }
        return search;
    }

    private SeasonalArima Chosen() => best is { } found ? SeasonalArima.Fit(levels, found.Order, found.Coefficients) : throw new NumericalException($"No seasonal ARIMA model could be fitted to {levels.Length} months.");

    private static IEnumerable<ArimaOrder> Neighbours(ArimaOrder o, bool constant)
    {
        foreach (var step in new[] { -1, 1 })
        {
            yield return o with { SeasonalP = o.SeasonalP + step };
            yield return o with { SeasonalQ = o.SeasonalQ + step };
            yield return o with { SeasonalP = o.SeasonalP + step, SeasonalQ = o.SeasonalQ + step };
            yield return o with { P = o.P + step };
            yield return o with { Q = o.Q + step };
            yield return o with { P = o.P + step, Q = o.Q + step };
        }
        if (constant) yield return o with { Constant = !o.Constant };
    }

    private void Try(ArimaOrder order)
    {
        if (order.P is < 0 or > MostOrdinary || order.Q is < 0 or > MostOrdinary || order.SeasonalP < 0 || order.SeasonalQ < 0) return;
        var most = order.Season > 1 ? MostSeasonal : 0;
        if (order.SeasonalP > most || order.SeasonalQ > most || tried.ContainsKey(order)) return;
        if (levels.Length - order.Lost < Math.Max(order.Coefficients + 6, order.Span + 1)) return;
        SeasonalArima? fit = null;
        try
        {
            fit = SeasonalArima.Fit(levels, order, StartFrom(order), 1e-5);
        }
        catch (NumericalException)
        {
            // A model that cannot be fitted is no candidate.
        }
        tried.Add(order, fit);
        if (fit is not null && !fit.NearUnitRoot(LargestPartial) && (best is null || fit.Aicc < best.Aicc)) best = fit;
    }

    private double[] StartFrom(ArimaOrder order)
    {
        if (best is null || order.Coefficients == 0) return [];
        var (from, start) = (best.Order, SeasonalArima.InitialCoefficients(order));
        var (at, other) = (0, 0);
        foreach (var (wanted, there) in new[] { (order.P, from.P), (order.Q, from.Q), (order.SeasonalP, from.SeasonalP), (order.SeasonalQ, from.SeasonalQ) })
        {
            for (var i = 0; i < wanted && there > 0; i++) start[at + i] = i < there ? best.Coefficients[other + i] : 0;
            (at, other) = (at + wanted, other + there);
        }
        return start;
    }
}
