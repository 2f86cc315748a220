using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Least squares with any number of absorbed fixed effects, none included.</summary>
/// <remarks>β̂ = (X̃ᵀWX̃)⁻¹X̃ᵀWỹ, with X̃ and ỹ what the effects leave of X and y (Frisch and Waugh, 1933; Lovell, 1963). Units: β̂ₖ is
/// in units of y per unit of xₖ. Missing: such rows are left out and counted. Regressors explained by the effects or by earlier
/// regressors are left out and named. Checked against fixest 0.14 and the certified values of NIST.</remarks>
/// <param name="limits">How far absorption is driven; the defaults go to rounding error.</param>
public sealed class AbsorbedLeastSquares(AbsorptionLimits? limits = null)
{
    // Rounding leaves a residual share of variance of about 1e-30; data with 9 digits of noise leave 1e-18.
    private const double PerfectFitShare = 1e-22;
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Formula, covariance, rules.</param>
    /// <exception cref="FormulaException">The model names a column that the table does not have.</exception>
    /// <exception cref="NotIdentifiedException">No row is left, or not more rows than parameters.</exception>
    /// <exception cref="SingularDesignException">Every regressor is explained by the effects.</exception>
    /// <exception cref="TooFewClustersException">Fewer than two clusters.</exception>
    /// <exception cref="PerfectFitException">The residuals are rounding error.</exception>
    /// <exception cref="NotConvergedException">The effects could not be absorbed.</exception>
    public Estimate Fit(ModelData data, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(model), "Confidence lies between 0 and 1.");
        return Solve(Absorb(data, model), model);
    }

    /// <summary>The steps after absorption, so that one absorption serves several rules of inference.</summary>
    internal static Estimate Solve(AbsorbedDesign absorbed, LinearModel model)
    {
        var n = absorbed.RowCount;
        var weighted = new double[n];
        var beta = absorbed.Factor.Solve(absorbed.Scaled(absorbed.Outcome), weighted);
        var parameters = CovarianceEstimator.Parameters(absorbed, model, EffectCount.All);
        if (n <= parameters)
            throw new NotIdentifiedException($"{n} rows cannot determine {parameters} parameters ({absorbed.KeptNames.Count} regressors and {parameters - absorbed.KeptNames.Count} absorbed groups); use more rows or fewer effects.");
        var fit = Describe(absorbed, model, weighted, parameters);
        var facts = CovarianceEstimator.Facts(absorbed, model);
        var covariance = CovarianceEstimator.Of(absorbed, model, weighted, facts);
        facts = facts with { IsPositive = covariance.IsPositive, DegreesOfFreedom = covariance.Degrees?.Min() ?? facts.DegreesOfFreedom };
        var residuals = weighted;
        if (absorbed.RootWeights is { } root)
        {
            residuals = new double[n];
            for (var i = 0; i < n; i++) residuals[i] = weighted[i] / root[i];
        }
        return new Estimate(absorbed, model, beta, covariance.Matrix, facts, fit, residuals, null, covariance.Degrees);
    }

    internal AbsorbedDesign Absorb(ModelData data, LinearModel model)
    {
        if (model.Formula.HasInstruments) throw new FormulaException(model.Formula.Text, model.Formula.Text.LastIndexOf('|'), "Least squares takes no instruments");
        var design = Design.Of(data, model);
        if (design.Columns.Count == 0) throw new NotIdentifiedException($"'{model.Formula.Text}' has no regressor.");
        if (design.Offset is { } offset) design = design with { Outcome = [.. design.Outcome.Zip(offset, (y, o) => y - o)] };
        var absorbed = AbsorbedDesign.Of(design, limits);
        if (absorbed.KeptNames.Count == 0) throw new SingularDesignException(absorbed.DroppedNames);
        return absorbed;
    }

    private static FitFacts Describe(AbsorbedDesign absorbed, LinearModel model, double[] residuals, int parameters)
    {
        var design = absorbed.Design;
        var n = absorbed.RowCount;
        var centred = model.Formula.HasIntercept || model.Formula.EffectTerms.Any(e => e.Intercept);
        var w = design.Weights;
        var weights = w is null ? n : Total(null, w);
        var mean = centred ? Total(w, design.Outcome) / weights : 0;
        var shift = model.Formula.HasIntercept ? mean : 0; // without effects "within" is about the mean
        var total = Squares(w, design.Outcome, mean);
        var within = Squares(w, absorbed.Outcome, shift);
        var left = InnerProduct.Of(null, residuals, residuals);
        var raw = InnerProduct.Of(w, design.Outcome, design.Outcome);
        if (model.PerfectFit == PerfectFitRule.Refuse && left <= PerfectFitShare * Math.Max(total, 1e-8 * raw))
            throw new PerfectFitException(model.Formula.OutcomeText, total > 0 ? left / total : 0);
        var r2 = 1 - left / total;
        return new FitFacts(r2, 1 - left / (n - parameters) / (total / (centred ? n - 1 : n)), 1 - left / within, left, Math.Sqrt(left / (n - parameters)))
        {
            R2WithinAdjusted = 1 - left / within * (n - parameters + absorbed.KeptNames.Count(name => name != Design.InterceptName)) / (n - parameters),
            LogLikelihood = w is null ? -0.5 * n * (Math.Log(2 * Math.PI * left / n) + 1) : null,
            RootMeanSquare = Math.Sqrt(left / n),
        };
    }

    private static double Total(double[]? weights, double[] values) => Sum(values.Length, i => (weights?[i] ?? 1) * values[i]);

    private static double Squares(double[]? weights, double[] values, double mean) => Sum(values.Length, i => (weights?[i] ?? 1) * (values[i] - mean) * (values[i] - mean));

    private static double Sum(int n, Func<int, double> term)
    {
        double sum = 0;
        foreach (var part in FixedChunks.Collect(n, 1 << 14, (from, to) =>
        {
            double chunk = 0;
            for (var i = from; i < to; i++) chunk += term(i);
            return chunk;
        })) sum += part;
        return sum;
    }
}
