using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Maximum likelihood of exponential smoothing models of levels with multiplicative errors.</summary>
/// <remarks>Smoothing parameters and initial state are searched together: −log L = ½n ln Σε² + Σ ln ŷ with ε = y/ŷ − 1, its gradient and the Gauss–Newton
/// matrix n·J'J/Σε², J = ∂ε, from derivatives carried along the recursion, eight directions a vector; steps damped by Levenberg and Marquardt.
/// Bounds as in <see cref="SmoothingFit"/>. The search starts where the twin with additive errors ends. Checked against R's forecast
/// package: the likelihoods reached are not below its own.</remarks>
internal sealed class MultiplicativeFit
{
    private const double Edge = 1e-4;
    private const double Enough = 1e-7; // logs of likelihood
    private const double FurthestLogit = 40;
    private const int MostSteps = 60;
    private const int Lanes = 8;

    private readonly double[] y;
    private readonly SmoothingModel model;
    private readonly bool trend;
    private readonly int seasons;
    private readonly int count;
    private readonly int blocks;
    private readonly Vector512<double>[] derivatives;
    private readonly double[] gradient;
    private readonly double[] matrix;
    private readonly double[] room;

    private MultiplicativeFit(ReadOnlySpan<double> levels, SmoothingModel model)
    {
        (y, this.model) = (levels.ToArray(), model);
        (trend, seasons) = (model.Trend != Component.None, model.Season == Component.None ? 0 : model.Period);
        count = model.Parameters + model.FreeStates;
        blocks = (count + Lanes - 1) / Lanes;
        derivatives = new Vector512<double>[(6 + 2 + Math.Max(1, seasons)) * blocks];
        (gradient, matrix, room) = (new double[count], new double[count * count], new double[Math.Max(1, seasons)]);
    }

    /// <summary>The nine models with multiplicative errors that are searched over: trend none, additive or damped; season none, additive or multiplicative.</summary>
    public static IEnumerable<SmoothingModel> Models(int period)
    {
        foreach (var season in new[] { Component.None, Component.Additive, Component.Multiplicative })
            foreach (var (trend, damped) in new[] { (Component.None, false), (Component.Additive, false), (Component.Additive, true) })
                yield return new SmoothingModel(Component.Multiplicative, trend, damped, season, period);
    }

    /// <summary>Fits a model.</summary>
    /// <param name="levels">n values above zero.</param>
    /// <param name="model">A model with multiplicative errors.</param>
    /// <param name="starts">Fits to start from: additive errors on levels, or on logs where the season multiplies; at least one.</param>
    /// <param name="precision">Curvature of the log likelihood in the free variables (Gauss–Newton).</param>
    /// <exception cref="NumericalException">No start gives levels above zero.</exception>
    public static ExponentialSmoothing Fit(ReadOnlySpan<double> levels, SmoothingModel model, IReadOnlyList<ExponentialSmoothing> starts, out double[] precision)
    {
        var fit = new MultiplicativeFit(levels, model);
        var (best, least) = (Array.Empty<double>(), double.PositiveInfinity);
        foreach (var start in starts)
        {
            var point = fit.Free(start);
            var value = fit.Search(point);
            if (value < least) (best, least) = (point, value);
        }
        if (double.IsInfinity(least)) throw new NumericalException($"{model} needs expected levels above zero.");
        fit.Curve(best);
        precision = (double[])fit.matrix.Clone();
        return fit.At(best);
    }

    /// <summary>Minus the log likelihood at free variables, and its gradient there.</summary>
    public static double[] GradientAt(ReadOnlySpan<double> levels, SmoothingModel model, double[] free, out double value)
    {
        var fit = new MultiplicativeFit(levels, model);
        value = fit.Negative(free);
        fit.Curve(free);
        return fit.gradient;
    }

    /// <summary>A fit ready to be moved away from its maximum.</summary>
    public static MultiplicativeFit Around(ReadOnlySpan<double> levels, ExponentialSmoothing fit) => new(levels, fit.Model) { Centre = new MultiplicativeFit(levels, fit.Model).Free(fit) };

    /// <summary>The free variables at the maximum: logits of shares, then level, slope and all seasons but the last.</summary>
    public double[] Centre { get; private init; } = [];

    /// <summary>Smoothing parameters and the state after the series at other free variables; null where a level would not be above zero.</summary>
    public (SmoothingParameters Parameters, SmoothingState Last)? Moved(double[] free)
    {
        for (var i = 0; i < model.Parameters; i++)
            if (!(Math.Abs(free[i]) < FurthestLogit)) return null;
        var (parameters, level, slope) = Unpack(free, room);
        if (double.IsInfinity(ExponentialSmoothing.PositiveLogLikelihood(y, model, parameters, ref level, ref slope, room))) return null;
        var oldest = y.Length % Math.Max(1, seasons); // seasons were overwritten in turn, from the last place down
        return (parameters, new SmoothingState(level, slope, seasons == 0 ? [] : [.. room[(seasons - oldest)..], .. room[..(seasons - oldest)]]));
    }

