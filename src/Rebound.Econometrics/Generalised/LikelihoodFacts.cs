namespace Rebound.Econometrics;

/// <summary>What belongs to an estimate by maximum likelihood.</summary>
/// <param name="Family">The distribution and its link.</param>
/// <param name="LogLikelihood">At the maximum; that of the Poisson distribution where amounts are not counts.</param>
/// <param name="Deviance">Twice the distance from a perfect fit.</param>
/// <param name="PseudoR2">1 − logL/logL₀ with a constant alone as the null model (McFadden, 1974); null for the negative binomial.</param>
/// <param name="Bic">−2 logL + K·log n.</param>
/// <param name="Iterations">Steps of iteratively reweighted least squares.</param>
/// <param name="SeparatedRows">Rows dropped because the effects or regressors predict them without error.</param>
/// <param name="Theta">θ of the negative binomial, else null.</param>
/// <param name="ThetaError">Its standard error, from the curvature in θ, or from the joint observed information.</param>
public sealed record LikelihoodFacts(GeneralisedFamily Family, double LogLikelihood, double Deviance, double? PseudoR2, double Bic, int Iterations, int SeparatedRows, double? Theta, double? ThetaError)
{
    /// <summary>Covariances of θ with the coefficients where the observed information is theirs together; null otherwise. Not to be changed.</summary>
    public double[]? ThetaCovariances { get; init; }

    /// <summary>E y by row, on the rows of the sample.</summary>
    public required double[] Fitted { get; init; }
}
