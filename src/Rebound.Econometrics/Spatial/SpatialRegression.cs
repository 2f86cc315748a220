using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Regression of a cross-section whose units influence each other, by exact maximum likelihood.</summary>
/// <remarks>Forms: <see cref="SpatialForm"/>; likelihood of Ord (1975), errors from the expected information (Anselin, 1988), impacts of
/// LeSage and Pace (2009). The log-determinant is exact (a sparse factorisation, no approximation), and the maximum is where its exact
/// slope is zero. Neighbours' intercepts are never added. Missing values: refused, for dropping a unit changes who is whose neighbour.
/// Checked against spatialreg 1.2 and spdep 1.2.</remarks>
public sealed class SpatialRegression
{
    private readonly LagMatrix weights;
    private readonly double confidence;

    /// <summary>Sets up regressions with one set of weights.</summary>
    /// <param name="weights">W; usually row-standardised, so that W·x is the neighbours' mean. A unit without neighbours has a lag of 0.</param>
    /// <param name="confidence">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The weights hold no link, or the confidence is not a share.</exception>
    public SpatialRegression(SpatialWeights weights, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), "Confidence lies between 0 and 1.");
        if (weights.LinkCount == 0) throw new ArgumentException("No unit has a neighbour, so there is nothing spatial to estimate.", nameof(weights));
        (this.weights, this.confidence) = (new LagMatrix(weights), confidence);
    }

    /// <summary>Fits one form.</summary>
    /// <param name="data">One row a unit, in the order of the weights.</param>
    /// <param name="formula">Outcome and regressors, without absorbed effects.</param>
    /// <param name="form">Where space enters.</param>
    /// <exception cref="FormulaException">The formula cannot be read or names a column that the table does not have.</exception>
    /// <exception cref="SpatialSampleException">Rows are missing, or are not the units of the weights.</exception>
    /// <exception cref="SingularDesignException">Regressors explain each other.</exception>
    /// <exception cref="NotIdentifiedException">Too few units, or parameters that cannot be told apart.</exception>
    /// <exception cref="SpatialBoundaryException">The likelihood has no maximum where the process is stable.</exception>
    public SpatialEstimate Fit(ModelData data, string formula, SpatialForm form)
    {
        var withLags = form is SpatialForm.Regressors or SpatialForm.Durbin or SpatialForm.DurbinDisturbance;
        var design = SpatialDesign.Of(data, formula, weights, withLags);
        if (form == SpatialForm.Regressors) return LeastSquares(design);
        var likelihood = new SpatialLikelihood(weights, design);
        var (hasRho, hasLambda) = (form is SpatialForm.Outcome or SpatialForm.Durbin or SpatialForm.Combined, form is SpatialForm.Disturbance or SpatialForm.DurbinDisturbance or SpatialForm.Combined);
        var optimum = (hasRho, hasLambda) switch
        {
            (true, true) => SpatialOptimum.Plane(likelihood, weights.Bound),
            (true, _) => SpatialOptimum.Line(rho => likelihood.At(rho, 0), p => p.RhoSlope, weights.Bound, "ρ"),
            _ => SpatialOptimum.Line(lambda => likelihood.At(0, lambda), p => p.LambdaSlope, weights.Bound, "λ"),
        };
        var information = SpatialInformation.Of(weights, design, optimum, hasRho, hasLambda);
        return Complete(form, design, optimum, information, hasRho, hasLambda);
    }

    /// <summary>Tests the residuals of least squares for space.</summary>
    /// <param name="data">One row a unit, in the order of the weights.</param>
    /// <param name="formula">Outcome and regressors, without absorbed effects.</param>
    /// <exception cref="SpatialSampleException">Rows are missing, or are not the units of the weights.</exception>
    /// <exception cref="SingularDesignException">Regressors explain each other.</exception>
    public SpatialDiagnosis Diagnose(ModelData data, string formula) =>
        SpatialTests.Of(weights, SpatialDesign.Of(data, formula, weights, withLags: false), confidence);

    internal static Coefficient Describe(string name, double value, double error, double degreesOfFreedom, double confidence)
    {
        var (t, critical) = (value / error, StudentT.Quantile(0.5 + confidence / 2, degreesOfFreedom));
        return new Coefficient(name, value, error, t, StudentT.TwoSidedP(t, degreesOfFreedom), value - critical * error, value + critical * error);
    }

    private SpatialEstimate LeastSquares(SpatialDesign design)
    {
        var (n, k) = (weights.RowCount, design.Columns.Count);
        var factor = SpatialDesign.Factorise(design.Columns);
        var residuals = new double[n];
        var beta = factor.Solve(design.Y, residuals);
        var squares = 0.0;
        foreach (var e in residuals) squares += e * e;
        var variance = squares / (n - k);
        var covariance = factor.InverseCrossProduct();
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++) covariance[i, j] *= variance;
        Coefficient[] coefficients = [.. beta.Select((b, i) => Describe(design.Names[i], b, Math.Sqrt(covariance[i, i]), n - k, confidence))];
        var value = -n / 2.0 * (Math.Log(2 * Math.PI * squares / n) + 1);
        var impacts = SpatialImpacts.Of(weights, design, beta, covariance, 0, -1, 0, 0, n - k, confidence);
        return new SpatialEstimate(SpatialForm.Regressors, n, coefficients, null, null, variance, value, k + 1, impacts, residuals);
    }

    private SpatialEstimate Complete(SpatialForm form, SpatialDesign design, LikelihoodPoint optimum, SpatialInformation information, bool hasRho, bool hasLambda)
    {
        var (k, covariance) = (design.Columns.Count, information.Covariance);
        Coefficient Normal(string name, double value, int place) => Describe(name, value, Math.Sqrt(covariance[place, place]), double.PositiveInfinity, confidence);
        Coefficient[] coefficients = [.. optimum.Beta.Select((b, j) => Normal(design.Names[j], b, j))];
        var rho = hasRho ? Normal("rho", optimum.Rho, k) : null;
        var lambda = hasLambda ? Normal("lambda", optimum.Lambda, hasRho ? k + 1 : k) : null;
        var impacts = SpatialImpacts.Of(weights, design, optimum.Beta, covariance, optimum.Rho, hasRho ? k : -1, information.Trace, information.SquareTrace, double.PositiveInfinity, confidence);
        return new SpatialEstimate(form, weights.RowCount, coefficients, rho, lambda, optimum.Variance, optimum.Value, covariance.GetLength(0), impacts, optimum.Residuals);
    }
}
