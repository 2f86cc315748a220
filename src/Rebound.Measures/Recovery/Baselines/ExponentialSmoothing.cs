using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>An exponential smoothing model at given parameters and initial state, run over a series.</summary>
/// <remarks>Recursions: q = l + φb; ŷ = q (+ or ×) s; l ← q + α(p − q) with p = y less or over s; b ← φb + (β/α)(l − l₋ − φb);
/// s ← s + γ(y less or over q − s). Log likelihood −½(n ln Σe² + 2 Σ ln|ŷ|), the second term with multiplicative errors only, as
/// R's forecast package states it (the constant that depends on n alone is left out). Checked against that package.</remarks>
internal sealed class ExponentialSmoothing
{
    private readonly double sumOfSquares;

    private ExponentialSmoothing(SmoothingModel model, SmoothingParameters parameters, SmoothingState initial, SmoothingState last, double[] fitted, double sumOfSquares, double logScale)
    {
        (Model, Parameters, Initial, Last, Fitted, this.sumOfSquares) = (model, parameters, initial, last, fitted, sumOfSquares);
        var n = fitted.Length;
        LogLikelihood = -0.5 * (n * Math.Log(sumOfSquares) + 2 * logScale);
        Variance = sumOfSquares / (n - Free);
    }

    /// <summary>The model.</summary>
    public SmoothingModel Model { get; }

    /// <summary>α, β, γ, φ.</summary>
    public SmoothingParameters Parameters { get; }

    /// <summary>State before the first observation.</summary>
    public SmoothingState Initial { get; }

    /// <summary>State after the last.</summary>
    public SmoothingState Last { get; }

    /// <summary>One-step expectations.</summary>
    public double[] Fitted { get; }

    /// <summary>σ² = Σe²/(n − number of parameters and free states).</summary>
    public double Variance { get; }

    /// <summary>Up to a constant that depends on n alone.</summary>
    public double LogLikelihood { get; }

    /// <summary>Akaike's criterion with the correction for small samples, of that likelihood and one more parameter for σ².</summary>
    public double Aicc => SeasonalArima.AiccOf(LogLikelihood, Free + 1, Fitted.Length);

    private int Free => Model.Parameters + Model.FreeStates;

    /// <summary>Runs a model over a series.</summary>
    /// <param name="y">n finite values; above zero for multiplicative errors or seasons.</param>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="initial">State before the first value; as many seasons as the period, the one used first last.</param>
    public static ExponentialSmoothing At(ReadOnlySpan<double> y, SmoothingModel model, SmoothingParameters parameters, SmoothingState initial)
    {
        var fitted = new double[y.Length];
        var seasons = (double[])initial.Seasons.Clone();
        var (squares, logScale, last) = Filter(y, model, parameters, initial.Level, initial.Slope, seasons, fitted);
        return new ExponentialSmoothing(model, parameters, initial, last, fitted, squares, logScale);
    }

    /// <summary>Minus the log likelihood of a run with multiplicative errors, without allocation; infinite where an expected level, or what it is made of, is not above zero. Level, slope and seasons end as they are after the series.</summary>
    public static double PositiveLogLikelihood(ReadOnlySpan<double> y, SmoothingModel model, SmoothingParameters parameters, ref double level, ref double slope, Span<double> seasons)
    {
        double squares = 0, logScale = 0, product = 1;
        var (phi, ratio) = (parameters.Phi, parameters.Beta / parameters.Alpha);
        var place = model.Season == Component.None ? -1 : model.Period - 1;
        for (var t = 0; t < y.Length; t++)
        {
            var season = place < 0 ? 0 : seasons[place];
            Step(y[t], model, parameters, phi, ratio, ref level, ref slope, ref season, out var expected);
            if (!(expected > 0) || !(level > 0) || (model.Season == Component.Multiplicative && !(season > 0))) return double.PositiveInfinity;
            var error = y[t] / expected - 1;
            squares += error * error;
            product *= expected;
            if ((t & 7) == 7 || t == y.Length - 1) // logs are taken of products of eight
            {
                logScale += Math.Log(product);
                product = 1;
            }
            if (place < 0) continue;
            seasons[place] = season;
            place = place == 0 ? model.Period - 1 : place - 1;
        }
        return 0.5 * y.Length * Math.Log(squares) + logScale;
    }

    /// <summary>Expected values and errors of the months after the series.</summary>
    /// <param name="months">H.</param>
    /// <remarks>Errors of models with additive error and season are exact and joint. With multiplicative parts the mean is exact
    /// (Hyndman et al., 2008, chapter 6) and the variances are, too; errors are then taken as moving sums scaled to them.</remarks>
    public SeriesForecast Forecast(int months)
    {
        var weights = Weights(Model, Parameters, months);
        var name = Model.ToString();
        if (Model.Error == Component.Additive && Model.Season != Component.Multiplicative)
            return new SeriesForecast(name, Fitted, PointPath(months), SeriesForecast.MovingSums(weights, Math.Sqrt(Variance)));
        var (mean, variance) = Model.Season == Component.Multiplicative ? MultiplicativeMoments(months) : AdditiveMoments(months, weights);
        var factor = SeriesForecast.MovingSums(weights, Math.Sqrt(Variance));
        for (var h = 0; h < months; h++)
        {
            var row = factor.AsSpan(h * months, months);
            var square = 0.0;
            for (var c = 0; c <= h; c++) square += row[c] * row[c];
            for (var c = 0; c <= h; c++) row[c] *= Math.Sqrt(variance[h] / square);
        }
        return new SeriesForecast(name, Fitted, mean, factor);
    }

