namespace Rebound.Measures;

/// <summary>Exponential smoothing whose errors carry what is not known of the model, its parameters and its initial state.</summary>
/// <remarks>The expected path is that of the model of least AICc. Models count by exp(−ΔAICc/2) (Burnham and Anderson, 2002); within a model
/// the parameters are integrated over a grid, uniform in α, β/α, γ/(1 − α) and φ, by the likelihood that has the initial state and σ²
/// integrated out, |X'X|^(−1/2)·SS^(−(n − k)/2).</remarks>
internal static class SmoothingAverage
{
    private const double LeastWeight = 0.02; // models below change an interval by less than its rounding
    private const double Hopeless = 20; // logs of likelihood
    private const double LeastPoint = 1e-3;

    // Values and prior weights: half for a component that does not change, half spread evenly.
    private static readonly (double At, double Weight)[] Alphas = Cells(0.5, 0, 0.015, 0.05, 0.11, 0.2, 0.32, 0.47, 0.64, 0.82, 1);
    private static readonly (double At, double Weight)[] Betas = Cells(0.5, 0, 0.02, 0.12, 1);
    private static readonly (double At, double Weight)[] Gammas = Cells(0.5, 0, 0.05, 0.25, 1);
    private static readonly (double At, double Weight)[] Phis = Cells(0, SmoothingFit.LowestDamping, 0.86, 0.92, SmoothingFit.HighestDamping);
    private static readonly (double At, double Weight)[] Without = [(0, 1)];
    private static readonly (double At, double Weight)[] Undamped = [(1, 1)];

    /// <summary>Chooses a model and forecasts.</summary>
    /// <param name="y">n finite values without gaps.</param>
    /// <param name="models">Candidates.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast Forecast(double[] y, IEnumerable<SmoothingModel> models, int months)
    {
        var fits = SmoothingFit.All(y, models);
        var best = fits.MinBy(fit => fit.Aicc)!;
        var chosen = best.Forecast(months);
        var mixture = new ForecastMixture(chosen.Mean);
        foreach (var fit in fits)
        {
            var weight = Math.Exp(-0.5 * (fit.Aicc - best.Aicc));
            if (weight >= LeastWeight) Add(mixture, weight, y, fit, months);
        }
        return chosen with { Factor = mixture.Factor(), Freedom = y.Length - best.Model.Parameters - best.Model.FreeStates };
    }

    /// <summary>Adds one model, its parameters integrated over a grid.</summary>
    public static void Add(ForecastMixture mixture, double weight, double[] y, ExponentialSmoothing fit, int months)
    {
        var state = new SmoothingFit(y, fit.Model);
        var (points, shares) = Points(state, fit);
        state.AddForecasts(points, [.. shares.Select(share => weight * share)], months, mixture);
    }

    /// <summary>Parameters of a model with their shares of the integrated likelihood times the prior.</summary>
    /// <param name="state">Room of the series and the model.</param>
    /// <param name="fit">The model at its maximum.</param>
    public static (SmoothingParameters[] Points, double[] Shares) Points(SmoothingFit state, ExponentialSmoothing fit)
    {
        var best = fit.Parameters;
        var top = state.Marginals([best])[0];
        var (betaShare, gammaShare) = (best.Beta / best.Alpha, best.Alpha < 1 ? best.Gamma / (1 - best.Alpha) : 0);
        SmoothingParameters At(double alpha, double beta, double gamma, double phi) => new(alpha, beta * alpha, gamma * (1 - alpha), phi);
        // Cells that are hopeless even with all else at its best are left out.
        (double At, double Weight)[] Plausible((double At, double Weight)[] cells, Func<double, SmoothingParameters> along)
        {
            if (cells.Length == 1) return cells;
            var marginals = state.Marginals([.. cells.Select(cell => along(cell.At))]);
            return [.. cells.Where((_, k) => marginals[k] > top - Hopeless)];
        }
        var alphas = Plausible(Alphas, alpha => At(alpha, betaShare, gammaShare, best.Phi));
        var betas = Plausible(fit.Model.Trend == Component.None ? Without : Betas, beta => At(best.Alpha, beta, gammaShare, best.Phi));
        var gammas = Plausible(fit.Model.Season == Component.None ? Without : Gammas, gamma => At(best.Alpha, betaShare, gamma, best.Phi));
        var phis = Plausible(fit.Model.Damped ? Phis : Undamped, phi => At(best.Alpha, betaShare, gammaShare, phi));
        List<SmoothingParameters> points = [];
        List<double> priors = [];
        foreach (var alpha in alphas)
            foreach (var beta in betas)
                foreach (var gamma in gammas)
                    foreach (var phi in phis)
                    {
                        points.Add(At(alpha.At, beta.At, gamma.At, phi.At));
                        priors.Add(alpha.Weight * beta.Weight * gamma.Weight * phi.Weight);
                    }
        double[] shares = [.. state.Marginals([.. points]).Select((log, k) => double.IsFinite(log) ? priors[k] * Math.Exp(log - top) : 0)];
        var sum = shares.Sum();
        if (!(sum > 0)) (points, shares, sum) = ([best], [1], 1);
        int[] kept = [.. Enumerable.Range(0, shares.Length).Where(k => shares[k] > LeastPoint * sum)];
        return ([.. kept.Select(k => points[k])], [.. kept.Select(k => shares[k] / sum)]);
    }

    private static (double At, double Weight)[] Cells(double atFirst, params double[] edges)
    {
        List<(double, double)> cells = atFirst > 0 ? [(edges[0] + 1e-4, atFirst)] : [];
        for (var k = 1; k < edges.Length; k++) cells.Add((0.5 * (edges[k - 1] + edges[k]), (1 - atFirst) * (edges[k] - edges[k - 1]) / (edges[^1] - edges[0])));
        return [.. cells];
    }
}
