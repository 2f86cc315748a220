using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The log t test of Phillips and Sul: whether units' values approach each other, in relation to their mean.</summary>
/// <param name="Slope">b of ln(H₁/H_t) − 2 ln ln t = a + b ln t; b/2 is the speed, and b ≥ 2 means that levels converge, not only growth.</param>
/// <param name="StandardError">Of b, from the long-run variance of the residuals.</param>
/// <param name="T">b over its standard error; below −1.65 convergence is rejected at 5 %.</param>
/// <param name="Periods">Periods in the regression.</param>
/// <remarks>H_t is the mean of (x_it/x̄_t − 1)² over units. The first third of the periods is left out of the regression. The long-run variance
/// takes the quadratic spectral kernel with the bandwidth 1.3221 (4ρ²/(1 − ρ)⁴ · m)^(1/5) of Andrews (1991), ρ of the residuals, and divides by m − 1 as
/// the authors' program does (m residuals). Source: Phillips and Sul (2007). Checked against a derivation in R 4.2.2 with the kernel of sandwich 3.0.</remarks>
public sealed record LogTTest(double Slope, double StandardError, double T, int Periods)
{
    /// <summary>Convergence is rejected below this t: 5 % on the lower side.</summary>
    public const double Critical = -1.65;

    /// <summary>The authors study the test from ten periods on; with fewer, two thirds of them leave no regression to speak of.</summary>
    public const int LeastPeriods = 10;

    // Variances of shares below this are rounding: squares of a few units in the last place.
    private const double Rounding = 1e-28;

    /// <summary>P(N ≤ T): small where convergence is rejected.</summary>
    public double P => Normal.UpperP(-T);

    /// <summary>Whether convergence is not rejected.</summary>
    public bool Converges => T > Critical;

    /// <summary>Tests all units of a panel.</summary>
    /// <param name="panel">Values of 0 or more of at least two units over at least ten periods, whatever tells short movements from long ones taken out.</param>
    /// <exception cref="MeasureRefusedException">Too few periods or units, a value that is missing or negative, or units that are exactly equal in a period.</exception>
    public static LogTTest Of(BalancedValues panel)
    {
        RequirePanel(panel);
        var group = new TransitionGroup(panel);
        for (var i = 0; i < panel.Units.Count; i++) group.Add(i);
        return group.Test();
    }

    internal static void RequirePanel(BalancedValues panel)
    {
        panel.RequireFinite("The log t test", 2, LeastPeriods);
        for (var t = 0; t < panel.PeriodCount; t++) Require.NotNegative(panel.Period(t), panel.SubjectAt(t), panel.Units, "The log t test");
    }

    /// <summary>Regresses from the variances H of the relative values.</summary>
    internal static LogTTest Of(ReadOnlySpan<double> variances, BalancedValues panel, IReadOnlyList<int> units)
    {
        var first = (int)Math.Round(variances.Length / 3.0);
        var m = variances.Length - first;
        Span<double> x = m <= 256 ? stackalloc double[m] : new double[m], y = m <= 256 ? stackalloc double[m] : new double[m];
        for (var s = 0; s < m; s++)
        {
            x[s] = Math.Log(first + s + 1);
            y[s] = Math.Log(Variance(variances, 0, panel, units) / Variance(variances, first + s, panel, units)) - 2 * Math.Log(x[s]);
        }
        double middleX = Mean(x), middleY = Mean(y), square = 0, product = 0;
        for (var s = 0; s < m; s++)
        {
            square += (x[s] - middleX) * (x[s] - middleX);
            product += (x[s] - middleX) * (y[s] - middleY);
        }
        var slope = product / square;
        for (var s = 0; s < m; s++) y[s] -= middleY + slope * (x[s] - middleX);
        var error = Math.Sqrt(LongRunVariance(y) / square);
        if (!(error > 0))
            throw new MeasureRefusedException(MeasureRefusalKind.Constant, new Subject(panel.Variable), [.. units.Select(i => panel.Units[i])], $"The log t regression of '{panel.Variable}' leaves no residual for {Names(panel, units)}, so its slope has no standard error.");
        return new LogTTest(slope, error, slope / error, m);
    }

    private static double Variance(ReadOnlySpan<double> variances, int period, BalancedValues panel, IReadOnlyList<int> units) => variances[period] > Rounding
        ? variances[period]
        : throw new MeasureRefusedException(MeasureRefusalKind.Constant, panel.SubjectAt(period), [.. units.Select(i => panel.Units[i])], $"{panel.SubjectAt(period)} is the same for {Names(panel, units)}, so that nothing is left to converge and the log t test is not defined.");

    /// <summary>γ₀ + 2 Σ k(j/S) γ_j.</summary>
    private static double LongRunVariance(ReadOnlySpan<double> residuals)
    {
        var m = residuals.Length;
        double before = 0, product = 0;
        for (var s = 1; s < m; s++)
        {
            before += residuals[s - 1] * residuals[s - 1];
            product += residuals[s - 1] * residuals[s];
        }
        var rho = product / before;
        var width = 1.3221 * Math.Pow(4 * rho * rho / ((1 - rho) * (1 - rho) * (1 - rho) * (1 - rho)) * m, 0.2);
        var sum = 0.0;
        for (var j = 0; j < m; j++)
        {
            var covariance = 0.0;
            for (var s = j; s < m; s++) covariance += residuals[s - j] * residuals[s];
            sum += j == 0 ? covariance : 2 * Kernel(j / width) * covariance;
        }
        return sum / (m - 1);
    }

    /// <summary>25/(12π²x²) (sin(6πx/5)/(6πx/5) − cos(6πx/5)); 0 at infinity.</summary>
    private static double Kernel(double x)
    {
        if (double.IsInfinity(x)) return 0;
        var angle = 1.2 * Math.PI * x;
        return 25 / (12 * Math.PI * Math.PI * x * x) * (Math.Sin(angle) / angle - Math.Cos(angle));
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static string Names(BalancedValues panel, IReadOnlyList<int> units) => units.Count > 5 ? $"{units.Count} units" : string.Join(", ", units.Select(i => $"'{panel.Units[i]}'"));
}
