using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The three variances behind random effects of units and periods: yᵢₜ = xᵢₜβ + μᵢ + λₜ + νᵢₜ, balanced.</summary>
internal readonly record struct TwoWayVariances(double Noise, double Units, double Periods)
{
    public static TwoWayVariances Of(PanelGrid grid, RandomEffectsMethod method)
    {
        double n = grid.Units, t = grid.Periods, left = grid.Within.Fit.ResidualSumOfSquares, inner = (n - 1) * (t - 1);
        switch (method)
        {
            case RandomEffectsMethod.SwamyArora or RandomEffectsMethod.HarmonicMean:
                var noise = left / (inner - grid.Within.Names.Count);
                var (units, periods) = (grid.Between(grid.Frame.Sums, grid.Periods), grid.Between(grid.PeriodSums, grid.Units));
                return new TwoWayVariances(noise, units.Squares / units.Degrees - noise / t, periods.Squares / periods.Degrees - noise / n);
            case RandomEffectsMethod.WallaceHussain:
                var e = grid.Frame.Pooled().Residuals;
                var (byUnit, byPeriod) = (SquaredMeans(grid.Frame.Sums(e), t, 0), SquaredMeans(grid.PeriodSums(e), n, 0));
                var error = (InnerProduct.Of(null, e, e) - t * byUnit - n * byPeriod) / inner; // residuals with an intercept have mean zero
                return new TwoWayVariances(error, byUnit / n - error / t, byPeriod / t - error / n);
            case RandomEffectsMethod.Amemiya:
                var (alpha, lambda) = Spreads(grid);
                return new TwoWayVariances(left / inner, alpha / n - left / inner / t, lambda / t - left / inner / n);
            default:
                var (a, l) = Spreads(grid);
                return new TwoWayVariances(left / (n * t), a / (n - 1), l / (t - 1));
        }
    }

    // Σ(α̂ᵢ − mean)² and Σ(λ̂ₜ − mean)² of the regression within units and periods.
    private static (double Units, double Periods) Spreads(PanelGrid grid)
    {
        var left = grid.Frame.WithEffect(grid.Within);
        double mean = 0;
        foreach (var value in left) mean += value;
        mean /= left.Length;
        return (SquaredMeans(grid.Frame.Sums(left), grid.Periods, mean), SquaredMeans(grid.PeriodSums(left), grid.Units, mean));
    }

    private static double SquaredMeans(double[] sums, double size, double centre)
    {
        double total = 0;
        foreach (var sum in sums) total += (sum / size - centre) * (sum / size - centre);
        return total;
    }
}
