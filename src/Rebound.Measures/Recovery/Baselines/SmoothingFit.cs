using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Maximum likelihood of exponential smoothing models with additive components.</summary>
/// <remarks>With the smoothing parameters fixed the errors are linear in the initial state, e = e₀ − X·x₀, so that x₀ follows by least
/// squares and only α, β, γ, φ are searched. Bounds: 0 &lt; β &lt; α &lt; 1, 0 &lt; γ &lt; 1 − α, 0.8 &lt; φ &lt; 0.98. Checked against R's forecast
/// package: the likelihoods reached are not below its own.</remarks>
internal sealed class SmoothingFit
{
    private const double Edge = 1e-4;
    private const double Furthest = 40; // free variables beyond are at the edge
    private const double SearchTolerance = 1e-7; // of likelihoods that are compared with each other

    /// <summary>φ lies between these.</summary>
    public const double LowestDamping = 0.8;

    /// <inheritdoc cref="LowestDamping"/>
    public const double HighestDamping = 0.98;

    private readonly SmoothingModel model;
    private readonly double[] y;
    private readonly double mean;
    private readonly int states;
    private readonly int seasons;
    private readonly bool trend;
    private readonly SmoothingLanes lanes;
    private readonly SmoothingParameters[] sets = new SmoothingParameters[SmoothingLanes.Width];

    /// <summary>Sets up room for a series and a model.</summary>
    public SmoothingFit(ReadOnlySpan<double> values, SmoothingModel model)
    {
        this.model = model;
        y = values.ToArray();
        foreach (var value in y) mean += value / y.Length;
        for (var t = 0; t < y.Length; t++) y[t] -= mean; // a shift of level alone; it keeps digits
        (trend, seasons, states) = (model.Trend != Component.None, model.Season == Component.None ? 0 : model.Period, model.FreeStates);
        lanes = new SmoothingLanes(y, model);
    }

    /// <summary>The six models that logs of levels are searched over: trend none, additive or damped; season none or additive.</summary>
    public static IEnumerable<SmoothingModel> AdditiveModels(int period, bool seasonal)
    {
        foreach (var season in seasonal ? new[] { Component.None, Component.Additive } : [Component.None])
            foreach (var (trend, damped) in new[] { (Component.None, false), (Component.Additive, false), (Component.Additive, true) })
                yield return new SmoothingModel(Component.Additive, trend, damped, season, period);
    }

    /// <summary>The model of least AICc.</summary>
    /// <param name="values">n finite values without gaps.</param>
    /// <param name="models">Candidates; those with too many parameters for n are passed over.</param>
    /// <exception cref="NumericalException">The series is too short for every candidate, or does not vary.</exception>
    public static ExponentialSmoothing Choose(ReadOnlySpan<double> values, IEnumerable<SmoothingModel> models)
    {
        return All(values, models).MinBy(fit => fit.Aicc)!;
    }

    /// <summary>Every candidate that has fewer parameters than the series can carry, at least one.</summary>
    /// <exception cref="NumericalException">The series is too short for every candidate, or does not vary.</exception>
    /// <param name="values">n finite values without gaps.</param>
    /// <param name="models">Candidates.</param>
    /// <param name="near">Fits of the same models to nearly the same series, from whose parameters a search starts beside that from a grid.</param>
    public static List<ExponentialSmoothing> All(ReadOnlySpan<double> values, IEnumerable<SmoothingModel> models, List<ExponentialSmoothing>? near = null)
    {
        List<ExponentialSmoothing> fits = [];
        foreach (var model in models)
            if (values.Length >= model.Parameters + model.FreeStates + 4) fits.Add(Fit(values, model, SearchTolerance, near?.Find(fit => fit.Model == model)?.Parameters));
        return fits.Count > 0 ? fits : throw new NumericalException($"{values.Length} months are too few for exponential smoothing.");
    }

