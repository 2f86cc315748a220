using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Seasonal ARIMA whose errors carry what is not known of the orders, the first difference and the coefficients.</summary>
/// <remarks>The expected path is that of the model of least AICc. Every model tried counts by exp(−ΔAICc/2), those with and without the
/// first difference together by the chance that the level wanders (<see cref="WanderingErrors"/>), with likelihoods of the same months: a model without the first difference is taken given its first value. Within a model the coefficients are normal in the
/// free variables around the maximum, with the prior that is uniform in partial autocorrelations, and stand for by 2k points
/// (Julier and Uhlmann, 1997).</remarks>
internal static class ArimaAverage
{
    private const double LeastWeight = 0.05;
    private const double SpreadWeight = 0.25; // lesser models stand at their maximum
    private const double PriorPrecision = 1.2159; // 12/π²: of atanh r with r uniform in (−1, 1)

    /// <summary>Chooses a model and forecasts.</summary>
    /// <param name="y">Finite values without gaps.</param>
    /// <param name="season">Observations a season.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast Forecast(double[] y, int season, int months)
    {
        var best = ArimaSearch.Find(y, season, out var tried);
        var chosen = best.Forecast(months);
        var mixture = new ForecastMixture(chosen.Mean);
        var lost = tried.Max(fit => fit.Order.Lost);
        double Criterion(SeasonalArima fit) => SeasonalArima.AiccOf(fit.LogLikelihood - (fit.Order.Lost < lost ? fit.FirstTerm : 0), fit.Order.Coefficients + (fit.Order.Constant ? 1 : 0) + 1, y.Length - lost);
        var least = tried.Min(Criterion);
        var wanders = y.Length >= WanderingErrors.LeastMonths && least < double.PositiveInfinity && tried.TrueForAll(fit => fit.Order.D < 2) ? new WanderingErrors(y).Chance : 0.5;
        double[] weights = [.. tried.Select(fit => Math.Exp(-0.5 * (Criterion(fit) - least)))];
        double Sum(int d) => tried.Select((fit, k) => fit.Order.D == d ? weights[k] : 0).Sum();
        var (low, high) = (tried.Min(fit => fit.Order.D), tried.Max(fit => fit.Order.D));
        double[] sums = [Sum(low), Sum(high)];
        if (low < high)
            for (var k = 0; k < weights.Length; k++)
                weights[k] *= tried[k].Order.D == low ? (1 - wanders) / sums[0] : wanders / sums[1];
        for (var k = 0; k < tried.Count; k++)
            if (weights[k] >= LeastWeight * weights.Max()) Add(mixture, weights[k], y, tried[k], months, weights[k] >= SpreadWeight * weights.Max());
        Add(mixture, LeastWeight * weights.Max(), y, best, months, spread: true);
        return chosen with { Factor = mixture.Factor(), Freedom = best.Freedom };
    }

    private static void Add(ForecastMixture mixture, double weight, double[] y, SeasonalArima fit, int months, bool spread)
    {
        var points = spread ? Points(y, fit) : [ArmaPolynomials.Unconstrain(fit.Order, fit.Coefficients)];
        foreach (var point in points)
            try
            {
                var at = SeasonalArima.At(y, fit.Order, ArmaPolynomials.Constrain(fit.Order, point));
                mixture.AddFactor(weight / points.Count, (double)(y.Length - fit.Order.Lost) / fit.Freedom, at.ForecastWithConstant(months));
            }
            catch (NumericalException)
            {
                // A point on the edge of stationarity has no covariance; the others stand for it.
            }
    }

    private static List<double[]> Points(double[] y, SeasonalArima fit)
    {
        var centre = ArmaPolynomials.Unconstrain(fit.Order, fit.Coefficients);
        var k = centre.Length;
        var likelihood = new ArmaLikelihood(fit.Order, SeasonalArima.Differences(y, fit.Order));
        var hessian = QuasiNewton.Hessian(likelihood.NegativesOfUnconstrained, centre, 1e-2);
        var precision = new double[k * k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                precision[i * k + j] = hessian[i, j] + (i == j ? PriorPrecision : 0);
        if (k == 0 || !PositiveDefinite.TryFactor(precision, k)) return [centre];
        List<double[]> points = [];
        for (var i = 0; i < k; i++)
        {
            // Columns of the inverse of the transposed factor: L'x = eᵢ√k.
            var step = new double[k];
            for (var r = i; r >= 0; r--)
            {
                var sum = r == i ? Math.Sqrt(k) : 0;
                for (var c = r + 1; c <= i; c++) sum -= precision[c * k + r] * step[c];
                step[r] = sum / precision[r * k + r];
            }
            foreach (var sign in new[] { -1, 1 }) points.Add([.. centre.Zip(step, (x, s) => x + sign * s)]);
        }
        return points;
    }
}
