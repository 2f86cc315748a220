using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The automatic choice among exponential smoothing models of logs and of levels, with joint errors of the logs of the months to come.</summary>
/// <remarks>Candidates: six models with additive parts of the logs; of the levels the fifteen that R's ets looks at (errors A or M; trend none, A
/// or damped; season none, A or M; no additive error with a season that multiplies). Levels are taken in units of their geometric mean, so
/// that likelihoods of logs and of levels are densities of the same numbers and AICc compares them. A model of levels whose forecast could
/// fall below zero is passed over. The expected path is that of the model of least AICc, in logs of its point forecast; errors are those of every model by exp(−ΔAICc/2):
/// analytic with additive errors, by simulation with keyed draws with multiplicative ones: parameters as likely as the twin of logs has them (the grid of
/// <see cref="SmoothingAverage"/>, for a maximum at the edge has no curvature), the initial state around its maximum.</remarks>
internal static class SmoothingChoice
{
    private const double LeastWeight = 0.02;
    private const double DeviationsAboveZero = 3;
    private const double LargestShareBelowZero = 0.01;
    private const int Draws = 64; // of parameters, each with its mirror image
    private const int Paths = 3; // of errors for each of them, each with its mirror image

    /// <summary>The path of the model of least AICc.</summary>
    /// <param name="logs">n finite logs without gaps.</param>
    /// <param name="season">Months a season.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast Path(double[] logs, int season, int months)
    {
        var (candidates, mean) = Candidates(logs, season, months);
        return PathOf(Best(candidates, months, []), mean, months);
    }

    /// <summary>Chooses a model and forecasts.</summary>
    /// <param name="logs">n finite logs without gaps.</param>
    /// <param name="season">Months a season.</param>
    /// <param name="months">H.</param>
    public static SeriesForecast Forecast(double[] logs, int season, int months)
    {
        var (candidates, mean) = Candidates(logs, season, months);
        Dictionary<SmoothingCandidate, Drawn?> drawn = [];
        var best = Best(candidates, months, drawn);
        var chosen = PathOf(best, mean, months);
        var mixture = new ForecastMixture(chosen.Mean);
        foreach (var candidate in candidates)
        {
            var weight = Math.Exp(-0.5 * (candidate.Fit.Aicc - best.Fit.Aicc));
            if (weight < LeastWeight) continue;
            if (candidate.OfLogs) SmoothingAverage.Add(mixture, weight, logs, candidate.Fit, months);
            else if (candidate.Fit.Model.Error == Component.Additive) AddLevels(mixture, weight, candidate, mean, months);
            else if ((drawn.TryGetValue(candidate, out var known) ? known : Draw(candidate, months)) is { } draws) mixture.Add(weight, [.. draws.Mean.Select(log => log + mean)], draws.Covariance);
        }
        return chosen with { Factor = mixture.Factor(), Freedom = logs.Length - best.Fit.Model.Parameters - best.Fit.Model.FreeStates };
    }

    // The least AICc among models whose levels do not fall below zero; those that do are taken off the list.
    private static SmoothingCandidate Best(List<SmoothingCandidate> candidates, int months, Dictionary<SmoothingCandidate, Drawn?> drawn)
    {
        while (true)
        {
            var best = candidates.MinBy(c => c.Fit.Aicc)!;
            if (best.OfLogs || best.Fit.Model.Error == Component.Additive) return best;
            if ((drawn[best] = Draw(best, months)) is not null) return best;
            candidates.Remove(best);
        }
    }

    /// <summary>Every candidate of the choice, those of logs first.</summary>
    /// <returns>The candidates, and the mean of the logs that levels are measured from.</returns>
    public static (List<SmoothingCandidate> Candidates, double Mean) Candidates(double[] logs, int season, int months)
    {
        var mean = 0.0;
        foreach (var log in logs) mean += log / logs.Length;
        double[] levels = [.. logs.Select(log => Math.Exp(log - mean))];
        var additive = SmoothingFit.AdditiveModels(season, seasonal: true);
        var ofLogs = SmoothingFit.All(logs, additive);
        var ofLevels = SmoothingFit.All(levels, additive, ofLogs);
        List<SmoothingCandidate> candidates = [.. ofLogs.Select(fit => new SmoothingCandidate(fit, levels, true, [], fit))];
        foreach (var fit in ofLevels)
        {
            var forecast = fit.Forecast(months);
            if (Enumerable.Range(0, months).All(h => forecast.Mean[h] > DeviationsAboveZero * forecast.Deviation(h))) candidates.Add(new SmoothingCandidate(fit, levels, false, [], TwinOf(fit.Model, ofLogs)!));
        }
        foreach (var model in MultiplicativeFit.Models(season))
        {
            if (levels.Length < model.Parameters + model.FreeStates + 4) continue;
            var twin = TwinOf(model, model.Season == Component.Multiplicative ? ofLogs : ofLevels);
            if (twin is null || Fit(levels, model, Centred(twin, model, mean), out var precision) is not { } found) continue;
            if (Array.TrueForAll(found.PointPath(months), level => level > 0)) candidates.Add(new SmoothingCandidate(found, levels, false, precision, TwinOf(model, ofLogs)!));
        }
        return (candidates, mean);
    }