    /// <summary>Fits one model.</summary>
    /// <param name="values">n finite values without gaps.</param>
    /// <param name="model">A model with additive components.</param>
    /// <param name="tolerance">Of the search.</param>
    /// <param name="near">Parameters near the best, or null.</param>
    public static ExponentialSmoothing Fit(ReadOnlySpan<double> values, SmoothingModel model, double tolerance = 1e-9, SmoothingParameters? near = null)
    {
        var fit = new SmoothingFit(values, model);
        var (start, other) = fit.Starts();
        if (near is { } at) other = fit.Free(at);
        var minimum = fit.Search(start, tolerance);
        if (other is not null && fit.Search(other, tolerance) is { } second && second.Value < minimum.Value) minimum = second;
        var parameters = fit.Parameters(minimum.Point);
        fit.lanes.Run([parameters]);
        return ExponentialSmoothing.At(values, model, parameters, fit.InitialState());
    }

    /// <summary>Log likelihoods with the initial state and σ² integrated out, up to a constant; NaN where they do not exist.</summary>
    public double[] Marginals(ReadOnlySpan<SmoothingParameters> parameters)
    {
        var values = new double[parameters.Length];
        for (var from = 0; from < parameters.Length; from += SmoothingLanes.Width)
        {
            var count = Math.Min(SmoothingLanes.Width, parameters.Length - from);
            lanes.Run(parameters.Slice(from, count));
            for (var c = 0; c < count; c++)
                values[from + c] = lanes.Squares[c] > 0 ? -0.5 * (y.Length - states) * Math.Log(lanes.Squares[c]) - lanes.LogDeterminants[c] : double.NaN;
        }
        return values;
    }

    /// <summary>Adds the forecasts at given parameters, with the errors of the months to come and of the initial state: σ²(WW' + J(X'X)⁻¹J').</summary>
    /// <param name="parameters">Sets of parameters.</param>
    /// <param name="weights">One a set.</param>
    /// <param name="months">H.</param>
    /// <param name="mixture">What they are added to.</param>
    public void AddForecasts(ReadOnlySpan<SmoothingParameters> parameters, ReadOnlySpan<double> weights, int months, ForecastMixture mixture)
    {
        var (path, effects, factor) = (new double[months], new double[months * states], new double[states * states]);
        for (var from = 0; from < parameters.Length; from += SmoothingLanes.Width)
        {
            var count = Math.Min(SmoothingLanes.Width, parameters.Length - from);
            lanes.Run(parameters.Slice(from, count));
            for (var c = 0; c < count; c++)
            {
                var solution = lanes.Solution(c);
                lanes.Factor(c, factor);
                lanes.Project(c, parameters[from + c].Phi, path, effects);
                for (var h = 0; h < months; h++)
                {
                    var own = effects.AsSpan(h * states, states);
                    path[h] += mean + InnerProduct.Of(own, solution);
                    PositiveDefinite.SolveLower(factor, own);
                }
                mixture.Add(weights[from + c], path, Covariance(parameters[from + c], lanes.Squares[c] / (y.Length - states), effects, months));
            }
        }
    }

    private double[] Covariance(SmoothingParameters parameters, double variance, double[] effects, int months)
    {
        var (covariance, weights) = (new double[months * months], ExponentialSmoothing.Weights(model, parameters, months));
        for (var h = 0; h < months; h++)
            for (var k = 0; k <= h; k++)
                covariance[h * months + k] = weights[h] * weights[k] + (k > 0 ? covariance[(h - 1) * months + k - 1] : 0);
        for (var h = 0; h < months; h++)
            for (var k = 0; k <= h; k++)
                covariance[h * months + k] = variance * (covariance[h * months + k] + InnerProduct.Of(effects.AsSpan(h * states, states), effects.AsSpan(k * states, states)));
        return covariance;
    }

