namespace Rebound.Econometrics;

/// <summary>Which information stands behind the errors of a likelihood; for Poisson and logit both are the same.</summary>
public enum LikelihoodInformation
{
    /// <summary>Expected (Fisher's), as R's glm and fixest's feglm report.</summary>
    Expected,

    /// <summary>Observed, the curvature at the maximum, as Stata reports; for the negative binomial with iid errors that of coefficients and θ together.</summary>
    Observed,
}
