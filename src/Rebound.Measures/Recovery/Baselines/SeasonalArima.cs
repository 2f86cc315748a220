using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>A seasonal ARIMA model fitted by exact maximum likelihood.</summary>
/// <remarks>φ(B)Φ(Bˢ)(1−B)ᵈ(1−Bˢ)ᴰ yₜ = c + θ(B)Θ(Bˢ)εₜ with φ(B) = 1 − Σφᵢ Bⁱ and θ(B) = 1 + Σθⱼ Bʲ. The likelihood is that of the
/// differenced series (the diffuse likelihood of the levels); a constant is estimated by generalised least squares inside it.
/// Checked against R's arima.</remarks>
internal sealed class SeasonalArima
{
    private readonly double[] levels;
    private readonly double[] differenced;
    private readonly double[] ar;
    private readonly double[] ma;

    private SeasonalArima(ArimaOrder order, double[] coefficients, double[] levels, double[] differenced, ArmaLikelihood likelihood, double logLikelihood, int evaluations)
    {
        (Order, Coefficients, this.levels, this.differenced) = (order, coefficients, levels, differenced);
        (Constant, Variance, ConstantError, LogLikelihood, FirstTerm, Evaluations) = (likelihood.Constant, likelihood.Variance, likelihood.ConstantError, logLikelihood, likelihood.FirstTerm, evaluations);
        (ar, ma) = ArmaPolynomials.Expand(order, coefficients);
    }

    /// <summary>The orders.</summary>
    public ArimaOrder Order { get; }

    /// <summary>φ, θ, Φ, Θ in this order.</summary>
    public double[] Coefficients { get; }

    /// <summary>Mean of the differenced series; 0 without a constant.</summary>
    public double Constant { get; }

    /// <summary>Its standard error at these coefficients; 0 without a constant.</summary>
    public double ConstantError { get; }

    /// <summary>σ² by maximum likelihood.</summary>
    public double Variance { get; }

    /// <summary>At the maximum.</summary>
    public double LogLikelihood { get; }

    /// <summary>What the first value of the differenced series adds to the log likelihood.</summary>
    public double FirstTerm { get; }

    /// <summary>Degrees of freedom of the variance: values of the differenced series less coefficients and constant.</summary>
    public int Freedom => differenced.Length - Order.Coefficients - (Order.Constant ? 1 : 0);

    /// <summary>Likelihoods computed on the way.</summary>
    public int Evaluations { get; }

    /// <summary>Akaike's criterion with the correction for small samples.</summary>
    public double Aicc => AiccOf(LogLikelihood, Order.Coefficients + (Order.Constant ? 1 : 0) + 1, differenced.Length);

    /// <summary>Fits a model.</summary>
    /// <param name="levels">Finite values without gaps, longer than what differencing takes by at least the number of coefficients and two.</param>
    /// <param name="order">The orders.</param>
    /// <param name="start">Coefficients to start from; none starts from small ones.</param>
    /// <param name="tolerance">Relative change of the likelihood at which the search ends.</param>
    /// <exception cref="NumericalException">The series is too short or constant after differencing.</exception>
    public static SeasonalArima Fit(ReadOnlySpan<double> levels, ArimaOrder order, ReadOnlySpan<double> start = default, double tolerance = 1e-9)
    {
        var differenced = Differences(levels, order);
        if (differenced.Length < Math.Max(order.Coefficients + 3, order.Span)) throw new NumericalException($"{order} needs at least {order.Lost + Math.Max(order.Coefficients + 3, order.Span)} months and has {levels.Length}.");
        var scale = Scale(differenced);
        if (!(scale > 0)) throw new NumericalException($"The series does not vary after differencing, so {order} cannot be estimated.");
        var likelihood = new ArmaLikelihood(order, differenced);
        Minimum? minimum = null;
        double[][] starts = !start.IsEmpty ? [start.ToArray()] : order.P > 0 && order.Q > 0 ? [InitialCoefficients(order), OpposedCoefficients(order, 1), OpposedCoefficients(order, -1)] : [InitialCoefficients(order)];
        foreach (var from in starts) // the likelihood of mixed models has several tops
        {
            var free = ArmaPolynomials.Unconstrain(order, from);
            double[] spread = [.. free.Select(x => 1 / (1 + differenced.Length * (1 - Math.Tanh(x) * Math.Tanh(x))))]; // of partial autocorrelations of white noise
            var found = QuasiNewton.Minimise(likelihood.NegativesOfUnconstrained, free, spread, tolerance, 100);
            if (minimum is null || found.Value < minimum.Value) minimum = found;
        }
        var coefficients = ArmaPolynomials.Constrain(order, minimum!.Point);
        var at = likelihood.At(coefficients);
        return new SeasonalArima(order, coefficients, levels.ToArray(), differenced, likelihood, at, minimum.Evaluations);
    }