    // The likelihood has ridges and several tops: the two best points of a coarse grid, the second only from another slope of the first.
    private (double[] Best, double[]? Other) Starts()
    {
        List<double[]> points = [];
        foreach (var alpha in (ReadOnlySpan<double>)[0.1, 0.4, 0.85])
            foreach (var beta in trend ? (ReadOnlySpan<double>)[0.05, 0.8] : [0])
                foreach (var gamma in seasons > 0 ? (ReadOnlySpan<double>)[0.05, 0.6] : [0])
                {
                    List<double> point = [Logit(alpha)];
                    if (trend) point.Add(Logit(beta));
                    if (seasons > 0) point.Add(Logit(gamma));
                    if (model.Damped) point.Add(Logit(0.85));
                    points.Add([.. point]);
                }
        var values = new double[points.Count];
        Criteria(points.SelectMany(p => p).ToArray(), values);
        var (best, second) = (Array.Empty<double>(), (double[]?)null);
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var k = 0; k < values.Length; k++)
            if (values[k] < least) (best, second, least, next) = (points[k], best.Length > 0 ? best : null, values[k], least);
            else if (values[k] < next) (second, next) = (points[k], values[k]);
        return (best, second);
    }

    private Minimum Search(double[] start, double tolerance)
    {
        var spread = new double[start.Length];
        for (var i = 0; i < spread.Length; i++)
        {
            var share = Logistic(start[i]);
            spread[i] = 1 / (1 + (i == 0 ? y.Length * share * (1 - share) * (1 - share) / (2 - share) : 0.1 * y.Length * share * (1 - share)));
        }
        return QuasiNewton.Minimise(Criteria, start, spread, tolerance, 100);
    }

    private void Criteria(ReadOnlySpan<double> free, Span<double> values)
    {
        var k = model.Parameters;
        for (var from = 0; from < values.Length; from += SmoothingLanes.Width)
        {
            var count = Math.Min(SmoothingLanes.Width, values.Length - from);
            for (var c = 0; c < count; c++) sets[c] = Parameters(free.Slice((from + c) * k, k));
            lanes.Run(sets.AsSpan(0, count));
            for (var c = 0; c < count; c++)
            {
                values[from + c] = lanes.Squares[c] > 0 ? 0.5 * y.Length * Math.Log(lanes.Squares[c]) : double.PositiveInfinity;
                foreach (var value in free.Slice((from + c) * k, k))
                    if (!(Math.Abs(value) < Furthest)) values[from + c] = double.PositiveInfinity;
            }
        }
    }

    private SmoothingParameters Parameters(ReadOnlySpan<double> free)
    {
        var next = 0;
        var alpha = Edge + (1 - 2 * Edge) * Logistic(free[next++]);
        var beta = trend ? Edge + (alpha - Edge) * Logistic(free[next++]) : 0;
        var gamma = seasons > 0 ? Edge + Math.Max(0, 1 - alpha - Edge) * Logistic(free[next++]) : 0;
        var phi = model.Damped ? LowestDamping + (HighestDamping - LowestDamping) * Logistic(free[next]) : 1;
        return new SmoothingParameters(alpha, beta, gamma, phi);
    }

    private double[] Free(SmoothingParameters at)
    {
        static double Between(double value, double low, double high) => Logit(Math.Clamp((value - low) / Math.Max(1e-9, high - low), 0.01, 0.99));
        List<double> free = [Between(at.Alpha, Edge, 1 - Edge)];
        if (trend) free.Add(Between(at.Beta, Edge, at.Alpha));
        if (seasons > 0) free.Add(Between(at.Gamma, Edge, 1 - at.Alpha));
        if (model.Damped) free.Add(Between(at.Phi, LowestDamping, HighestDamping));
        return [.. free];
    }

    private SmoothingState InitialState()
    {
        var solution = lanes.Solution(0);
        var at = trend ? 2 : 1;
        var start = new double[Math.Max(0, seasons)];
        var centre = 0.0;
        for (var s = 0; s < seasons - 1; s++)
        {
            start[s] = solution[at + s];
            centre += start[s] / seasons;
        }
        for (var s = 0; s < seasons; s++) start[s] -= centre;
        return new SmoothingState(solution[0] + centre + mean, trend ? solution[1] : 0, start);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