    private static ExponentialSmoothing? TwinOf(SmoothingModel model, List<ExponentialSmoothing> fits) =>
        fits.Find(fit => fit.Model.Trend == model.Trend && fit.Model.Damped == model.Damped && fit.Model.Season == Component.None == (model.Season == Component.None));

    private static ExponentialSmoothing? Fit(double[] levels, SmoothingModel model, ExponentialSmoothing twin, out double[] precision)
    {
        try
        {
            return MultiplicativeFit.Fit(levels, model, [twin], out precision);
        }
        catch (NumericalException)
        {
            precision = []; // a model whose levels would fall below zero is no candidate
            return null;
        }
    }

    // The twin of a season that multiplies is a model of logs; its level is brought to the unit of the levels.
    private static ExponentialSmoothing Centred(ExponentialSmoothing twin, SmoothingModel model, double mean) =>
        model.Season == Component.Multiplicative ? twin.From(twin.Initial with { Level = twin.Initial.Level - mean }) : twin;

    private static SeriesForecast PathOf(SmoothingCandidate candidate, double mean, int months)
    {
        var (fit, path) = (candidate.Fit, candidate.Fit.PointPath(months));
        if (candidate.OfLogs) return new SeriesForecast($"{fit.Model} of logs", fit.Fitted, path, []);
        return new SeriesForecast($"{fit.Model} of levels", [.. fit.Fitted.Select(level => level > 0 ? mean + Math.Log(level) : double.NaN)], [.. path.Select(level => mean + Math.Log(level))], []);
    }

    // Errors of levels as errors of their logs: divided by the level.
    private static void AddLevels(ForecastMixture mixture, double weight, SmoothingCandidate candidate, double mean, int months)
    {
        var path = candidate.Fit.PointPath(months);
        var own = new ForecastMixture(path);
        SmoothingAverage.Add(own, 1, candidate.Levels, candidate.Fit, months);
        var factor = own.Factor();
        for (var h = 0; h < months; h++)
            for (var c = 0; c <= h; c++) factor[h * months + c] /= path[h];
        mixture.AddFactor(weight, 1, PathOf(candidate, mean, months) with { Factor = factor });
    }

    // Mean and covariance of simulated logs of levels; null where levels may fall below zero.
    private static Drawn? Draw(SmoothingCandidate candidate, int months)
    {
        var (fit, levels) = (candidate.Fit, candidate.Levels);
        var stream = new RandomStream(Draws, (ulong)((int)fit.Model.Trend + 3 * (fit.Model.Damped ? 1 : 0) + 6 * (int)fit.Model.Season));
        var around = MultiplicativeFit.Around(levels, fit);
        var (centre, first) = (around.Centre, fit.Model.Parameters);
        var (points, shares) = SmoothingAverage.Points(new SmoothingFit([.. levels.Select(level => Math.Log(level))], candidate.Twin.Model), candidate.Twin);
        var (k, states) = (centre.Length, centre.Length - first);
        var factor = new double[states * states]; // of the initial state given the parameters
        for (var i = 0; i < states; i++)
            for (var j = 0; j < states; j++)
                factor[i * states + j] = candidate.Precision[(first + i) * k + first + j] * (i == j ? 1 + 1e-10 : 1);
        var known = PositiveDefinite.TryFactor(factor, states);
        var (normal, free, errors, path) = (new double[states], new double[k], new double[months], new double[months]);
        var (sum, products) = (new double[months], new double[months * months]);
        int taken = 0, below = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var parametersDrawn = points[Pick(shares, (draw + stream.NextUniform()) / Draws)];
            for (var i = 0; i < states; i++) normal[i] = stream.NextNormal();
            for (var mirror = -1; mirror <= 1; mirror += 2)
            {
                around.Share(parametersDrawn, free);
                for (var i = states - 1; i >= 0; i--) // L'x = ±z
                {
                    var value = mirror * normal[i];
                    for (var j = i + 1; j < states; j++) value -= factor[j * states + i] * (free[first + j] - centre[first + j]);
                    free[first + i] = centre[first + i] + (known ? value / factor[i * states + i] : 0);
                }
                var (parameters, last) = around.Moved(free) ?? (fit.Parameters, fit.Last);
                var deviation = Math.Sqrt(fit.Variance);
                for (var p = 0; p < Paths; p++)
                {
                    for (var h = 0; h < months; h++) errors[h] = deviation * stream.NextNormal();
                    for (var sign = -1; sign <= 1; sign += 2)
                    {
                        if (!ExponentialSmoothing.TryPath(fit.Model, parameters, last, errors, sign, path))
                        {
                            below++;
                            continue;
                        }
                        taken++;
                        for (var h = 0; h < months; h++)
                        {
                            path[h] = Math.Log(path[h]);
                            sum[h] += path[h];
                            for (var j = 0; j <= h; j++) products[h * months + j] += path[h] * path[j];
                        }
                    }
                }
            }
        }
        if (!(below <= LargestShareBelowZero * taken)) return null;
        for (var h = 0; h < months; h++)
        {
            sum[h] /= taken;
            for (var j = 0; j <= h; j++) products[h * months + j] = products[h * months + j] / taken - sum[h] * sum[j];
        }
        return new Drawn(sum, products);
    }

    private static int Pick(double[] shares, double at)
    {
        var k = 0;
        for (var sum = shares[0]; k + 1 < shares.Length && sum < at; k++) sum += shares[k + 1];
        return k;
    }

    private sealed record Drawn(double[] Mean, double[] Covariance);
}
