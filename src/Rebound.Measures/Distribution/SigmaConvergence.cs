namespace Rebound.Measures;

/// <summary>σ-convergence: whether units grow more alike.</summary>
/// <param name="Deviations">A period's sample standard deviation of ln y, with n − 1.</param>
/// <param name="Variations">A period's sample coefficient of variation s/ȳ, with n − 1.</param>
/// <param name="Trend">Slope of the deviations on time, per period; negative means convergence.</param>
/// <remarks>Checked against R 4.2.2. One period's fall of σ is no trend: the slope uses all periods.</remarks>
public sealed record SigmaConvergence(IReadOnlyList<double> Deviations, IReadOnlyList<double> Variations, double Trend)
{
    /// <summary>Measures a panel.</summary>
    /// <param name="panel">Positive values by unit and period.</param>
    /// <exception cref="MeasureRefusedException">A value is missing or not positive: unit and period are named.</exception>
    public static SigmaConvergence Of(BalancedValues panel)
    {
        panel.RequirePositive("σ-convergence", 2, 2);
        var (deviations, variations) = (new double[panel.PeriodCount], new double[panel.PeriodCount]);
        for (var t = 0; t < panel.PeriodCount; t++)
        {
            var values = panel.Period(t);
            var (mean, deviation) = Spread(values);
            variations[t] = deviation / mean;
            for (var i = 0; i < values.Length; i++) values[i] = Math.Log(values[i]);
            (_, deviations[t]) = Spread(values);
        }
        double middle = (panel.PeriodCount - 1) / 2.0, product = 0, square = 0;
        for (var t = 0; t < deviations.Length; t++)
        {
            product += (t - middle) * deviations[t];
            square += (t - middle) * (t - middle);
        }
        return new SigmaConvergence(deviations, variations, product / square);
    }

    private static (double Mean, double Deviation) Spread(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var x in values) sum += x;
        var mean = sum / values.Length;
        foreach (var x in values) squares += (x - mean) * (x - mean);
        return (mean, Math.Sqrt(squares / (values.Length - 1)));
    }
}
