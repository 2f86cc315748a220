using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Linear models whose regressors may hang on the error, estimated with instruments and any number of absorbed effects.</summary>
/// <remarks>β̂ = (SᵀX̃)⁻¹Sᵀỹ, X̃ and ỹ what the effects leave. Two stages: S = P₍Z₎X̃ (Theil, 1953); limited information: S = X̃ − κM₍Z₎X̃ with the
/// smallest root κ (Anderson and Rubin, 1949); moments: S = ZŴZᵀX̃, Ŵ the inverse covariance of Zᵀû at two stages (Hansen, 1982). Errors: (SᵀX̃)⁻¹SᵀΩ̂S(X̃ᵀS)⁻¹ with
/// the residuals of X itself; limited information takes P₍Z₎X in the middle, as Stata does. Units: of y per unit of x. Missing: such rows are left out and counted, also where only an instrument is missing.
/// Checked against fixest, AER's ivreg and Stata's ivregress.</remarks>
/// <param name="limits">How far absorption is driven.</param>
public sealed class InstrumentalVariables(AbsorptionLimits? limits = null)
{
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model whose formula ends with <c>| endogenous ~ instruments</c>.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Formula, covariance, rules.</param>
    /// <param name="method">Which estimator.</param>
    /// <exception cref="FormulaException">The model names a column that the table does not have.</exception>
    /// <exception cref="ArgumentException">The formula names no instruments, or the covariance is defined for regressors only (hc2, hc3, cr2, cr3).</exception>
    /// <exception cref="NotIdentifiedException">No row is left, fewer instruments than endogenous regressors are left, or they do not move these.</exception>
    /// <exception cref="SingularDesignException">An endogenous regressor is explained by the exogenous ones or by the effects.</exception>
    /// <exception cref="TooFewClustersException">Fewer than two clusters.</exception>
    /// <exception cref="PerfectFitException">The residuals are rounding error.</exception>
    public InstrumentalEstimate Fit(ModelData data, LinearModel model, InstrumentalMethod method = InstrumentalMethod.TwoStage)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Covariance.Kind is CovarianceKind.Hc2 or CovarianceKind.Hc3 or CovarianceKind.Cr2 or CovarianceKind.Cr3)
            throw new ArgumentException($"{model.Covariance} adjusts residuals by leverages, which are not those of an equation with instruments; use hc1 or cluster( ).", nameof(model));
        if (model.Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(model), "Confidence lies between 0 and 1.");
        var system = InstrumentSystem.Of(data, model, limits);
        var twoStage = Solve(system, Fitted(system, 1), 1);
        if (method == InstrumentalMethod.TwoStage) return new InstrumentalEstimate(system, twoStage, twoStage, method, 1);
        if (method == InstrumentalMethod.LimitedInformation)
        {
            var kappa = Kappa(system);
            return new InstrumentalEstimate(system, Solve(system, Fitted(system, kappa), kappa), twoStage, method, kappa);
        }
        return new InstrumentalEstimate(system, Solve(system, EfficientInstruments(system, twoStage), 1), twoStage, method, 1);
    }

    /// <summary>The efficient instruments ZŴZᵀX, weighted by √w; Ŵ from the residuals of an estimate.</summary>
    internal static double[][] EfficientInstruments(InstrumentSystem system, Estimate first)
    {
        var moments = EfficientMoments.Of(system, first);
        return [.. system.Regressors.Select(x => moments.Instrument(system.Scaled(x.Left)))];
    }

    /// <summary>β̂ from effective instruments, one for each regressor, weighted by √w.</summary>
    internal static Estimate Solve(InstrumentSystem system, double[][] effective, double kappa)
    {
        var (model, regressors) = (system.Model, system.Regressors);
        // Least squares on the projections of X on S gives (SᵀX)⁻¹Sᵀy and, with X's residuals, its covariance.
        var factor = LeastSquaresFactor.Of(effective, new double[effective.Length], 0);
        var projected = regressors.Select(x =>
        {
            var (scaled, left) = (system.Scaled(x.Left), new double[system.RowCount]);
            factor.Solve(scaled, left);
            for (var i = 0; i < left.Length; i++) left[i] = scaled[i] - left[i];
            return x with { Left = system.Unscaled(left) };
        }).ToArray();
        var second = system.With(projected);
        if (factor.Dropped.Length > 0 || second.DroppedNames.Count > 0)
            throw new NotIdentifiedException($"The instruments do not move {string.Join(", ", system.Endogenous.Select(x => $"'{x.Name}'"))} enough to tell effects apart (the first stage has not full rank).");
        var beta = second.Factor.Solve(second.Scaled(second.Outcome), new double[system.RowCount]);
        var residuals = (double[])second.Outcome.Clone();
        for (var j = 0; j < beta.Length; j++)
            for (var i = 0; i < residuals.Length; i++) residuals[i] -= beta[j] * regressors[j].Left[i];
        var weighted = second.Scaled(residuals);
        var fit = AbsorbedLeastSquares.Describe(second, model, weighted, CovarianceEstimator.Parameters(second, model, EffectCount.All));
        var facts = CovarianceEstimator.Facts(second, model);
        if (kappa != 1) second = system.With(Scores(system, effective));
        var covariance = CovarianceEstimator.Of(second, model, weighted, facts);
        facts = facts with { IsPositive = covariance.IsPositive };
        var matrix = model.Covariance.Kind == CovarianceKind.Iid && kappa != 1 ? Bread(system, effective, facts.Factor * fit.ResidualSumOfSquares) : covariance.Matrix;
        return new Estimate(second, model, beta, matrix, facts, fit, residuals) { HasInstruments = true };
    }

    // X − κM₍Z₎X for the endogenous regressors, X for the others.
    private static double[][] Fitted(InstrumentSystem system, double kappa) => [.. system.Regressors.Select(x =>
    {
        var scaled = system.Scaled(x.Left);
        var j = Array.FindIndex(system.Endogenous, e => ReferenceEquals(e.Left, x.Left));
        return j < 0 ? scaled : Less(scaled, kappa, system.FirstResiduals[j]);
    })];

    private static double[] Less(double[] column, double share, double[] rest)
    {
        var result = new double[column.Length];
        for (var i = 0; i < result.Length; i++) result[i] = column[i] - share * rest[i];
        return result;
    }

    // With orthonormal η spanning [y Y] and ζ the instruments, both free of exogenous regressors: κ = 1/(1 − smallest eigenvalue of ηᵀζζᵀη).
    private static double Kappa(InstrumentSystem system)
    {
        var joint = OrthonormalBasis.Of([system.PartialOutcome, .. system.PartialEndogenous]);
        var (p, shares) = (joint.Length, new double[joint.Length * joint.Length]);
        foreach (var zeta in system.Basis)
        {
            double[] t = [.. joint.Select(eta => InnerProduct.Of(null, zeta, eta))];
            for (var a = 0; a < p; a++)
                for (var b = 0; b < p; b++) shares[a * p + b] += t[a] * t[b];
        }
        return system.Basis.Length == system.Endogenous.Length ? 1 : 1 / (1 - Math.Max(0, SymmetricEigen.Of(shares, p).Values[^1]));
    }

    // Columns whose sandwich is (SᵀX)⁻¹X̂ᵀΩX̂(XᵀS)⁻¹ with first-stage fits X̂, as in Stata: X̂(X̂ᵀX̂)⁻¹SᵀX.
    private static InstrumentSystem.Column[] Scores(InstrumentSystem system, double[][] effective)
    {
        var regressors = system.Regressors;
        var fitted = Fitted(system, 1);
        var inverse = LeastSquaresFactor.Of(fitted, new double[fitted.Length], 0).InverseCrossProduct();
        return [.. regressors.Select(x =>
        {
            var (scaled, column) = (system.Scaled(x.Left), new double[system.RowCount]);
            double[] moments = [.. effective.Select(s => InnerProduct.Of(null, s, scaled))];
            for (var a = 0; a < fitted.Length; a++)
            {
                double share = 0;
                for (var b = 0; b < fitted.Length; b++) share += inverse[a, b] * moments[b];
                for (var i = 0; i < column.Length; i++) column[i] += share * fitted[a][i];
            }
            return x with { Left = system.Unscaled(column) };
        })];
    }

    private static double[,] Bread(InstrumentSystem system, double[][] effective, double variance)
    {
        var k = effective.Length;
        var product = new double[k * k];
        double[][] x = [.. system.Regressors.Select(r => system.Scaled(r.Left))];
        var scale = new double[k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) product[a * k + b] = InnerProduct.Of(null, effective[a], x[b]);
        for (var a = 0; a < k; a++) scale[a] = 1 / Math.Sqrt(Math.Abs(product[a * k + a]));
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) product[a * k + b] *= scale[a] * scale[b];
        if (!PositiveDefinite.TryFactor(product, k))
            throw new NotIdentifiedException("Limited information has no finite covariance here: κ is so large that SᵀX is not positive definite. Use two stages with the Anderson-Rubin set.");
        var inverse = PositiveDefinite.Inverse(product, k);
        var result = new double[k, k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) result[a, b] = variance * scale[a] * scale[b] * 0.5 * (inverse[a * k + b] + inverse[b * k + a]);
        return result;
    }
}
