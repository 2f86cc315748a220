namespace Rebound.Measures;

/// <summary>Over which values class bounds are taken.</summary>
public enum Cutoffs
{
    /// <summary>Over all units and periods: a class means the same in every period.</summary>
    Pooled,

    /// <summary>Within each period: a class is a position among the units.</summary>
    ByPeriod,
}
