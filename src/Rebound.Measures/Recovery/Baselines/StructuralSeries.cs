using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Structural time series: local level, local slope and seasonal dummies that may change (Harvey, 1989).</summary>
/// <remarks>Variances of level, slope and season relative to the irregular by diffuse maximum likelihood, Kalman filter.</remarks>
internal static class StructuralSeries
{
    private const double LeastWeight = 1e-4;
    private static readonly (double Log, double Weight)[] Levels = [(-12, 0.5), (-4.5, 0.1), (-3, 0.1), (-1.5, 0.1), (0, 0.1), (1.5, 0.1)];
    private static readonly (double Log, double Weight)[] Slopes = [(-14, 0.5), (-9, 0.25), (-6.5, 0.25)];
    private static readonly (double Log, double Weight)[] Seasons = [(-12, 0.5), (-6, 0.25), (-3, 0.25)];
    private const double Widest = 16; // logs of variance ratios beyond this change nothing

    /// <summary>Fits the model and forecasts.</summary>
    /// <param name="y">n values, NaN is missing; more than the number of states by three.</param>
    /// <param name="period">Observations a season.</param>
    /// <param name="months">H.</param>
    /// <exception cref="NumericalException">The series is too short or does not vary.</exception>
    public static SeriesForecast Forecast(double[] y, int period, int months)
    {
        var states = 1 + period;
        if (y.Length < states + 4) throw new NumericalException($"A structural model needs at least {states + 4} months and has {y.Length}.");
        Objective minus = free =>
        {
            foreach (var value in free)
                if (!(Math.Abs(value) < Widest)) return double.PositiveInfinity;
            return ModelOf(free, period).Filter(y) is { } at && at.Variance > 0 ? -at.LogLikelihood : double.PositiveInfinity;
        };
        var minimum = QuasiNewton.Minimise(minus, [-1, -6, -4], 1e-7, 60);
        var model = ModelOf(minimum.Point, period);
        var fit = model.Filter(y) ?? throw new NumericalException("The months before the shock cannot determine a structural model.");
        var (mean, _) = model.Forecast(fit, months);
        return new SeriesForecast("structural (level, slope, season)", fit.Fitted, mean, FactorOf(y, fit.LogLikelihood, period, mean)) { Freedom = y.Length - states };
    }

    // Errors over a grid of variance ratios, weighed by likelihood: half of the prior stands on a component that does not change.
    private static double[] FactorOf(double[] y, double top, int period, double[] mean)
    {
        var mixture = new ForecastMixture(mean);
        foreach (var level in Levels)
            foreach (var slope in Slopes)
                foreach (var season in Seasons)
                {
                    var model = ModelOf([level.Log, slope.Log, season.Log], period);
                    if (model.Filter(y) is not { } fit || !(fit.Variance > 0)) continue;
                    var weight = level.Weight * slope.Weight * season.Weight * Math.Exp(fit.LogLikelihood - top);
                    if (!(weight > LeastWeight)) continue;
                    var (path, covariance) = model.Forecast(fit, mean.Length);
                    for (var i = 0; i < covariance.Length; i++) covariance[i] *= fit.Variance;
                    mixture.Add(weight, path, covariance);
                }
        return mixture.Factor();
    }

    // States: level, slope, the last period − 1 seasons.
    private static LinearStateSpace ModelOf(ReadOnlySpan<double> logs, int period)
    {
        var m = 1 + period;
        var (transition, observation, variances) = (new double[m * m], new double[m], new double[m]);
        (transition[0], transition[1], transition[m + 1]) = (1, 1, 1);
        for (var s = 2; s < m; s++) transition[2 * m + s] = -1;
        for (var s = 3; s < m; s++) transition[s * m + s - 1] = 1;
        (observation[0], observation[2]) = (1, 1);
        for (var i = 0; i < 3; i++) variances[i] = Math.Exp(logs[i]);
        return new LinearStateSpace(transition, observation, variances, 1);
    }
}
