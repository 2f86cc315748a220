using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Linear models of panels whose units differ by chance: yᵢₜ = xᵢₜβ + μᵢ + νᵢₜ.</summary>
/// <remarks>β̂ is least squares of yᵢₜ − θᵢȳᵢ on xᵢₜ − θᵢx̄ᵢ with θᵢ = 1 − σ̂₍ν₎/√(Tᵢσ̂²₍μ₎ + σ̂²₍ν₎) (Fuller and Battese, 1974). It needs μᵢ
/// independent of xᵢₜ: see <see cref="Diagnose"/>. Units: of y per unit of x. Missing: such rows are left out and counted. Checked against plm 2.6.</remarks>
/// <param name="limits">How far absorption is driven.</param>
public sealed class RandomEffects(AbsorptionLimits? limits = null)
{
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Outcome and regressors with an intercept, no absorbed effects; covariance, rules.</param>
    /// <param name="unit">The grouping of the draws μ.</param>
    /// <param name="method">How the variances are estimated.</param>
    /// <exception cref="ArgumentException">The formula has effects or instruments, or there is no such unit.</exception>
    /// <exception cref="NotIdentifiedException">Too few units or rows a unit.</exception>
    public RandomEffectsEstimate Fit(ModelData data, LinearModel model, string unit, RandomEffectsMethod method = RandomEffectsMethod.SwamyArora) => Fit(PanelFrame.Of(data, model, unit, limits), method);

    /// <summary>Estimates a model whose units and periods both draw: yᵢₜ = xᵢₜβ + μᵢ + λₜ + νᵢₜ.</summary>
    /// <remarks>Least squares of yᵢₜ − θ₁ȳᵢ − θ₂ȳₜ + θ₃ȳ (Fuller and Battese, 1974; Baltagi, 2013, chapter 3), for balanced panels.</remarks>
    /// <param name="data">The table.</param>
    /// <param name="model">As for one way.</param>
    /// <param name="unit">The grouping of the draws μ.</param>
    /// <param name="period">The grouping of the draws λ.</param>
    /// <param name="method">How the variances are estimated.</param>
    /// <exception cref="ArgumentException">The formula has effects or instruments, or there is no such grouping.</exception>
    /// <exception cref="NotIdentifiedException">The panel is not balanced, or has too few units or periods.</exception>
    public RandomEffectsEstimate FitTwoWay(ModelData data, LinearModel model, string unit, string period, RandomEffectsMethod method = RandomEffectsMethod.SwamyArora)
    {
        var grid = PanelGrid.Of(data, model, unit, period, limits);
        var (noise, units, periods) = TwoWayVariances.Of(grid, method);
        (units, periods) = (Math.Max(0, units), Math.Max(0, periods));
        double Root(double more) => Math.Sqrt(noise / (more + noise));
        double a = 1 - Root(grid.Periods * units), b = 1 - Root(grid.Units * periods), c = a + b + Root(grid.Periods * units + grid.Units * periods) - 1;
        return new RandomEffectsEstimate(grid.Transformed(a, b, c, limits), noise, units, a, a) { PeriodVariance = periods, PeriodTheta = b, TotalTheta = c };
    }

    /// <summary>Tests of effects, of dependence between units and in time, and of equal variances, for balanced panels.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">As for one way; the tests take errors as iid.</param>
    /// <param name="unit">The grouping of units.</param>
    /// <param name="period">The grouping of periods; its order is that of time.</param>
    /// <param name="options">Orders and conventions.</param>
    /// <exception cref="NotIdentifiedException">The panel is not balanced, or has fewer than four periods.</exception>
    public PanelTests Test(ModelData data, LinearModel model, string unit, string period, PanelTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return PanelTests.Of(PanelGrid.Of(data, model with { Covariance = Covariance.Iid }, unit, period, limits), options ?? new PanelTestOptions(), limits);
    }

