using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The regression of one unit, Δyₜ = a + ρyₜ₋₁ + Σ bₗΔyₜ₋ₗ.</summary>
/// <param name="T">ρ̂ over its error, the variance over all rows.</param>
/// <param name="Variance">SSR over rows.</param>
/// <param name="Change">What intercept and lags leave of Δyₜ.</param>
/// <param name="Level">What they leave of yₜ₋₁.</param>
internal sealed record DickeyFuller(double T, double Variance, double[] Change, double[] Level)
{
    public static DickeyFuller Of(double[] y, int lags)
    {
        var used = y.Length - lags - 1;
        double[][] others = [Ones(used), .. Enumerable.Range(1, lags).Select(l => Changes(y, lags, l))];
        var factor = Factor(others);
        double[] change = new double[used], level = new double[used];
        factor.Solve(Changes(y, lags, 0), change);
        factor.Solve(Levels(y, lags), level);
        double square = InnerProduct.Of(null, level, level), rho = InnerProduct.Of(null, change, level) / square, left = 0;
        for (var t = 0; t < used; t++) left += (change[t] - rho * level[t]) * (change[t] - rho * level[t]);
        if (!(square > 0 && left > 0)) throw new PerfectFitException("a unit's differences", 0);
        return new DickeyFuller(rho * Math.Sqrt(square) / Math.Sqrt(left / used), left / used, change, level);
    }

    /// <summary>Mean t of ρ̂ with the means over units of yₜ₋₁, Δyₜ and its lags as regressors too, the variance over degrees of freedom.</summary>
    public static double CrossSectional(double[][] series, int lags)
    {
        int periods = series[0].Length, used = periods - lags - 1;
        var mean = new double[periods];
        foreach (var y in series)
            for (var t = 0; t < periods; t++) mean[t] += y[t] / series.Length;
        double[][] common = [Ones(used), Levels(mean, lags), .. Enumerable.Range(0, lags + 1).Select(l => Changes(mean, lags, l))];
        var degrees = used - (2 * lags + 4);
        if (degrees < 1) throw new NotIdentifiedException($"{periods} periods are too few for {2 * lags + 4} coefficients a unit.");
        double total = 0;
        double[] change = new double[used], level = new double[used];
        foreach (var y in series)
        {
            var factor = Factor([.. common, .. Enumerable.Range(1, lags).Select(l => Changes(y, lags, l))]);
            factor.Solve(Changes(y, lags, 0), change);
            factor.Solve(Levels(y, lags), level);
            double square = InnerProduct.Of(null, level, level), rho = InnerProduct.Of(null, change, level) / square, left = 0;
            for (var t = 0; t < used; t++) left += (change[t] - rho * level[t]) * (change[t] - rho * level[t]);
            total += rho * Math.Sqrt(square) / Math.Sqrt(left / degrees);
        }
        return total / series.Length;
    }

    /// <summary>P(τ ≤ t) with an intercept, by MacKinnon (1994, tables 3 and 4).</summary>
    public static double P(double t)
    {
        if (t > 2.74) return 1;
        if (t < -18.83) return 0;
        var z = t <= -1.61 ? 2.1659 + t * (1.4412 + t * 0.038269) : 1.7339 + t * (0.93202 + t * (-0.12745 - t * 0.010368));
        return Normal.UpperP(-z);
    }

    private static LeastSquaresFactor Factor(double[][] columns) => LeastSquaresFactor.Of(columns, new double[columns.Length], 0);

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    // Δy so many periods before each row used.
    private static double[] Changes(double[] y, int lags, int before)
    {
        var result = new double[y.Length - lags - 1];
        for (var t = 0; t < result.Length; t++) result[t] = y[t + lags + 1 - before] - y[t + lags - before];
        return result;
    }

    private static double[] Levels(double[] y, int lags) => y[lags..^1];
}
