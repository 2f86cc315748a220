using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Forecasts of several models, or of one model at several parameters, as one distribution around one of them.</summary>
/// <remarks>Covariance around the expected path μ that is kept: Σ w (V + (m − μ)(m − μ)')/Σ w (Draper, 1995): what each forecast is
/// unsure of, and how far they lie apart. So neither the choice of a model nor its parameters are taken as known.</remarks>
internal sealed class ForecastMixture(double[] centre)
{
    private readonly int months = centre.Length;
    private readonly double[] covariance = new double[centre.Length * centre.Length];
    private double total;

    /// <summary>Adds a forecast.</summary>
    /// <param name="weight">Not negative.</param>
    /// <param name="mean">H expected values.</param>
    /// <param name="errors">H × H covariance; its lower half is read.</param>
    public void Add(double weight, ReadOnlySpan<double> mean, ReadOnlySpan<double> errors)
    {
        total += weight;
        for (var h = 0; h < months; h++)
        {
            var distance = weight * (mean[h] - centre[h]);
            for (var k = 0; k <= h; k++) covariance[h * months + k] += weight * errors[h * months + k] + distance * (mean[k] - centre[k]);
        }
    }

    /// <summary>Adds a forecast whose errors are given by a factor, times a share.</summary>
    public void AddFactor(double weight, double share, SeriesForecast forecast)
    {
        var (r, errors) = (forecast.Factor.Length / months, new double[months * months]);
        for (var h = 0; h < months; h++)
            for (var k = 0; k <= h; k++)
                errors[h * months + k] = share * InnerProduct.Of(forecast.Factor.AsSpan(h * r, r), forecast.Factor.AsSpan(k * r, r));
        Add(weight, forecast.Mean, errors);
    }

    /// <summary>A factor of the covariance.</summary>
    public double[] Factor()
    {
        for (var i = 0; i < covariance.Length; i++) covariance[i] /= total;
        return SeriesForecast.FactorOf(covariance, months);
    }
}
