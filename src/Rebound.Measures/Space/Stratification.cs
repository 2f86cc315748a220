namespace Rebound.Measures;

/// <summary>How much of a variable the strata of one factor explain.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Strata">Names of the strata in ordinal order.</param>
/// <param name="Sizes">Units a stratum.</param>
/// <param name="Means">Means of the strata, in the unit of the variable.</param>
/// <param name="Q">q = 1 − Σ SSₕ/SS, in [0, 1].</param>
/// <param name="F">(N − L)q/((L − 1)(1 − q)); infinite at q = 1.</param>
/// <param name="Noncentrality">λ = [Σμₕ² − (Σ√Nₕ μₕ)²/N]/σ², with the population variance.</param>
/// <param name="P">P(F′ ≥ F) of the noncentral F(L − 1, N − L; λ). It is a p-value only if the strata were not chosen by q.</param>
/// <param name="Dropped">Strata with a single unit that were left out.</param>
public sealed record Stratification(
    string Factor, IReadOnlyList<string> Strata, IReadOnlyList<int> Sizes, IReadOnlyList<double> Means,
    double Q, double F, double Noncentrality, double P, IReadOnlyList<string> Dropped);
