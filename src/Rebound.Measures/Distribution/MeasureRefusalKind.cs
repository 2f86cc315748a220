namespace Rebound.Measures;

/// <summary>Why no measure of a distribution, of space or of transitions can be given.</summary>
public enum MeasureRefusalKind
{
    /// <summary>A value is missing or infinite.</summary>
    NotFinite,

    /// <summary>A value is zero or negative where a logarithm or a share needs a positive one.</summary>
    NotPositive,

    /// <summary>Fewer units, periods or classes than the measure needs.</summary>
    TooFew,

    /// <summary>All values are equal.</summary>
    Constant,

    /// <summary>A unit has no neighbours.</summary>
    Island,

    /// <summary>A unit is linked to all others alike, so its local statistic cannot vary.</summary>
    Saturated,

    /// <summary>A stratum holds a single unit.</summary>
    Singleton,

    /// <summary>All units fall into one stratum, group or class.</summary>
    OneGroup,

    /// <summary>A class is never left or never reached, so the chain has no single long run.</summary>
    Reducible,

    /// <summary>The values do not converge, so there is no speed and no half-life.</summary>
    Diverging,
}
