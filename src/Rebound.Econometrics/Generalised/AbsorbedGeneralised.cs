using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Poisson, logit, probit, complementary log-log and negative binomial models with any number of absorbed fixed effects.</summary>
/// <remarks>Maximum likelihood by iteratively reweighted least squares with absorption (Correia, Guimarães and Zylkin, 2020). Units: β̂ₖ
/// is in units of the linear predictor per unit of xₖ; in a log link a semi-elasticity, or an elasticity when xₖ is a log. Missing: such
/// rows are left out and counted. Rows that are predicted without error have no finite estimate: they are found, dropped and counted.
/// Errors: inverse of the expected information, and its sandwiches; z statistics against the normal distribution. Checked against
/// fixest 0.14, MASS and R's glm.</remarks>
/// <param name="limits">How far absorption is driven.</param>
public sealed class AbsorbedGeneralised(AbsorptionLimits? limits = null)
{
    private const string SeparatedReason = "separated: predicted without error by effects or regressors";
    private const int MostThetaSteps = 100;
    private const double SettledTheta = 1e-11;
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Formula, covariance, rules; weights count rows.</param>
    /// <param name="family">Distribution and link.</param>
    /// <exception cref="OutcomeOutOfRangeException">The outcome has a value that the family cannot have.</exception>
    /// <exception cref="LikelihoodNotConvergedException">The maximum was not reached.</exception>
    /// <exception cref="NotIdentifiedException">No row is left, or not more rows than parameters, or every row is separated.</exception>
    /// <exception cref="SingularDesignException">Every regressor is explained by the effects.</exception>
    public Estimate Fit(ModelData data, LinearModel model, GeneralisedFamily family)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(model), "Confidence lies between 0 and 1.");
        if (model.Formula.HasInstruments) throw new FormulaException(model.Formula.Text, model.Formula.Text.LastIndexOf('|'), "Models of likelihood take no instruments");
        var likelihood = new Likelihood(family);
        List<int> separated = [];
        var design = WithoutSeparatedGroups(data, model, likelihood, separated);
        if (design.Columns.Count == 0) throw new NotIdentifiedException($"'{model.Formula.Text}' has no regressor.");
        var solver = Solve(ref design, ref likelihood, data, model, separated);
        return Finish(design, model, likelihood, solver, separated.Count);
    }

    /// <summary>The estimate with coefficients that are given; the effects are those that are most likely with them.</summary>
    /// <param name="estimate">Of the same model, whose coefficients they replace.</param>
    /// <param name="data">The table.</param>
    /// <param name="beta">One value for each coefficient of the estimate.</param>
    internal Estimate Hold(Estimate estimate, ModelData data, double[] beta)
    {
        var (design, likelihood) = Rows(data, estimate.Model, estimate.Likelihood!.Family);
        var held = new double[design.RowCount];
        for (var j = 0; j < design.Names.Count; j++)
            if (estimate.Has(design.Names[j]))
                for (var i = 0; i < held.Length; i++) held[i] += beta[estimate.IndexOf(design.Names[j])] * design.Columns[j][i];
        double[] offset = design.Offset is { } own ? [.. own.Zip(held, (a, b) => a + b)] : held;
        var solver = new ReweightedLeastSquares(design, offset, [], limits);
        solver.Start(likelihood);
        solver.Run(likelihood, false);
        return Finish(design, estimate.Model, likelihood, solver, estimate.Likelihood.SeparatedRows, new Given(beta, held));
    }

    // Coefficients and what they add to the predictor.
    private sealed record Given(double[] Beta, double[] Predictor);

    /// <summary>The rows that effects or regressors predict without error, ascending: they have no part in any finite estimate.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">Formula and rules.</param>
    /// <param name="family">Distribution and link.</param>
    public IReadOnlyList<int> FindSeparated(ModelData data, LinearModel model, GeneralisedFamily family)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        var likelihood = new Likelihood(family);
        List<int> separated = [];
        Design design;
        do design = WithoutSeparatedGroups(data, model, likelihood, separated);
        while (Drop(design, Separation.Rectify(design, likelihood.IsBinary, limits), separated));
        separated.Sort();
        return separated;
    }

    /// <summary>The rows and the family (with θ) of an estimate, for fits that hold something.</summary>
    internal (Design Design, Likelihood Likelihood) Rows(ModelData data, LinearModel model, GeneralisedFamily family)
    {
        var likelihood = new Likelihood(family);
        List<int> separated = [];
        var design = WithoutSeparatedGroups(data, model, likelihood, separated);
        Solve(ref design, ref likelihood, data, model, separated);
        return (design, likelihood);
    }

    /// <summary>The maximum over some of the columns, with an offset; θ moves with it.</summary>
    internal (double[] Predictor, Likelihood Likelihood) Maximise(Design design, IReadOnlyList<int> columns, double[]? offset, GeneralisedFamily family)
    {
        var likelihood = new Likelihood(family == GeneralisedFamily.NegativeBinomial ? GeneralisedFamily.Poisson : family);
        var solver = new ReweightedLeastSquares(design, offset, columns, limits);
        solver.Start(likelihood);
        solver.Run(likelihood, false);
        if (family == GeneralisedFamily.NegativeBinomial) likelihood = SolveTheta(design, solver);
        return (solver.Predictor, likelihood);
    }

    private static Design WithoutSeparatedGroups(ModelData data, LinearModel model, Likelihood likelihood, List<int> separated)
    {
        while (true)
        {
            var design = Design.Of(data, model, separated, SeparatedReason);
            Check(design, model, likelihood);
            var found = Drop(design, Separation.InGroups(design, likelihood.IsBinary), separated);
            if (!found) return design;
        }
    }

    private static bool Drop(Design design, bool[] isSeparated, List<int> separated)
    {
        var before = separated.Count;
        for (var i = 0; i < isSeparated.Length; i++)
            if (isSeparated[i]) separated.Add(design.Sample.RowAt(i));
        return separated.Count > before;
    }

    private static void Check(Design design, LinearModel model, Likelihood likelihood)
    {
        for (var i = 0; i < design.RowCount; i++)
        {
            var y = design.Outcome[i];
            if (likelihood.IsBinary ? y is not (0 or 1) : y < 0)
                throw new OutcomeOutOfRangeException(model.Formula.OutcomeText, likelihood.Family, design.Sample.RowAt(i), y);
        }
    }

    private ReweightedLeastSquares Solve(ref Design design, ref Likelihood likelihood, ModelData data, LinearModel model, List<int> separated)
    {
        while (true)
        {
            var (kept, starts) = KeptColumns(design);
            var solver = new ReweightedLeastSquares(design, design.Offset, kept, limits, model.DevianceTolerance, starts);
            var first = likelihood.Family == GeneralisedFamily.NegativeBinomial ? new Likelihood(GeneralisedFamily.Poisson) : likelihood;
            solver.Start(first);
            solver.Run(first, true);
            if (solver.IsSuspicious || solver.HasExtremes(first))
            {
                if (Drop(design, Separation.Rectify(design, likelihood.IsBinary, limits), separated))
                {
                    design = WithoutSeparatedGroups(data, model, likelihood, separated);
                    continue;
                }
                if (solver.IsSuspicious) solver.Run(first, false);
            }
            if (likelihood.Family == GeneralisedFamily.NegativeBinomial) likelihood = SolveTheta(design, solver);
            return solver;
        }
    }

    // Regressors that the effects and earlier regressors do not explain, and what the effects leave of them: a start for every weighting.
    private (int[] Kept, IReadOnlyList<double[]> Left) KeptColumns(Design design)
    {
        double[][] left = [.. design.Columns.Select(c => new double[c.Length])];
        var absorber = new Absorber(design.Effects, design.Weights, design.RowCount, limits);
        var result = absorber.Absorb(design.Columns, left);
        var absorbed = AbsorbedDesign.Of(design, absorber, design.Outcome, left, result.Iterations, result.Bound);
        if (absorbed.KeptNames.Count == 0) throw new SingularDesignException(absorbed.DroppedNames);
        return (absorbed.Factor.Kept, absorbed.Columns);
    }

    // What the last step left of the outcome and of the kept regressors; the others begin as they are.
    private static double[][] Starts(Design design, ReweightedLeastSquares solver, double[] working)
    {
        double[][] starts = [working, .. design.Columns];
        foreach (var (j, column) in solver.Columns.Zip(solver.Left())) starts[j + 1] = column;
        for (var j = 1; j < starts.Length; j++)
            if (ReferenceEquals(starts[j], design.Columns[j - 1])) starts[j] = (double[])starts[j].Clone();
        return starts;
    }

    private Estimate Finish(Design design, LinearModel model, Likelihood likelihood, ReweightedLeastSquares solver, int separated, Given? given = null)
    {
        var (weights, working, left) = solver.Final(likelihood, model.Information);
        if (given is not null)
            for (var i = 0; i < working.Length; i++) working[i] += given.Predictor[i];
        var final = design with { Outcome = working, Weights = weights };
        var absorbed = (given is null && design.Effects.Count > 0 ? AbsorbedDesign.Of(final, limits, Starts(design, solver, left)) : AbsorbedDesign.Of(final, limits)).WithUnitDispersion();
        var n = design.RowCount;
        var weighted = new double[n];
        var beta = absorbed.Factor.Solve(absorbed.Scaled(absorbed.Outcome), weighted);
        if (given is not null)
        {
            beta = given.Beta;
            var reached = solver.Predictor;
            for (var i = 0; i < n; i++)
            {
                likelihood.Evaluate(design.Outcome[i], reached[i], out _, out _, out var residual);
                weighted[i] = absorbed.RootWeights![i] * residual;
            }
        }
        var parameters = CovarianceEstimator.Parameters(absorbed, model, EffectCount.All);
        if (n <= parameters) throw new NotIdentifiedException($"{n} rows cannot determine {parameters} parameters; use more rows or fewer effects.");
        var facts = CovarianceEstimator.Facts(absorbed, model);
        var covariance = CovarianceEstimator.Of(absorbed, model, weighted, facts);
        var predictor = solver.Predictor;
        double[] fitted = new double[n], residuals = new double[n];
        for (var i = 0; i < n; i++)
        {
            likelihood.Evaluate(design.Outcome[i], predictor[i], out fitted[i], out _, out _);
            residuals[i] = weighted[i] / absorbed.RootWeights![i];
        }
        var facts2 = Describe(design, likelihood, predictor, fitted, parameters, solver.Steps, separated);
        var matrix = covariance.Matrix;
        if (likelihood.Family == GeneralisedFamily.NegativeBinomial && model.DevianceTolerance is not null) facts2 = facts2 with { ThetaError = NegativeBinomialTheta.ErrorBeforeLastStep(design.Outcome, fitted, design.Weights) };
        if (likelihood.Family == GeneralisedFamily.NegativeBinomial && model is { Information: LikelihoodInformation.Observed, Covariance.Kind: CovarianceKind.Iid })
        {
            (matrix, var withTheta, var variance) = JointInformation.Inverse(absorbed, likelihood, design, predictor, facts2.ThetaError!.Value, facts.Factor);
            facts2 = facts2 with { ThetaError = Math.Sqrt(variance), ThetaCovariances = withTheta };
        }
        return new Estimate(absorbed, model, beta, matrix, facts with { IsPositive = covariance.IsPositive }, Fit(design, fitted, parameters), residuals, facts2, covariance.Degrees);
    }

    private static LikelihoodFacts Describe(Design design, Likelihood likelihood, double[] predictor, double[] fitted, int parameters, int steps, int separated)
    {
        var y = design.Outcome;
        var weights = design.Weights;
        double Sum(Func<int, double> term) => FixedSum(y.Length, i => (weights?[i] ?? 1) * term(i));
        var log = Sum(i => likelihood.LogOf(y[i], predictor[i]));
        var deviance = Sum(i => likelihood.Deviance(y[i], predictor[i]));
        var theta = likelihood.Family == GeneralisedFamily.NegativeBinomial;
        double none = 0, curvature = 0;
        if (theta) curvature = Sum(i => NegativeBinomialTheta.Curvature(y[i], fitted[i], likelihood.Theta));
        else
        {
            var mean = Sum(i => y[i]) / Sum(_ => 1);
            var constant = likelihood.IsBinary ? Math.Log(mean / (1 - mean)) : Math.Log(mean);
            var link = likelihood.IsBinary ? new Likelihood(GeneralisedFamily.Logit) : likelihood; // a constant fits the mean, whatever the link
            // Only y·η and exp(η) differ from the log-likelihood at the maximum.
            none = likelihood.IsBinary ? Sum(i => link.LogOf(y[i], constant)) : log + Sum(i => y[i] * (constant - predictor[i]) - mean + fitted[i]);
        }
        return new LikelihoodFacts(likelihood.Family, log, deviance, theta ? null : 1 - log / none, -2 * log + parameters * Math.Log(y.Length), steps, separated, theta ? likelihood.Theta : null, theta ? 1 / Math.Sqrt(curvature) : null) { Fitted = fitted };
    }

    private static double FixedSum(int n, Func<int, double> term)
    {
        double sum = 0;
        foreach (var part in FixedChunks.Collect(n, 1 << 13, (from, to) =>
        {
            double chunk = 0;
            for (var i = from; i < to; i++) chunk += term(i);
            return chunk;
        })) sum += part;
        return sum;
    }

    // The squared correlation of outcome and fitted values stands for R².
    private static FitFacts Fit(Design design, double[] fitted, int parameters)
    {
        var y = design.Outcome;
        double rows = 0, meanY = 0, meanF = 0, yy = 0, ff = 0, yf = 0, left = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var w = design.Weights?[i] ?? 1;
            rows += w;
            meanY += w * y[i];
            meanF += w * fitted[i];
        }
        (meanY, meanF) = (meanY / rows, meanF / rows);
        for (var i = 0; i < y.Length; i++)
        {
            var w = design.Weights?[i] ?? 1;
            yy += w * (y[i] - meanY) * (y[i] - meanY);
            ff += w * (fitted[i] - meanF) * (fitted[i] - meanF);
            yf += w * (y[i] - meanY) * (fitted[i] - meanF);
            left += w * (y[i] - fitted[i]) * (y[i] - fitted[i]);
        }
        var r2 = yy > 0 && ff > 0 ? yf * yf / (yy * ff) : 0;
        return new FitFacts(r2, 1 - (1 - r2) * (y.Length - 1) / (y.Length - parameters), r2, left, Math.Sqrt(left / (y.Length - parameters)));
    }

    // θ and the coefficients in turn; each is at its maximum given the other.
    private static Likelihood SolveTheta(Design design, ReweightedLeastSquares solver)
    {
        var likelihood = new Likelihood(GeneralisedFamily.NegativeBinomial, 1);
        double theta = 0;
        for (var step = 0; step < MostThetaSteps; step++)
        {
            var fitted = solver.Predictor;
            for (var i = 0; i < fitted.Length; i++) fitted[i] = Math.Exp(fitted[i]);
            var next = NegativeBinomialTheta.Maximise(design.Outcome, fitted, design.Weights, theta);
            if (step > 0 && Math.Abs(next - theta) <= SettledTheta * theta) return new Likelihood(GeneralisedFamily.NegativeBinomial, next);
            theta = next;
            likelihood = likelihood with { Theta = theta };
            solver.Run(likelihood, false);
        }
        throw new LikelihoodNotConvergedException(MostThetaSteps, double.NaN);
    }
}
