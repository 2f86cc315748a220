namespace Rebound.Measures;

/// <summary>What a model fitted to the months before the shock expects of the months after.</summary>
/// <remarks>The errors of the forecasts of all months are jointly normal with the covariance F·Fᵀ, F = <paramref name="Factor"/>.</remarks>
/// <param name="Model">The model in words, for instance ARIMA(0,1,1)(0,1,1)12.</param>
/// <param name="Fitted">One-step expectations of the months before the shock; NaN where the model gives none.</param>
/// <param name="Mean">Expected values of H months after.</param>
/// <param name="Factor">H × r, row by row: what r independent standard normal draws add to each month.</param>
internal sealed record SeriesForecast(string Model, double[] Fitted, double[] Mean, double[] Factor)
{
    /// <summary>Degrees of freedom of the variance behind the errors; infinite where they are large or not known.</summary>
    public double Freedom { get; init; } = double.PositiveInfinity;

    /// <summary>A lower-triangular factor of a covariance of H months; rounding below zero is forgiven.</summary>
    public static double[] FactorOf(double[] covariance, int months)
    {
        var factor = (double[])covariance.Clone();
        for (var i = 0; i < months; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = factor[i * months + j];
                for (var c = 0; c < j; c++) sum -= factor[i * months + c] * factor[j * months + c];
                if (i == j) factor[i * months + i] = Math.Sqrt(Math.Max(0, sum));
                else factor[i * months + j] = factor[j * months + j] > 0 ? sum / factor[j * months + j] : 0;
            }
            for (var j = i + 1; j < months; j++) factor[i * months + j] = 0;
        }
        return factor;
    }

    /// <summary>Standard error of the forecast of one month.</summary>
    public double Deviation(int month)
    {
        var r = Factor.Length / Mean.Length;
        var sum = 0.0;
        for (var c = 0; c < r; c++) sum += Factor[month * r + c] * Factor[month * r + c];
        return Math.Sqrt(sum);
    }

    /// <summary>Standard error of the forecast of the mean of several months.</summary>
    public double DeviationOfMean(int from, int count)
    {
        var r = Factor.Length / Mean.Length;
        var total = 0.0;
        for (var c = 0; c < r; c++)
        {
            var sum = 0.0;
            for (var h = from; h < from + count; h++) sum += Factor[h * r + c];
            total += sum * sum;
        }
        return Math.Sqrt(total) / count;
    }

    /// <summary>The lower-triangular Toeplitz factor of errors that are moving sums: Σⱼ weights[j]·e(h − j), with e of one deviation.</summary>
    public static double[] MovingSums(ReadOnlySpan<double> weights, double deviation)
    {
        var h = weights.Length;
        var factor = new double[h * h];
        for (var i = 0; i < h; i++)
            for (var j = 0; j <= i; j++)
                factor[i * h + j] = deviation * weights[i - j];
        return factor;
    }
}
