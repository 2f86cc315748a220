namespace Rebound.Measures;

/// <summary>How dimensions are weighted within the node above them.</summary>
public enum DimensionWeights
{
    /// <summary>Each the same: an indicator does not gain by having few neighbours.</summary>
    Equal,

    /// <summary>A dimension weighs as much as its indicators together when all indicators are weighted at once.</summary>
    Flat,

    /// <summary>By entropy of the dimension scores themselves (two-stage entropy).</summary>
    Entropy,

    /// <summary>By pairwise comparisons of the dimensions (AHP); matrices in <see cref="WeightOptions"/>.</summary>
    Pairwise,

    /// <summary>Such that every dimension's score correlates equally with the score of the node above; arithmetic aggregation only.</summary>
    EqualInfluence,

    /// <summary>By benefit of the doubt over the dimension scores: every unit and year has weights of its own.</summary>
    BenefitOfDoubt,
}
