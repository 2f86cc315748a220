namespace Rebound.Measures;

/// <summary>How weighted indicators become a score. Higher is better in every one.</summary>
public enum AggregateMethod
{
    /// <summary>Σ w z: full compensation.</summary>
    Arithmetic,

    /// <summary>Π z′^w with z′ = 0.01 + 0.99 z, so that a minimum does not wipe out a unit; needs min-max or another positive scale.</summary>
    Geometric,

    /// <summary>TOPSIS: D⁻ / (D⁺ + D⁻), distances of w∘z to the best and worst value of each indicator over all unit-years.</summary>
    Topsis,

    /// <summary>1 / Σ(w / z′), z′ as for the geometric mean.</summary>
    Harmonic,

    /// <summary>(Σ w z′^p)^(1/p), z′ as for the geometric mean; p = 0 is the geometric mean.</summary>
    Power,

    /// <summary>TOPSIS with the weight under the root of the distance: D = √Σ w (z − ideal)².</summary>
    TopsisRoot,

    /// <summary>1 − Q of VIKOR: v of the mean regret and 1 − v of the largest one.</summary>
    Vikor,

    /// <summary>Grey relational grade with the best value of each indicator: Σ w (Δmin + ρ Δmax)/(Δ + ρ Δmax).</summary>
    GreyRelational,

    /// <summary>Mazziotta-Pareto index: M ∓ S²/M of 100 + 10 z; needs z-scores.</summary>
    MazziottaPareto,

    /// <summary>Adjusted Mazziotta-Pareto index: M ∓ S²/M of 70 + 60 z; needs min-max or goalposts.</summary>
    AdjustedMazziottaPareto,

    /// <summary>Copeland: number of units of the year that are outranked less the number that outrank.</summary>
    Copeland,
}