    private ExponentialSmoothing At(double[] free)
    {
        var (parameters, level, slope) = Unpack(free, room);
        return ExponentialSmoothing.At(y, model, parameters, new SmoothingState(level, slope, seasons > 0 ? (double[])room.Clone() : []));
    }

    // Steps until they gain nothing; the point is moved, and the value there returned.
    private double Search(double[] point)
    {
        var value = Negative(point);
        if (!double.IsFinite(value)) return double.PositiveInfinity;
        var (trial, system, step) = (new double[count], new double[count * count], new double[count]);
        var damping = 1e-3;
        for (var iteration = 0; iteration < MostSteps; iteration++)
        {
            Curve(point);
            var gained = 0.0;
            for (var tries = 0; tries < 12; tries++)
            {
                matrix.CopyTo(system, 0);
                for (var i = 0; i < count; i++)
                {
                    system[i * count + i] += damping * (matrix[i * count + i] + 1e-8);
                    step[i] = -gradient[i];
                }
                if (PositiveDefinite.TryFactor(system, count))
                {
                    PositiveDefinite.Solve(system, step);
                    for (var i = 0; i < count; i++) trial[i] = point[i] + (i < model.Parameters ? Math.Clamp(step[i], -2, 2) : step[i]);
                    var next = Negative(trial);
                    if (next < value)
                    {
                        gained = value - next;
                        value = next;
                        trial.CopyTo(point, 0);
                        damping = Math.Max(1e-9, damping / 5);
                        break;
                    }
                }
                damping *= 6;
            }
            if (!(gained > Enough)) break;
        }
        return value;
    }

    private double Negative(double[] free)
    {
        for (var i = 0; i < model.Parameters; i++)
            if (!(Math.Abs(free[i]) < FurthestLogit)) return double.PositiveInfinity;
        var (parameters, level, slope) = Unpack(free, room);
        return ExponentialSmoothing.PositiveLogLikelihood(y, model, parameters, ref level, ref slope, room);
    }

    /// <summary>Sets the free variables of the smoothing parameters; those of the state are left.</summary>
    /// <returns>The place of the first variable of the state.</returns>
    public int Share(SmoothingParameters p, Span<double> free)
    {
        var at = 0;
        static double Logit(double share) => Math.Clamp(Math.Log(share / (1 - share)), -9, 9);
        static double Between(double value, double low, double high) => high > low ? Math.Clamp((value - low) / (high - low), 1e-4, 1 - 1e-4) : 0.5;
        free[at++] = Logit(Between(p.Alpha, Edge, 1 - Edge));
        if (trend) free[at++] = Logit(Between(p.Beta, Edge, p.Alpha));
        if (seasons > 0) free[at++] = Logit(Between(p.Gamma, Edge, 1 - p.Alpha));
        if (model.Damped) free[at++] = Logit(Between(p.Phi, SmoothingFit.LowestDamping, SmoothingFit.HighestDamping));
        return at;
    }

    private double[] Free(ExponentialSmoothing start)
    {
        var free = new double[count];
        var at = Share(start.Parameters, free);
        var (level, slope, all) = (start.Initial.Level, start.Initial.Slope, (double[])start.Initial.Seasons.Clone());
        if (model.Season == Component.Multiplicative && start.Model.Season == Component.Additive) // of logs
        {
            (level, slope) = (Math.Exp(level), Math.Exp(level) * slope);
            for (var s = 0; s < all.Length; s++) all[s] = Math.Exp(all[s]);
            var mean = all.Sum() / all.Length;
            (level, slope) = (level * mean, slope * mean);
            for (var s = 0; s < all.Length; s++) all[s] /= mean;
        }
        free[at++] = level;
        if (trend) free[at++] = slope;
        for (var s = 0; s < seasons - 1; s++) free[at++] = all[s];
        return free;
    }

    private (SmoothingParameters Parameters, double Level, double Slope) Unpack(double[] free, double[] all)
    {
        var at = 0;
        var alpha = Edge + (1 - 2 * Edge) * Logistic(free[at++]);
        var beta = trend ? Edge + (alpha - Edge) * Logistic(free[at++]) : 0;
        var gamma = seasons > 0 ? Edge + Math.Max(0, 1 - alpha - Edge) * Logistic(free[at++]) : 0;
        var phi = model.Damped ? SmoothingFit.LowestDamping + (SmoothingFit.HighestDamping - SmoothingFit.LowestDamping) * Logistic(free[at++]) : 1;
        var level = free[at++];
        var slope = trend ? free[at++] : 0;
        if (seasons > 0)
        {
            var last = model.Season == Component.Multiplicative ? seasons : 0.0;
            for (var s = 0; s < seasons - 1; s++) last -= all[s] = free[at++];
            all[seasons - 1] = last;
        }
        return (new SmoothingParameters(alpha, beta, gamma, phi), level, slope);
    }

