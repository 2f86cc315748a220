using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A fitted linear model, complete when built.</summary>
public sealed class Estimate
{
    internal Estimate(AbsorbedDesign absorbed, LinearModel model, double[] values, double[,] covariance, CovarianceFacts facts, FitFacts fit, double[] residuals, LikelihoodFacts? likelihood = null, double[]? degrees = null)
    {
        Likelihood = likelihood;
        (Model, CovarianceMatrix, Facts, Fit, Absorbed, Residuals) = (model, covariance, facts, fit, absorbed, residuals);
        Names = absorbed.KeptNames;
        Coefficients = [.. Names.Select((name, j) => Describe(name, values[j], Math.Sqrt(covariance[j, j]), degrees?[j] ?? TestDegrees, model.Confidence))];
    }

    /// <summary>The model.</summary>
    public LinearModel Model { get; }

    /// <summary>Names of the k coefficients, in the order of the formula.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The k coefficients.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; }

    /// <summary>Their covariance, k × k. Not to be changed.</summary>
    public double[,] CovarianceMatrix { get; }

    /// <summary>n, the rows used.</summary>
    public int RowCount => Sample.RowCount;

    /// <summary>The rows used, and the rows dropped by reason.</summary>
    public Sample Sample => Absorbed.Design.Sample;

    /// <summary>Clusters, factors and degrees of freedom behind the standard errors.</summary>
    public CovarianceFacts Facts { get; }

    /// <summary>Goodness of fit.</summary>
    public FitFacts Fit { get; }

    /// <summary>Regressors left out because the effects or earlier regressors explain them.</summary>
    public IReadOnlyList<string> Collinear => Absorbed.DroppedNames;

    /// <summary>Absorbed effects with their numbers of groups.</summary>
    public IReadOnlyList<EffectSize> Effects => [.. Absorbed.Design.Effects.Select(e => new EffectSize(e.Name, e.Levels))];

    /// <summary>The most conjugate-gradient steps that a column took; 0 without effects, 1 where the first sweep was exact.</summary>
    public int Iterations => Absorbed.Iterations;

    /// <summary>Bound on the absorption error of any column, relative to the norm of what the effects leave of it.</summary>
    /// <remarks>The normal-equation residual over the smallest Ritz value; an estimate of the bound, since Ritz values lie above eigenvalues.</remarks>
    public double AbsorptionBound => Absorbed.Bound;

    /// <summary>y − Xβ̂ − effects on the rows of <see cref="Sample.Rows"/>, in units of the outcome. Not to be changed.</summary>
    public double[] Residuals { get; }

    /// <summary>What belongs to maximum likelihood; null for least squares. Residuals are then working residuals, (y − μ)/(dμ/dη).</summary>
    public LikelihoodFacts? Likelihood { get; }

    internal AbsorbedDesign Absorbed { get; }

    /// <summary>Whether the regressors are projections on instruments, so that what resamples least squares does not apply.</summary>
    internal bool HasInstruments { get; init; }

    // Maximum likelihood is judged against the normal distribution.
    internal double TestDegrees => Likelihood is null ? Facts.DegreesOfFreedom : double.PositiveInfinity;

    /// <summary>The coefficient of a regressor.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="NotIdentifiedException">It was left out because others explain it.</exception>
    /// <exception cref="KeyNotFoundException">The model has no such regressor.</exception>
    public Coefficient this[string name] => Coefficients[IndexOf(name)];