    /// <summary>The model at given coefficients.</summary>
    public static SeasonalArima At(ReadOnlySpan<double> levels, ArimaOrder order, double[] coefficients)
    {
        var differenced = Differences(levels, order);
        var likelihood = new ArmaLikelihood(order, differenced);
        var at = likelihood.At(coefficients);
        return new SeasonalArima(order, coefficients, levels.ToArray(), differenced, likelihood, at, 1);
    }

    /// <summary>Standard errors of the coefficients from the curvature of the log likelihood; NaN where it is not curved.</summary>
    public double[] StandardErrors()
    {
        var k = Coefficients.Length;
        var likelihood = new ArmaLikelihood(Order, differenced);
        var hessian = QuasiNewton.Hessian(c => -likelihood.At(c), Coefficients);
        var flat = new double[k * k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                flat[i * k + j] = hessian[i, j];
        var errors = new double[k];
        Array.Fill(errors, double.NaN);
        if (!PositiveDefinite.TryFactor(flat, k)) return errors;
        var inverse = PositiveDefinite.Inverse(flat, k);
        for (var i = 0; i < k; i++) errors[i] = Math.Sqrt(inverse[i * k + i]);
        return errors;
    }

    /// <summary>Whether a partial autocorrelation of one of the four polynomials is larger than a limit, so that a root is close to one.</summary>
    public bool NearUnitRoot(double limit)
    {
        foreach (var free in ArmaPolynomials.Unconstrain(Order, Coefficients))
            if (Math.Abs(Math.Tanh(free)) > limit) return true;
        return false;
    }

    /// <summary>Forecasts of the months after the series, with the exact joint distribution of their errors at these coefficients.</summary>
    /// <param name="months">H.</param>
    public SeriesForecast Forecast(int months) => Forecast(months, false);

    /// <summary>The same; the error of the constant, where there is one, as one more column of the factor.</summary>
    public SeriesForecast ForecastWithConstant(int months) => Forecast(months, ConstantError > 0);

    private SeriesForecast Forecast(int months, bool unsureOfConstant)
    {
        var n = differenced.Length;
        var factor = new ArmaFactor(Math.Max(ar.Length, ma.Length));
        if (!factor.TryFactor(ar, ma, n + months)) throw new NumericalException($"{Order} is too close to non-stationary to forecast with.");
        var (centred, u) = (new double[n + months], new double[n + months]);
        var path = Path(factor, centred, u, Constant, months);
        var fitted = OneStep(factor, u, n);
        var errors = JointErrors(factor, n, months);
        if (!unsureOfConstant) return new SeriesForecast(Order.ToString(), fitted, path, errors);
        var moved = Path(factor, centred, u, Constant + ConstantError, months);
        var wider = new double[months * (months + 1)];
        for (var h = 0; h < months; h++)
        {
            errors.AsSpan(h * months, months).CopyTo(wider.AsSpan(h * (months + 1)));
            wider[h * (months + 1) + months] = moved[h] - path[h];
        }
        return new SeriesForecast(Order.ToString(), fitted, path, wider);
    }

    private double[] Path(ArmaFactor factor, double[] centred, double[] u, double constant, int months)
    {
        var n = differenced.Length;
        for (var t = 0; t < n; t++) centred[t] = differenced[t] - constant;
        factor.Whiten(centred, u, n);
        for (var h = n; h < n + months; h++)
        {
            var value = factor.Expected(h, u, n);
            for (var i = 0; i < ar.Length && factor.IsTransformed(h); i++) value += ar[i] * centred[h - 1 - i];
            centred[h] = value;
        }
        return Integrate(centred, n, months, constant);
    }

    /// <summary>AICc of a likelihood with k parameters (variance included) and n observations; infinite when there are too few.</summary>
    public static double AiccOf(double logLikelihood, int k, int n) => n - k - 1 <= 0 ? double.PositiveInfinity : -2 * logLikelihood + 2.0 * k + 2.0 * k * (k + 1) / (n - k - 1);

    /// <summary>Applies the differences of an order.</summary>
    public static double[] Differences(ReadOnlySpan<double> levels, ArimaOrder order)
    {
        if (levels.Length <= order.Lost) throw new NumericalException($"{order} needs more than {order.Lost} months and has {levels.Length}.");
        var values = levels.ToArray();
        for (var d = 0; d < order.SeasonalD; d++) values = Difference(values, order.Season);
        for (var d = 0; d < order.D; d++) values = Difference(values, 1);
        return values;
    }

    private static double[] Difference(double[] values, int lag)
    {
        var differences = new double[values.Length - lag];
        for (var t = 0; t < differences.Length; t++) differences[t] = values[t + lag] - values[t];
        return differences;
    }

    private static double Scale(double[] values)
    {
        double mean = 0, squares = 0;
        foreach (var value in values) mean += value / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / values.Length) > 1e-12 * (1 + Math.Abs(mean)) ? squares : 0;
    }