    // Gradient and Gauss–Newton matrix of minus the log likelihood.
    private void Curve(double[] free)
    {
        var ((alpha, beta, gamma, phi), level, slope) = Unpack(free, room);
        Array.Clear(derivatives);
        Array.Clear(gradient);
        Array.Clear(matrix);
        Span<Vector512<double>> own(int vector) => derivatives.AsSpan(vector * blocks, blocks);
        Seed(free, alpha);
        var multiplied = model.Season == Component.Multiplicative;
        var ratio = beta / alpha;
        Span<double> shares = MemoryMarshal.Cast<Vector512<double>, double>(derivatives.AsSpan(7 * blocks, blocks)); // the row of J
        Span<double> logs = stackalloc double[count];
        logs.Clear();
        var (squares, place) = (0.0, seasons - 1);
        for (var t = 0; t < y.Length; t++)
        {
            var season = seasons > 0 ? room[place] : 0;
            var faded = phi * slope;
            var q = level + faded;
            var expected = multiplied ? q * season : q + season;
            var error = y[t] / expected - 1;
            var pull = (multiplied ? y[t] / season : y[t] - season) - q;
            var next = q + alpha * pull;
            var turn = next - level - faded;
            var swing = seasons > 0 ? (multiplied ? y[t] / q : y[t] - q) - season : 0;
            Span<Vector512<double>> dAlpha = own(0), dRatio = own(1), dGamma = own(2), dPhi = own(3), dLevel = own(4), dSlope = own(5), row = own(7);
            var dSeason = own(8 + Math.Max(0, place));
            for (var b = 0; b < blocks; b++)
            {
                var dFaded = dPhi[b] * slope + dSlope[b] * phi;
                var dq = dLevel[b] + dFaded;
                var ds = dSeason[b];
                var dExpected = multiplied ? dq * season + ds * q : dq + ds;
                row[b] = dExpected / expected;
                var dPull = (multiplied ? ds * (-y[t] / (season * season)) : -ds) - dq;
                var dNext = dq + dAlpha[b] * pull + dPull * alpha;
                dSlope[b] = dFaded + dRatio[b] * turn + (dNext - dLevel[b] - dFaded) * ratio;
                if (seasons > 0) dSeason[b] = ds + dGamma[b] * swing + ((multiplied ? dq * (-y[t] / (q * q)) : -dq) - ds) * gamma;
                dLevel[b] = dNext;
            }
            squares += error * error;
            for (var i = 0; i < count; i++)
            {
                logs[i] += shares[i];
                gradient[i] -= error * (1 + error) * shares[i]; // ∂ε = −(y/ŷ)·∂ ln ŷ
                var scaled = (1 + error) * (1 + error) * shares[i];
                var into = matrix.AsSpan(i * count, i + 1);
                for (var j = 0; j <= i; j++) into[j] += scaled * shares[j];
            }
            (level, slope) = (next, trend ? faded + ratio * turn : 0);
            if (seasons == 0) continue;
            room[place] = season + gamma * swing;
            place = place == 0 ? seasons - 1 : place - 1;
        }
        var scale = y.Length / squares;
        for (var i = 0; i < count; i++)
        {
            gradient[i] = scale * gradient[i] + logs[i];
            for (var j = 0; j <= i; j++) matrix[i * count + j] = matrix[j * count + i] = scale * matrix[i * count + j];
        }
    }

    // Derivatives of parameters and initial state in the free variables: α, β/α, γ, φ, level, slope, then seasons from vector 8 on.
    private void Seed(double[] free, double alpha)
    {
        Span<double> lanes = MemoryMarshal.Cast<Vector512<double>, double>(derivatives.AsSpan());
        var width = blocks * Lanes;
        var at = 0;
        var rise = (1 - 2 * Edge) * Steepness(free[at]);
        lanes[at] = rise;
        at++;
        if (trend)
        {
            // β/α = Edge/α + (1 − Edge/α)·share
            var share = Logistic(free[at]);
            lanes[width] = rise * -Edge / (alpha * alpha) * (1 - share);
            lanes[width + at] = (1 - Edge / alpha) * Steepness(free[at]);
            at++;
        }
        if (seasons > 0)
        {
            lanes[2 * width] = -rise * Logistic(free[at]);
            lanes[2 * width + at] = Math.Max(0, 1 - alpha - Edge) * Steepness(free[at]);
            at++;
        }
        if (model.Damped)
        {
            lanes[3 * width + at] = (SmoothingFit.HighestDamping - SmoothingFit.LowestDamping) * Steepness(free[at]);
            at++;
        }
        lanes[4 * width + at++] = 1;
        if (trend) lanes[5 * width + at++] = 1;
        for (var s = 0; s < seasons - 1; s++, at++)
        {
            lanes[(8 + s) * width + at] = 1;
            lanes[(8 + seasons - 1) * width + at] = -1;
        }
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Steepness(double x) => Logistic(x) * Logistic(-x);
}
