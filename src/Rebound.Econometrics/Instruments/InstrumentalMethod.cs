namespace Rebound.Econometrics;

/// <summary>Estimators that use instruments; without more instruments than endogenous regressors they agree.</summary>
public enum InstrumentalMethod
{
    /// <summary>Two-stage least squares.</summary>
    TwoStage,

    /// <summary>Limited-information maximum likelihood: less biased than two stages where instruments are weak and many.</summary>
    LimitedInformation,

    /// <summary>Two-step efficient method of moments: the weights are those that the model's covariance implies.</summary>
    Moments,
}