    /// <summary>Small coefficients to start a search from.</summary>
    public static double[] InitialCoefficients(ArimaOrder order)
    {
        var start = new double[order.Coefficients];
        if (order.P > 0) start[0] = 0.1;
        if (order.Q > 0) start[order.P] = -0.1;
        if (order.SeasonalP > 0) start[order.P + order.Q] = 0.1;
        if (order.SeasonalQ > 0) start[order.P + order.Q + order.SeasonalP] = -0.3;
        return start;
    }

    // Autoregression and moving average that nearly cancel, from either side.
    private static double[] OpposedCoefficients(ArimaOrder order, int sign)
    {
        var start = InitialCoefficients(order);
        (start[0], start[order.P]) = (0.8 * sign, -0.5 * sign);
        return start;
    }

    private double[] OneStep(ArmaFactor factor, double[] u, int n)
    {
        var fitted = new double[levels.Length];
        Array.Fill(fitted, double.NaN, 0, Order.Lost);
        for (var t = 0; t < n; t++) fitted[t + Order.Lost] = levels[t + Order.Lost] - u[t] * factor.Entry(t, t);
        return fitted;
    }

    // Undoes the differences: forecasts of the differenced series to forecasts of the levels.
    private double[] Integrate(double[] centred, int n, int months, double constant)
    {
        var delta = ArmaPolynomials.Differencing(Order);
        var path = new double[levels.Length + months];
        levels.CopyTo(path, 0);
        for (var h = 0; h < months; h++)
        {
            var value = centred[n + h] + constant;
            for (var i = 0; i < delta.Length; i++) value += delta[i] * path[levels.Length + h - 1 - i];
            path[levels.Length + h] = value;
        }
        return path[levels.Length..];
    }

    private double[] JointErrors(ArmaFactor factor, int n, int months)
    {
        var full = ArmaPolynomials.Multiply(ar, ArmaPolynomials.Differencing(Order));
        var deviation = Math.Sqrt(Variance);
        var errors = new double[months * months];
        for (var c = 0; c < months; c++)
            for (var h = c; h < months; h++)
            {
                var value = deviation * factor.Entry(n + h, n + c);
                for (var i = 0; i < full.Length && h - 1 - i >= c; i++) value += full[i] * errors[(h - 1 - i) * months + c];
                errors[h * months + c] = value;
            }
        return errors;
    }
}
