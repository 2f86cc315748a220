namespace Rebound.Econometrics;

/// <summary>Distributions of an outcome, each with its link.</summary>
public enum GeneralisedFamily
{
    /// <summary>Counts or amounts ≥ 0 with E y = exp(η): pseudo-maximum likelihood, right for any variance (Gourieroux, Monfort and Trognon, 1984).</summary>
    Poisson,

    /// <summary>0 or 1 with P(1) = 1/(1 + exp(−η)).</summary>
    Logit,

    /// <summary>0 or 1 with P(1) = Φ(η).</summary>
    Probit,

    /// <summary>0 or 1 with P(1) = 1 − exp(−exp(η)): a proportional hazard in discrete time.</summary>
    ComplementaryLogLog,

    /// <summary>Counts with E y = μ = exp(η) and variance μ + μ²/θ (NB2); θ is estimated.</summary>
    NegativeBinomial,
}