    /// <summary>Least squares of the units' means, one row a unit.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">As for <see cref="Fit(ModelData, LinearModel, string, RandomEffectsMethod)"/>, with iid or hc1 errors.</param>
    /// <param name="unit">The grouping.</param>
    /// <param name="weighting">Whether a unit counts once or as often as it has rows.</param>
    public Estimate Between(ModelData data, LinearModel model, string unit, BetweenWeighting weighting = BetweenWeighting.Units)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Covariance.Kind is not (CovarianceKind.Iid or CovarianceKind.Hc1)) throw new ArgumentException($"Between units the covariances are iid and hc1, not {model.Covariance}.", nameof(model));
        return PanelFrame.Of(data, model, unit, limits).Between(model, weighting);
    }

    /// <summary>Tests whether there are effects of units, and whether they may be taken as random.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">As for <see cref="Fit(ModelData, LinearModel, string, RandomEffectsMethod)"/>; the tests take errors as iid.</param>
    /// <param name="unit">The grouping.</param>
    public EffectTests Diagnose(ModelData data, LinearModel model, string unit)
    {
        ArgumentNullException.ThrowIfNull(model);
        var frame = PanelFrame.Of(data, model with { Covariance = Covariance.Iid }, unit, limits);
        return EffectTests.Of(frame, Fit(frame, RandomEffectsMethod.SwamyArora));
    }

    private static RandomEffectsEstimate Fit(PanelFrame frame, RandomEffectsMethod method)
    {
        var (within, between) = Variances(frame, method);
        between = Math.Max(0, between);
        double[] theta = [.. frame.Sizes.Select(size => 1 - Math.Sqrt(within / (size * between + within)))];
        return new RandomEffectsEstimate(frame.Transformed(theta), within, between, theta.Min(), theta.Max());
    }

    private static (double Within, double Between) Variances(PanelFrame frame, RandomEffectsMethod method)
    {
        double n = frame.RowCount, units = frame.Units, left = frame.Within.Fit.ResidualSumOfSquares;
        if (method is not (RandomEffectsMethod.SwamyArora or RandomEffectsMethod.HarmonicMean) && !frame.IsBalanced)
            throw new NotIdentifiedException($"{method} is defined here for units with equally many rows; these have {frame.Sizes.Min()} to {frame.Sizes.Max()}. Use {RandomEffectsMethod.SwamyArora}.");
        var periods = n / units;
        switch (method)
        {
            case RandomEffectsMethod.SwamyArora:
                return SwamyArora(frame);
            case RandomEffectsMethod.HarmonicMean:
                var noise = left / (n - units - frame.Within.Names.Count);
                var means2 = frame.Between(frame.Model with { Covariance = Covariance.Iid });
                var harmonic = units / frame.Sizes.Sum(size => 1.0 / size);
                return (noise, means2.Fit.ResidualSumOfSquares / (units - means2.Names.Count) - noise / harmonic);
            case RandomEffectsMethod.WallaceHussain:
                var e = frame.Pooled().Residuals;
                double all = InnerProduct.Of(null, e, e), means = 0;
                foreach (var sum in frame.Sums(e)) means += sum * sum / periods;
                var error = (all - means) / (n - units);
                return (error, (means / units - error) / periods);
            case RandomEffectsMethod.Amemiya:
                return (left / (n - units), Spread(frame) / units - left / (n - units) / periods);
            default:
                return (left / n, Spread(frame) / (units - 1));
        }
    }

    // Σ(α̂ᵢ − mean)² of the within regression's effects.
    private static double Spread(PanelFrame frame)
    {
        double[] effects = [.. frame.Sums(frame.WithEffect(frame.Within)).Zip(frame.Sizes, (sum, size) => sum / size)];
        double mean = effects.Average(), spread = 0;
        foreach (var effect in effects) spread += (effect - mean) * (effect - mean);
        return spread;
    }

    // σ²₍ν₎ within; between: unit means weighted by their rows, E(SSR) = (n − tr)σ²₍μ₎ + (N − K)σ²₍ν₎, tr = tr((XᵀPX)⁻¹Σ Tᵢ²x̄ᵢx̄ᵢᵀ).
    private static (double Within, double Between) SwamyArora(PanelFrame frame)
    {
        double n = frame.RowCount, units = frame.Units;
        var within = frame.Within.Fit.ResidualSumOfSquares / (n - units - frame.Within.Names.Count);
        double[] Weighted(double[] column) => [.. frame.Sums(column).Zip(frame.Sizes, (sum, size) => sum / Math.Sqrt(size))];
        double[][] columns = [.. frame.Design.Columns.Select(Weighted)];
        double[] references = [.. columns.Select(c => Math.Sqrt(InnerProduct.Of(null, c, c)))];
        var factor = LeastSquaresFactor.Of(columns, references, 1e-10);
        var k = factor.Kept.Length;
        if (units <= k) throw new NotIdentifiedException($"{units} units cannot determine {k} coefficients between units; use fewer regressors.");
        var rest = new double[frame.Units];
        factor.Solve(Weighted(frame.Design.Outcome), rest);
        var inverse = factor.InverseCrossProduct();
        double trace = 0;
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++)
            {
                double sum = 0;
                for (var g = 0; g < frame.Units; g++) sum += frame.Sizes[g] * columns[factor.Kept[a]][g] * columns[factor.Kept[b]][g];
                trace += inverse[a, b] * sum;
            }
        return (within, (InnerProduct.Of(null, rest, rest) - (units - k) * within) / (n - trace));
    }
}
