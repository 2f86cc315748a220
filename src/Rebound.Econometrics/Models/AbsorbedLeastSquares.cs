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
    private const int Chunk = 1 << 14;
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

    // Regressors and outcome with their means put back: the intercept is then ȳ − x̄ᵀβ̂.
    private static AbsorbedDesign WithMean(AbsorbedDesign absorbed, LinearModel model)
    {
        var design = absorbed.Design;
        if (model.Constant != ConstantRule.Mean || !design.Effects.Any(e => e.Intercept)) return absorbed;
        if (model.Covariance.Kind is CovarianceKind.Hc2 or CovarianceKind.Hc3 or CovarianceKind.Cr2 or CovarianceKind.Cr3)
            throw new ArgumentException($"{model.Covariance} takes leverages of the effects themselves and has none of their average; use hc1 or cluster( ), or leave the constant absorbed.", nameof(model));
        double[] Raised(double[] left, double[] raw)
        {
            var mean = design.Weights is { } w ? Total(w, raw) / Total(null, w) : Total(null, raw) / raw.Length;
            return [.. left.Select(v => v + mean)];
        }
        var ones = new double[absorbed.RowCount];
        Array.Fill(ones, 1);
        var kept = absorbed.Factor.Kept;
        var extended = design with { Names = [Design.InterceptName, .. absorbed.KeptNames], Columns = [ones, .. kept.Select(j => design.Columns[j])] };
        return AbsorbedDesign.Of(extended, absorbed.Absorber, Raised(absorbed.Outcome, design.Outcome), [ones, .. absorbed.Columns.Select((c, i) => Raised(c, design.Columns[kept[i]]))], absorbed.Iterations, absorbed.Bound).WithDropped(absorbed.DroppedNames);
    }

    /// <summary>Estimates several models; those that have effects, weights and rows in common take the effects out of all their columns at once.</summary>
    /// <param name="data">The table.</param>
    /// <param name="models">Formulas, covariances, rules.</param>
    /// <returns>The estimates, in the order of the models; each within the absorption's bound of what it is alone.</returns>
    /// <remarks>Exceptions are those of one model.</remarks>
    public IReadOnlyList<Estimate> Fit(ModelData data, IReadOnlyList<LinearModel> models)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 1) return [Fit(data, models[0])];
        Design[] designs = [.. models.Select(m => Read(data, m))];
        var estimates = new Estimate[designs.Length];
        for (var first = 0; first < designs.Length; first++)
        {
            if (estimates[first] is not null) continue;
            int[] together = [.. Enumerable.Range(first, designs.Length - first).Where(m => m == first || (estimates[m] is null && Share(designs[first], designs[m])))];
            foreach (var (m, absorbed) in together.Zip(AbsorbTogether([.. together.Select(m => designs[m])]))) estimates[m] = Solve(absorbed, models[m]);
        }
        return estimates;
    }

    private static bool Share(Design a, Design b) => a.Effects.Count > 0 && a.Effects.Select(e => e.Name).SequenceEqual(b.Effects.Select(e => e.Name), StringComparer.Ordinal)
        && a.RowCount == b.RowCount && a.Sample.Rows.AsSpan().SequenceEqual(b.Sample.Rows) && (a.Weights is null ? b.Weights is null : b.Weights is not null && a.Weights.AsSpan().SequenceEqual(b.Weights));

    private AbsorbedDesign[] AbsorbTogether(Design[] designs)
    {
        if (designs.Length == 1) return [Checked(AbsorbedDesign.Of(designs[0], limits))];
        List<double[]> inputs = [];
        var place = new Dictionary<string, int>(StringComparer.Ordinal);
        int Place(string name, double[] column)
        {
            if (place.TryGetValue(name, out var known) && inputs[known].AsSpan().SequenceEqual(column)) return known;
            place[name] = inputs.Count;
            inputs.Add(column);
            return inputs.Count - 1;
        }
        int[][] places = [.. designs.Select(d => d.Columns.Select((c, j) => Place(d.Names[j], c)).Prepend(Place("~", d.Outcome)).ToArray())];
        var absorber = new Absorber(designs[0].Effects, designs[0].Weights, designs[0].RowCount, limits);
        double[][] left = [.. inputs.Select(c => new double[c.Length])];
        var result = absorber.Absorb(inputs, left);
        return [.. designs.Select((d, i) => Checked(AbsorbedDesign.Of(d, absorber, left[places[i][0]], [.. places[i].Skip(1).Select(p => left[p])], result.Iterations, result.Bound)))];
    }

    private static AbsorbedDesign Checked(AbsorbedDesign absorbed) => absorbed.KeptNames.Count > 0 ? absorbed : throw new SingularDesignException(absorbed.DroppedNames);

    /// <summary>The steps after absorption, so that one absorption serves several rules of inference.</summary>
    internal static Estimate Solve(AbsorbedDesign absorbed, LinearModel model)
    {
        absorbed = WithMean(absorbed, model);
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

    internal AbsorbedDesign Absorb(ModelData data, LinearModel model) => Checked(AbsorbedDesign.Of(Read(data, model), limits));

    private static Design Read(ModelData data, LinearModel model)
    {
        if (model.Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(model), "Confidence lies between 0 and 1.");
        if (model.Formula.HasInstruments) throw new FormulaException(model.Formula.Text, model.Formula.Text.LastIndexOf('|'), "Least squares takes no instruments");
        var design = Design.Of(data, model);
        if (design.Columns.Count == 0) throw new NotIdentifiedException($"'{model.Formula.Text}' has no regressor.");
        return design.Offset is { } offset ? design with { Outcome = [.. design.Outcome.Zip(offset, (y, o) => y - o)] } : design;
    }

    internal static FitFacts Describe(AbsorbedDesign absorbed, LinearModel model, double[] residuals, int parameters)
    {
        var design = absorbed.Design;
        var n = absorbed.RowCount;
        var centred = model.Formula.HasIntercept || model.Formula.EffectTerms.Any(e => e.Intercept);
        var w = design.Weights;
        var weights = w is null ? n : Total(null, w);
        var mean = centred ? Total(w, design.Outcome) / weights : 0;
        var shift = model.Formula.HasIntercept || absorbed.KeptNames is [Design.InterceptName, ..] ? mean : 0; // without effects "within" is about the mean
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

    private static double Total(double[]? weights, double[] values)
    {
        double sum = 0;
        foreach (var part in FixedChunks.Collect(values.Length, Chunk, (from, to) =>
        {
            double chunk = 0;
            for (var i = from; i < to; i++) chunk += weights is null ? values[i] : weights[i] * values[i];
            return chunk;
        })) sum += part;
        return sum;
    }

    private static double Squares(double[]? weights, double[] values, double mean)
    {
        double sum = 0;
        foreach (var part in FixedChunks.Collect(values.Length, Chunk, (from, to) =>
        {
            double chunk = 0;
            for (var i = from; i < to; i++)
            {
                var centred = values[i] - mean;
                chunk += weights is null ? centred * centred : weights[i] * centred * centred;
            }
            return chunk;
        })) sum += part;
        return sum;
    }
}
