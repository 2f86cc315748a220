namespace Rebound.Measures;

/// <summary>How indicators are weighted within their dimension. All but the first two and <see cref="Pairwise"/> look at the data.</summary>
public enum WeightMethod
{
    /// <summary>Each the same.</summary>
    Equal,

    /// <summary>As given with the indicators; must sum to one within each dimension (over all indicators with <see cref="DimensionWeights.Flat"/>).</summary>
    Given,

    /// <summary>By information entropy over all unit-years: w = (1 − e) / Σ(1 − e).</summary>
    Entropy,

    /// <summary>CRITIC: contrast × conflict with the other indicators, w ∝ σⱼ Σₖ(1 − rⱼₖ); variants in <see cref="WeightOptions"/>.</summary>
    Critic,

    /// <summary>By the coefficient of variation s/x̄ of the values as they are; they must be ratio-scaled (a mean above zero).</summary>
    Variation,

    /// <summary>By the standard deviation of the min-max normalised values.</summary>
    Deviation,

    /// <summary>By principal components of the correlation matrix; rule in <see cref="WeightOptions"/>.</summary>
    PrincipalComponents,

    /// <summary>By pairwise comparisons of experts (AHP); matrices in <see cref="WeightOptions"/>.</summary>
    Pairwise,

    /// <summary>Such that every indicator correlates equally with its dimension's arithmetic score.</summary>
    EqualInfluence,

    /// <summary>Two of the others combined; which and how is in <see cref="WeightOptions"/>.</summary>
    Combined,

    /// <summary>Benefit of the doubt: every unit and year has weights of its own, those most favourable to it; limits of the shares in <see cref="WeightOptions"/>.</summary>
    BenefitOfDoubt,
}