    /// <summary>The path without further errors: (l + Σφ b) with the last seasons.</summary>
    public double[] PointPath(int months)
    {
        var path = new double[months];
        double power = 1, trend = 0;
        for (var h = 0; h < months; h++)
        {
            power *= Parameters.Phi;
            trend += power;
            var level = Last.Level + (Model.Trend == Component.None ? 0 : trend * Last.Slope);
            var season = Model.Season == Component.None ? 0 : Last.Seasons[Model.Period - 1 - h % Model.Period];
            path[h] = Model.Season == Component.Multiplicative ? level * season : level + season;
        }
        return path;
    }

    /// <summary>The same fit said to start elsewhere, as the start of a search.</summary>
    public ExponentialSmoothing From(SmoothingState initial) => new(Model, Parameters, initial, Last, Fitted, sumOfSquares, 0);

    /// <summary>A path with given relative errors after a series.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="last">State after the series.</param>
    /// <param name="errors">ε of H months.</param>
    /// <param name="sign">What they are multiplied by.</param>
    /// <param name="path">Filled with H levels.</param>
    /// <returns>False when a level, or what it is made of, is not above zero.</returns>
    public static bool TryPath(SmoothingModel model, SmoothingParameters parameters, SmoothingState last, ReadOnlySpan<double> errors, int sign, Span<double> path)
    {
        Span<double> seasons = stackalloc double[Math.Max(1, last.Seasons.Length)];
        last.Seasons.CopyTo(seasons);
        var (level, slope, ratio) = (last.Level, last.Slope, parameters.Beta / parameters.Alpha);
        var place = model.Season == Component.None ? -1 : model.Period - 1;
        for (var h = 0; h < path.Length; h++)
        {
            var season = place < 0 ? 0 : seasons[place];
            var q = level + (model.Trend == Component.None ? 0 : parameters.Phi * slope);
            var expected = model.Season == Component.Multiplicative ? q * season : q + season;
            path[h] = expected * (1 + sign * errors[h]);
            if (!(expected > 0 && path[h] > 0 && q > 0)) return false;
            Step(path[h], model, parameters, parameters.Phi, ratio, ref level, ref slope, ref season, out _);
            if (place < 0) continue;
            seasons[place] = season;
            place = place == 0 ? model.Period - 1 : place - 1;
        }
        return true;
    }

    private static (double Squares, double LogScale, SmoothingState Last) Filter(ReadOnlySpan<double> y, SmoothingModel model, SmoothingParameters parameters, double level, double slope, double[] seasons, double[] fitted)
    {
        double squares = 0, logScale = 0;
        var (head, phi, ratio) = (0, parameters.Phi, parameters.Alpha > 0 ? parameters.Beta / parameters.Alpha : 0);
        var m = model.Period;
        for (var t = 0; t < y.Length; t++)
        {
            var oldest = (head + m - 1) % m;
            var season = model.Season == Component.None ? 0 : seasons[oldest];
            Step(y[t], model, parameters, phi, ratio, ref level, ref slope, ref season, out fitted[t]);
            var error = y[t] - fitted[t];
            if (model.Error == Component.Multiplicative)
            {
                error /= fitted[t];
                logScale += Math.Log(Math.Abs(fitted[t]));
            }
            squares += error * error;
            if (model.Season == Component.None) continue;
            seasons[oldest] = season;
            head = oldest;
        }
        return (squares, logScale, new SmoothingState(level, slope, [.. Enumerable.Range(0, seasons.Length).Select(i => seasons[(head + i) % m])]));
    }

    private static void Step(double y, SmoothingModel model, SmoothingParameters parameters, double phi, double ratio, ref double level, ref double slope, ref double season, out double expected)
    {
        var before = level;
        var faded = model.Trend == Component.None ? 0 : phi * slope;
        var q = before + faded;
        var multiplied = model.Season == Component.Multiplicative;
        expected = multiplied ? q * season : q + season;
        var adjusted = multiplied ? y / season : y - season;
        level = q + parameters.Alpha * (adjusted - q);
        if (model.Trend != Component.None) slope = faded + ratio * (level - before - faded);
        if (model.Season != Component.None) season += parameters.Gamma * ((multiplied ? y / q : y - q) - season);
    }

    // What an error adds to the month j months later: 1 at once, then α + β(φ + … + φʲ), and γ once a period.
    internal static double[] Weights(SmoothingModel model, SmoothingParameters parameters, int months)
    {
        var weights = new double[months];
        weights[0] = 1;
        double power = parameters.Phi, sum = 0;
        for (var j = 1; j < months; j++)
        {
            sum += power;
            power *= parameters.Phi;
            weights[j] = parameters.Alpha + parameters.Beta * sum;
            if (model.Season != Component.None && j % model.Period == 0) weights[j] += parameters.Gamma;
        }
        return weights;
    }

    // Multiplicative errors on additive components.
    private (double[] Mean, double[] Variance) AdditiveMoments(int months, double[] weights)
    {
        var mean = PointPath(months);
        var (theta, variance) = (new double[months], new double[months]);
        for (var h = 0; h < months; h++)
        {
            theta[h] = mean[h] * mean[h];
            for (var j = 1; j <= h; j++) theta[h] += Variance * weights[j] * weights[j] * theta[h - j];
            variance[h] = (1 + Variance) * theta[h] - mean[h] * mean[h];
        }
        return (mean, variance);
    }

    private (double[] Mean, double[] Variance) MultiplicativeMoments(int months)
    {
        if (Model.Error != Component.Multiplicative) throw new NumericalException($"{Model} has no finite forecast variance; take a multiplicative error.");
        var moments = new ProductMoments(this, Variance);
        return moments.Of(months);
    }
}
