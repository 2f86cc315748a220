namespace Rebound.Measures;

/// <summary>How weighted indicators become a score.</summary>
public enum AggregateMethod
{
    /// <summary>Σ w z: full compensation.</summary>
    Arithmetic,

    /// <summary>Π z′^w with z′ = 0.01 + 0.99 z, so that a minimum does not wipe out a unit; needs min-max.</summary>
    Geometric,

    /// <summary>TOPSIS: D⁻ / (D⁺ + D⁻), distances of w∘z to the best and worst value of each indicator over all unit-years.</summary>
    Topsis,
}
