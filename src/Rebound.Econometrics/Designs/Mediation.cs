using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>How much of an effect goes by way of a mediator, and how strong an unseen confounder of mediator and outcome would have to be to make that nothing.</summary>
/// <remarks>m = a + α·treatment + controls + ε₂ and y = c + τ·treatment + β·m + controls + ε; the mediated effect is α·β (Imai, Keele and Yamamoto 2010, linear equations without interaction), its error by the delta method with HC1. It assumes that nothing
/// unseen moves mediator and outcome: sequential ignorability. How far that carries: <see cref="MediatedEffect.Correlation"/>, the correlation of the two equations' errors at which the mediated effect is zero (their theorem 2); robustness values of β and bounds by
/// observed covariates (Cinelli and Hazlett 2020), by iid errors; the E-value of β (VanderWeele and Ding 2017). Checked against the published values of these papers and by simulated confounders.</remarks>
/// <param name="Outcome">Column y.</param>
/// <param name="Treatment">Column of the treatment.</param>
/// <param name="Mediator">Column m.</param>
/// <param name="Controls">Columns in both equations; each is a yardstick too.</param>
/// <param name="Yardsticks">Columns that stand in neither equation and are added one at a time to see how strong an observed confounder is.</param>
public sealed record Mediation(string Outcome, string Treatment, string Mediator, IReadOnlyList<string> Controls, IReadOnlyList<string> Yardsticks)
{
    /// <summary>Estimates it, on the rows where everything named is there.</summary>
    /// <param name="data">A row a unit.</param>
    /// <exception cref="NumericalException">An equation cannot be estimated.</exception>
    public MediatedEffect Of(ModelData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string[] all = [Outcome, Treatment, Mediator, .. Controls, .. Yardsticks];
        var complete = data.Where(r => all.All(c => double.IsFinite(data.Column(c)[r])));
        var first = Fit(complete, Mediator, [Treatment, .. Controls], Covariance.Robust);
        var second = Fit(complete, Outcome, [Mediator, Treatment, .. Controls], Covariance.Robust);
        var reduced = Fit(complete, Outcome, [Treatment, .. Controls], Covariance.Iid);
        var plain = Fit(complete, Outcome, [Mediator, Treatment, .. Controls], Covariance.Iid);
        var (alpha, beta) = (first[Treatment], second[Mediator]);
        var value = alpha.Value * beta.Value;
        var error = Math.Sqrt(Math.Pow(alpha.Value * beta.StandardError, 2) + Math.Pow(beta.Value * alpha.StandardError, 2));
        var df = second.Facts.DegreesOfFreedom;
        var half = StudentT.Quantile(0.975, df) * error;
        var indirect = new Coefficient($"{Treatment} by way of {Mediator}", value, error, value / error, StudentT.TwoSidedP(value / error, df), value - half, value + half) { DegreesOfFreedom = df };
        var strength = new ConfounderStrength(plain[Mediator].Value, plain[Mediator].StandardError, plain.Facts.DegreesOfFreedom);
        return new MediatedEffect(indirect, alpha, beta, second[Treatment], Correlation.Pearson(first.Residuals, reduced.Residuals), strength,
            EValue(beta.Value * Moments.Of(complete.Column(Mediator)).Deviation / Moments.Of(complete.Column(Outcome)).Deviation), complete.RowCount)
        {
            Bounds = [.. Controls.Concat(Yardsticks).Select(c => Bound(complete, c, strength)).OfType<ConfounderBound>()],
        };
    }

    /// <summary>The E-value of a standardised effect d: RR = e^{0.91·|d|}, E = RR + √(RR(RR − 1)).</summary>
    /// <param name="d">Standard deviations of the outcome for one of the exposure.</param>
    public static double EValue(double d)
    {
        var ratio = Math.Exp(0.91 * Math.Abs(d));
        return ratio + Math.Sqrt(ratio * (ratio - 1));
    }

    // What a confounder as strong as an observed covariate would leave; none where the covariate is explained by the others.
    private ConfounderBound? Bound(ModelData data, string covariate, ConfounderStrength strength)
    {
        string[] added = [Treatment, .. Controls, .. Controls.Contains(covariate, StringComparer.Ordinal) ? Array.Empty<string>() : [covariate]];
        var (mediator, outcome) = (Fit(data, Mediator, added, Covariance.Iid), Fit(data, Outcome, [Mediator, .. added], Covariance.Iid));
        if (!mediator.Has(covariate) || !outcome.Has(covariate)) return null;
        static double Share(Estimate fitted, string name) => fitted[name].T * fitted[name].T / (fitted[name].T * fitted[name].T + fitted.Facts.DegreesOfFreedom);
        return strength.LeftBy(covariate, Share(mediator, covariate), Share(outcome, covariate));
    }

    private static Estimate Fit(ModelData data, string outcome, IEnumerable<string> regressors, Covariance covariance) =>
        new AbsorbedLeastSquares().Fit(data, LinearModel.Parse($"`{outcome}` ~ {string.Join(" + ", regressors.Select(r => $"`{r}`"))}", covariance));
}