    /// <summary>Whether a regressor was estimated.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The values of the absorbed effects, in the order of the formula; none without effects.</summary>
    /// <remarks>α̂ solves Dα = y − Xβ̂ − û (of the last working outcome for likelihoods), pinned as <see cref="RecoveredEffect"/> says. Checked against fixest's fixef.</remarks>
    /// <param name="references">The group that is to be zero, by effect after the first; the first group of each set of connected ones otherwise.</param>
    /// <exception cref="KeyNotFoundException">There is no such effect or group.</exception>
    /// <exception cref="NotConvergedException">The effects could not be told apart.</exception>
    public IReadOnlyList<RecoveredEffect> RecoverEffects(IReadOnlyDictionary<string, string>? references = null)
    {
        if (Absorbed.Design.Effects.Count == 0) return [];
        return EffectRecovery.Of(Absorbed, ExplainedByEffects(), references ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>What the effects add on each row of the sample.</summary>
    internal double[] ExplainedByEffects()
    {
        var explained = (double[])Absorbed.Design.Outcome.Clone();
        for (var i = 0; i < explained.Length; i++) explained[i] -= Residuals[i];
        for (var j = 0; j < Names.Count; j++)
        {
            var (column, beta) = (RawColumn(Names[j]), Coefficients[j].Value);
            for (var i = 0; i < explained.Length; i++) explained[i] -= beta * column[i];
        }
        return explained;
    }

    internal double[] RawColumn(string name)
    {
        for (var j = 0; j < Absorbed.Design.Names.Count; j++)
            if (Absorbed.Design.Names[j] == name) return Absorbed.Design.Columns[j];
        throw new KeyNotFoundException($"The design has no column '{name}'.");
    }

    /// <summary>c′β̂ with standard error √(c′Vc).</summary>
    /// <param name="name">What the combination is called.</param>
    /// <param name="weights">Regressors and their weights.</param>
    /// <exception cref="NotIdentifiedException">A regressor was left out because others explain it.</exception>
    public Coefficient Combine(string name, IReadOnlyList<Weight> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var indices = weights.Select(w => IndexOf(w.Name)).ToArray();
        double value = 0, variance = 0;
        for (var a = 0; a < indices.Length; a++)
        {
            value += weights[a].Value * Coefficients[indices[a]].Value;
            for (var b = 0; b < indices.Length; b++) variance += weights[a].Value * weights[b].Value * CovarianceMatrix[indices[a], indices[b]];
        }
        return Describe(name, value, Math.Sqrt(Math.Max(0, variance)), TestDegrees, Model.Confidence);
    }

    /// <summary>Tests that several coefficients are all zero: F = b′V⁻¹b/q with q and the estimate's degrees of freedom.</summary>
    /// <param name="names">The regressors.</param>
    /// <exception cref="NotIdentifiedException">The covariance of these coefficients has not full rank: too few clusters.</exception>
    public WaldTest Test(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new ArgumentException("A joint test needs at least one regressor.", nameof(names));
        var indices = names.Select(IndexOf).ToArray();
        var q = indices.Length;
        var b = new double[q];
        for (var a = 0; a < q; a++) b[a] = Coefficients[indices[a]].Value;
        var form = SymmetricMatrix.InverseForm(SubCovariance(indices), b);
        if (form.Rank < q)
            throw new NotIdentifiedException($"{q} coefficients cannot be tested together: their covariance has rank {form.Rank} ({Facts.Rule}). Test fewer, or cluster by a finer grouping.");
        var f = form.Value / q;
        return new WaldTest(f, q, TestDegrees, Likelihood is null ? FisherF.UpperP(f, q, TestDegrees) : ChiSquared.UpperP(form.Value, q));
    }

    /// <summary>Tests restrictions on coefficients, linear or not, one by one and together.</summary>
    /// <remarks>W = h(GVGᵀ)⁻¹h with h = left − right and its gradient G at β̂, taken of the text itself (Wald, 1943; for functions that are not linear the delta method). W/q against F with the
    /// estimate's degrees of freedom, W against χ² for likelihoods. Checked against car's linearHypothesis and deltaMethod.</remarks>
    /// <param name="restrictions">For instance <c>x1 = x2, x3 = 0</c> or <c>x1 / x2 = 1</c>; coefficients by their names, arithmetic with <c>log exp sqrt</c>.</param>
    /// <exception cref="FormulaException">It cannot be read, or names no coefficient; the exception points at the character.</exception>
    /// <exception cref="NotIdentifiedException">A regressor was left out, a function has no finite slope at the estimates, or the restrictions cannot be tested together.</exception>
    public HypothesisTest Test(string restrictions)
    {
        ArgumentNullException.ThrowIfNull(restrictions);
        return Restrictions.Test(this, restrictions);
    }

    internal int IndexOf(string name)
    {
        for (var j = 0; j < Names.Count; j++)
            if (Names[j] == name) return j;
        if (Collinear.Contains(name, StringComparer.Ordinal))
            throw new NotIdentifiedException($"'{name}' is explained by the other regressors or by the absorbed effects, so it has no coefficient.");
        throw new KeyNotFoundException($"The model has no regressor '{name}'; it has {string.Join(", ", Names)}.");
    }

    internal double[,] SubCovariance(int[] indices)
    {
        var part = new double[indices.Length, indices.Length];
        for (var a = 0; a < indices.Length; a++)
            for (var b = 0; b < indices.Length; b++)
                part[a, b] = CovarianceMatrix[indices[a], indices[b]];
        return part;
    }

    internal static Coefficient Describe(string name, double value, double error, double degreesOfFreedom, double confidence)
    {
        var critical = StudentT.Quantile(0.5 + confidence / 2, degreesOfFreedom);
        var t = error > 0 ? value / error : value == 0 ? 0 : double.CopySign(double.PositiveInfinity, value);
        return new Coefficient(name, value, error, t, StudentT.TwoSidedP(t, degreesOfFreedom), value - critical * error, value + critical * error) { DegreesOfFreedom = degreesOfFreedom };
    }
}

/// <summary>A regressor's weight in a linear combination.</summary>
/// <param name="Name">The regressor.</param>
/// <param name="Value">Its weight.</param>
public readonly record struct Weight(string Name, double Value);

/// <summary>A test of several coefficients at once.</summary>
/// <param name="F">The statistic.</param>
/// <param name="Numerator">q, the number of restrictions.</param>
/// <param name="Denominator">Degrees of freedom of the errors.</param>
/// <param name="P">P(F ≥ f).</param>
public sealed record WaldTest(double F, int Numerator, double Denominator, double P);

/// <summary>An absorbed effect.</summary>
/// <param name="Name">As written in the formula.</param>
/// <param name="Groups">Number of groups in the sample.</param>
public sealed record EffectSize(string Name, int Groups);

/// <summary>Goodness of fit.</summary>
/// <param name="R2">1 − SSR/SST; SST about the mean, or about zero when there is neither intercept nor effect.</param>
/// <param name="R2Adjusted">The same with SSR/(n − K) and SST/(n − 1).</param>
/// <param name="R2Within">1 − SSR over the sum of squares that the effects leave.</param>
/// <param name="ResidualSumOfSquares">SSR (weighted where the model is).</param>
/// <param name="ResidualDeviation">√(SSR/(n − K)), in units of the outcome.</param>
public sealed record FitFacts(double R2, double R2Adjusted, double R2Within, double ResidualSumOfSquares, double ResidualDeviation)
{
    /// <summary>The within R² with SSR/(n − K) and the sum of squares left by the effects over n − K + k.</summary>
    public double R2WithinAdjusted { get; init; }

    /// <summary>Of normal errors, at their largest over the variance; null for weighted models.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>√(SSR/n).</summary>
    public double RootMeanSquare { get; init; }
}
