using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>How resilience enters a parameter: a logistic curve between the parameter's bounds.</summary>
/// <remarks>θ_c = lo + (hi − lo)·logistic(logit((θ₀ − lo)/(hi − lo)) + Σ_d s_d·b_d·z_cd), with b ≥ 0 a slope for each dimension and channel,
/// s = ±1 the direction in which the dimension moves this parameter, z the standardised score. b = 0 leaves θ₀ in every city, to the bit: the nested null.</remarks>
public static class ResilienceLink
{
    /// <summary>A parameter's value in a city.</summary>
    /// <param name="baseValue">θ₀, strictly within the bounds where <paramref name="shift"/> is not 0.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <param name="shift">Σ s·b·z; 0 gives <paramref name="baseValue"/> itself.</param>
    public static double Value(double baseValue, double low, double high, double shift)
    {
        if (shift == 0 || baseValue <= low || baseValue >= high) return baseValue;
        var odds = (baseValue - low) / (high - baseValue) * Elementary.Exp(shift);
        return double.IsPositiveInfinity(odds) ? high : low + (high - low) * (odds / (1 + odds));
    }
}
