namespace Rebound.Measures;

/// <summary>From which values weights come.</summary>
public enum WeightScope
{
    /// <summary>All unit-years at once: scores of different years can be compared.</summary>
    Global,

    /// <summary>Each year by itself, with the minimum and maximum of that year ("time-varying entropy"): scores of different years cannot be compared.</summary>
    Yearly,
}
