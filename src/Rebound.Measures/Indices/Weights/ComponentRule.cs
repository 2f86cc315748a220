namespace Rebound.Measures;

/// <summary>Which principal components make weights.</summary>
public enum ComponentRule
{
    /// <summary>Those with an eigenvalue above one: w ∝ Σ λ |v|, each component weighing by its share of the variance.</summary>
    Kaiser,

    /// <summary>The first: w ∝ v. An indicator that loads against the others has no weight, so it is refused.</summary>
    First,
}
