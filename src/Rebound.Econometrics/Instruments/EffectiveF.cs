namespace Rebound.Econometrics;

/// <summary>Montiel Olea and Pflueger's (2013) measure of the strength of instruments.</summary>
/// <param name="F">Ŷ's sum of squares over the trace of the first-stage coefficients' covariance, with orthonormal instruments.</param>
/// <param name="EffectiveDegrees">K₍eff₎, the degrees of freedom of its limit.</param>
/// <param name="Critical">F above it rejects, at 5 %, that the bias of two stages can exceed 10 % of the worst case (their conservative value).</param>
public sealed record EffectiveF(double F, double EffectiveDegrees, double Critical)
{
    /// <summary>Whether the instruments count as strong.</summary>
    public bool IsStrong => F > Critical;
}
