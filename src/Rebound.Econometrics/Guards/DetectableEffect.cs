using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The smallest effect a design could find, known before its coefficient is looked at.</summary>
/// <remarks>(t(1 − α/2) + t(power)) × se₀ (Bloom, 1995), with se₀ the standard error of the model's own covariance computed from the
/// residuals under "no effect".</remarks>
/// <param name="Regressor">The regressor.</param>
/// <param name="Effect">The effect found with the given power, in the coefficient's unit.</param>
/// <param name="StandardError">se₀.</param>
/// <param name="Power">For instance 0.8.</param>
/// <param name="Level">Of the two-sided test, for instance 0.05.</param>
/// <param name="DegreesOfFreedom">Of t.</param>
public sealed record DetectableEffect(string Regressor, double Effect, double StandardError, double Power, double Level, double DegreesOfFreedom)
{
    /// <summary>Name of the check.</summary>
    public const string Name = "detectable-effect";

    /// <summary>Computes it.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <param name="regressor">The regressor.</param>
    /// <param name="power">Between 0.5 and 1.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <exception cref="NotIdentifiedException">The regressor is explained by the others or the effects.</exception>
    public static DetectableEffect Before(ModelData data, LinearModel model, string regressor, double power = 0.8, double level = 0.05) =>
        Before(new AbsorbedLeastSquares().Absorb(data, model), model, regressor, power, level);

    internal static DetectableEffect Before(AbsorbedDesign absorbed, LinearModel model, string regressor, double power = 0.8, double level = 0.05) =>
        Of(AbsorbedLeastSquares.Solve(absorbed, model with { PerfectFit = PerfectFitRule.Allow }), regressor, power, level);

    internal static DetectableEffect Of(Estimate estimate, string regressor, double power = 0.8, double level = 0.05)
    {
        if (power is not (>= 0.5 and < 1)) throw new ArgumentOutOfRangeException(nameof(power), "A power between 0.5 and 1 is needed.");
        return FromNull(estimate, estimate.IndexOf(regressor), power, level);
    }

    /// <summary>The judgement: a warning where the smallest effect that can be found is larger than one that would be plausible.</summary>
    /// <param name="plausible">The size of effect that theory or earlier studies lead one to expect; null when none is known.</param>
    public GuardResult Check(double? plausible = null)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"Effects of '{Regressor}' from {Effect:G3} on are found with {100 * Power:0} % power at the {100 * Level:0} % level.");
        return plausible is { } size && Effect > Math.Abs(size)
            ? new(Name, Effect, Math.Abs(size), Verdict.Warning, message, "A finding of nothing here means little: use more units, more periods or a less noisy outcome.")
            : new(Name, Effect, plausible is { } p ? Math.Abs(p) : double.NaN, Verdict.Passed, message, "");
    }

    // The residuals without the regressor are û + β̂x̂, x̂ being what the others leave of it.
    private static DetectableEffect FromNull(Estimate estimate, int j, double power, double level)
    {
        var absorbed = estimate.Absorbed;
        var partial = absorbed.Partial(j);
        var restricted = new double[partial.Length];
        for (var i = 0; i < restricted.Length; i++)
            restricted[i] = estimate.Residuals[i] * (absorbed.RootWeights?[i] ?? 1) + estimate.Coefficients[j].Value * partial[i];
        var error = Math.Sqrt(CovarianceEstimator.VarianceOf(absorbed, estimate.Model, partial, restricted, estimate.Facts));
        var df = estimate.Facts.DegreesOfFreedom;
        var multiple = StudentT.Quantile(1 - level / 2, df) + (power == 0.5 ? 0 : StudentT.Quantile(power, df));
        return new DetectableEffect(estimate.Names[j], multiple * error, error, power, level, df);
    }
}
