namespace Rebound.Econometrics;

/// <summary>What a unit more of a regressor does: in the unit itself, through neighbours, and in all (LeSage and Pace, 2009, ch. 2).</summary>
/// <remarks>S = (I − ρW)⁻¹(βI + θW): direct = tr(S)/n, total = 1ᵀS1/n, indirect = total − direct. Errors by the delta method from the
/// covariance of (β, θ, ρ).</remarks>
/// <param name="Regressor">The regressor.</param>
/// <param name="Direct">The mean effect on a unit of its own regressor.</param>
/// <param name="Indirect">The mean effect on a unit of all others' regressor.</param>
/// <param name="Total">Their sum.</param>
public sealed record SpatialImpact(string Regressor, Coefficient Direct, Coefficient Indirect, Coefficient Total);
