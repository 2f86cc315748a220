namespace Rebound.Measures;

/// <summary>Why no index can be given.</summary>
public enum IndexRefusalKind
{
    /// <summary>The fit window lies outside the table or reaches into the shock.</summary>
    FitWindow,

    /// <summary>Fewer than two units.</summary>
    TooFewUnits,

    /// <summary>No indicator, or none left in a dimension.</summary>
    EmptyDimension,

    /// <summary>A dimension's name cannot be placed in the tree.</summary>
    Dimension,

    /// <summary>The direction of an indicator is not stated.</summary>
    UnknownDirection,

    /// <summary>A value is infinite.</summary>
    NotFinite,

    /// <summary>An indicator or a unit has no value at all.</summary>
    AllMissing,

    /// <summary>A value is still missing after imputation.</summary>
    StillMissing,

    /// <summary>An indicator has the same value everywhere.</summary>
    Constant,

    /// <summary>An indicator varies by less than rounding error.</summary>
    ZeroRange,

    /// <summary>A given weight is absent, negative or not finite, or the weights do not sum to one.</summary>
    Weights,

    /// <summary>A denominator is unknown or zero.</summary>
    Denominator,

    /// <summary>A reference unit, base year, target or goalpost is absent, unknown or of no use.</summary>
    Reference,

    /// <summary>Pairwise comparisons are missing, not positive, or not reciprocal.</summary>
    Pairwise,

    /// <summary>Pairwise comparisons contradict each other more than is accepted.</summary>
    Inconsistent,

    /// <summary>Indicators explain each other, so their correlation matrix cannot be inverted.</summary>
    Singular,

    /// <summary>The chosen methods do not go together.</summary>
    Method,
}
