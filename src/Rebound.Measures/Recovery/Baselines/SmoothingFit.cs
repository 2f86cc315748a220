using System.Numerics;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Maximum likelihood of exponential smoothing models with additive components.</summary>
/// <remarks>With the smoothing parameters fixed the errors are linear in the initial state, e = e₀ − X·x₀, so that x₀ follows by least
/// squares and only α, β, γ, φ are searched. Bounds: 0 &lt; β &lt; α &lt; 1, 0 &lt; γ &lt; 1 − α, 0.8 &lt; φ &lt; 0.98. Checked against R's forecast
/// package: the likelihoods reached are not below its own.</remarks>
internal sealed class SmoothingFit
{
    private const double Edge = 1e-4;
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
    private readonly double[] influence;
    private readonly double[] row;
    private readonly int stride;
    private readonly double[] sums;
    private readonly double[] normal;
    private readonly double[] right;
    private readonly double[] state;
    private readonly double[] errors;

    /// <summary>Sets up room for a series and a model.</summary>
    public SmoothingFit(ReadOnlySpan<double> values, SmoothingModel model)
    {
        this.model = model;
        y = values.ToArray();
        foreach (var value in y) mean += value / y.Length;
        for (var t = 0; t < y.Length; t++) y[t] -= mean; // a shift of level alone; it keeps digits
        trend = model.Trend != Component.None;
        seasons = model.Season == Component.None ? 0 : model.Period;
        states = model.FreeStates;
        stride = (states + Vector<double>.Count) / Vector<double>.Count * Vector<double>.Count;
        (influence, row, sums) = (new double[2 + Math.Max(1, seasons)], new double[stride], new double[states * stride]);
        (normal, right, state, errors) = (new double[states * states], new double[states], new double[Math.Max(1, seasons)], new double[y.Length]);
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
    public static List<ExponentialSmoothing> All(ReadOnlySpan<double> values, IEnumerable<SmoothingModel> models)
    {
        List<ExponentialSmoothing> fits = [];
        foreach (var model in models)
            if (values.Length >= model.Parameters + model.FreeStates + 4) fits.Add(Fit(values, model, SearchTolerance));
        return fits.Count > 0 ? fits : throw new NumericalException($"{values.Length} months are too few for exponential smoothing.");
    }

    /// <summary>Fits one model.</summary>
    public static ExponentialSmoothing Fit(ReadOnlySpan<double> values, SmoothingModel model, double tolerance = 1e-9)
    {
        var fit = new SmoothingFit(values, model);
        var (start, other) = fit.Starts();
        var minimum = QuasiNewton.Minimise(fit.Criterion, start, tolerance, 100);
        if (other is not null && QuasiNewton.Minimise(fit.Criterion, other, tolerance, 100) is { } second && second.Value < minimum.Value) minimum = second;
        var parameters = fit.Parameters(minimum.Point);
        fit.SumOfSquares(parameters);
        return ExponentialSmoothing.At(values, model, parameters, fit.InitialState());
    }

    /// <summary>Log likelihood with the initial state and σ² integrated out, up to a constant; NaN where it does not exist.</summary>
    public double Marginal(SmoothingParameters parameters)
    {
        var squares = SumOfSquares(parameters);
        if (!(squares > 0)) return double.NaN;
        var determinant = 0.0;
        for (var i = 0; i < states; i++) determinant += Math.Log(normal[i * states + i]);
        return -0.5 * (y.Length - states) * Math.Log(squares) - determinant;
    }

    /// <summary>Adds the forecast at given parameters, with the errors of the months to come and of the initial state: σ²(WW' + J(X'X)⁻¹J').</summary>
    public void AddForecast(SmoothingParameters parameters, double weight, int months, ForecastMixture mixture)
    {
        var variance = SumOfSquares(parameters) / (y.Length - states);
        var solution = Solve();
        var (path, effects, unit) = (new double[months], new double[states * months], new double[months]);
        Project(parameters, 0, 0, y, path); // what the series alone adds to a state of zero
        for (var i = 0; i < states; i++)
        {
            Array.Clear(state);
            if (i >= (trend ? 2 : 1)) state[i - (trend ? 2 : 1)] = 1;
            Project(parameters, i == 0 ? 1 : 0, trend && i == 1 ? 1 : 0, [], unit);
            for (var h = 0; h < months; h++)
            {
                path[h] += solution[i] * unit[h];
                effects[h * states + i] = unit[h];
            }
        }
        for (var h = 0; h < months; h++)
        {
            path[h] += mean;
            PositiveDefinite.SolveLower(normal, effects.AsSpan(h * states, states));
        }
        mixture.Add(weight, path, Covariance(parameters, variance, effects, months));
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

    // The path after a series (of zeros where none is given) that starts from a level, a slope and the seasons in state.
    private void Project(SmoothingParameters parameters, double level, double slope, ReadOnlySpan<double> series, double[] path)
    {
        if (!series.IsEmpty) Array.Clear(state);
        var place = seasons - 1;
        for (var t = 0; t < y.Length; t++)
        {
            var season = seasons > 0 ? state[place] : 0;
            var q = level + parameters.Phi * slope;
            var error = (series.IsEmpty ? 0 : series[t]) - q - season;
            level = q + parameters.Alpha * error;
            if (trend) slope = parameters.Phi * slope + parameters.Beta * error;
            if (seasons == 0) continue;
            state[place] = season + parameters.Gamma * error;
            place = place == 0 ? seasons - 1 : place - 1;
        }
        for (var h = 0; h < path.Length; h++)
        {
            slope *= parameters.Phi;
            level += slope;
            path[h] = level + (seasons > 0 ? state[place] : 0);
            if (seasons > 0) place = place == 0 ? seasons - 1 : place - 1;
        }
    }

    // The likelihood has ridges and several tops: the two best points of a coarse grid, the second only from another slope of the first.
    private (double[] Best, double[]? Other) Starts()
    {
        var (best, second) = (Array.Empty<double>(), (double[]?)null);
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var alpha in (ReadOnlySpan<double>)[0.1, 0.4, 0.85])
            foreach (var beta in trend ? (ReadOnlySpan<double>)[0.05, 0.8] : [0])
                foreach (var gamma in seasons > 0 ? (ReadOnlySpan<double>)[0.05, 0.6] : [0])
                {
                    List<double> point = [Logit(alpha)];
                    if (trend) point.Add(Logit(beta));
                    if (seasons > 0) point.Add(Logit(gamma));
                    if (model.Damped) point.Add(Logit(0.85));
                    double[] free = [.. point];
                    var value = Criterion(free);
                    if (value < least) (best, second, least, next) = (free, best.Length > 0 ? best : null, value, least);
                    else if (value < next) (second, next) = (free, value);
                }
        return (best, second);
    }

    private double Criterion(ReadOnlySpan<double> free)
    {
        foreach (var value in free)
            if (!(Math.Abs(value) < 40)) return double.PositiveInfinity;
        var squares = SumOfSquares(Parameters(free));
        return squares > 0 ? 0.5 * y.Length * Math.Log(squares) : double.PositiveInfinity;
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

    // Least squares over the initial state; leaves it in right.
    private double SumOfSquares(SmoothingParameters parameters)
    {
        Errors(parameters);
        Array.Clear(sums);
        Array.Clear(right);
        Array.Clear(influence);
        var seasonal = influence.AsSpan(2, Math.Max(1, seasons));
        influence[0] = 1;
        influence[1] = trend ? parameters.Phi : 0;
        if (seasons > 0) seasonal[seasons - 1] = 1;
        var head = 0;
        var total = 0.0;
        for (var t = 0; t < y.Length; t++)
        {
            FillRow(head);
            var error = errors[t];
            total += error * error;
            for (var i = 0; i < states; i++)
            {
                var value = row[i];
                right[i] += value * error;
                for (var j = 0; j <= i; j += Vector<double>.Count)
                    (new Vector<double>(sums, i * stride + j) + value * new Vector<double>(row, j)).CopyTo(sums, i * stride + j);
            }
            var effect = parameters.Alpha * influence[0] + parameters.Beta * influence[1] + (seasons > 0 ? parameters.Gamma * seasonal[head] : 0);
            if (trend) influence[1] = parameters.Phi * (influence[0] + influence[1] - effect);
            influence[0] -= effect;
            if (seasons == 0) continue;
            seasonal[head] -= effect;
            head = head + 1 == seasons ? 0 : head + 1;
        }
        for (var i = 0; i < states; i++) sums.AsSpan(i * stride, states).CopyTo(normal.AsSpan(i * states));
        for (var i = 0; i < states; i++) normal[i * states + i] *= 1 + 1e-12; // keeps nearly collinear states solvable
        if (!PositiveDefinite.TryFactor(normal, states)) return double.NaN;
        PositiveDefinite.SolveLower(normal, right);
        var explained = 0.0;
        for (var i = 0; i < states; i++) explained += right[i] * right[i];
        return total - explained;
    }

    // Level, slope, then the seasons in the order of the state, the last of them left out: only differences of seasons matter.
    private void FillRow(int head)
    {
        row[0] = influence[0];
        var at = 1;
        if (trend) row[at++] = influence[1];
        for (var s = 0; s < seasons - 1; s++)
        {
            var place = head + s;
            row[at++] = influence[2 + (place >= seasons ? place - seasons : place)];
        }
    }

    // Errors from a state of zero.
    private void Errors(SmoothingParameters parameters)
    {
        Array.Clear(state);
        double level = 0, slope = 0;
        var place = seasons - 1; // the oldest season; the next oldest lies before it
        for (var t = 0; t < y.Length; t++)
        {
            var season = seasons > 0 ? state[place] : 0;
            var q = level + parameters.Phi * slope;
            var error = y[t] - q - season;
            errors[t] = error;
            level = q + parameters.Alpha * error;
            if (trend) slope = parameters.Phi * slope + parameters.Beta * error;
            if (seasons == 0) continue;
            state[place] = season + parameters.Gamma * error;
            place = place == 0 ? seasons - 1 : place - 1;
        }
    }

    private double[] Solve()
    {
        var solution = (double[])right.Clone();
        for (var i = states - 1; i >= 0; i--) // the lower part was solved with the sum of squares
        {
            for (var j = i + 1; j < states; j++) solution[i] -= normal[j * states + i] * solution[j];
            solution[i] /= normal[i * states + i];
        }
        return solution;
    }

    private SmoothingState InitialState()
    {
        var solution = Solve();
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
