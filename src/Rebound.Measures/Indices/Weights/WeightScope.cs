namespace Rebound.Measures;

/// <summary>From which unit-years weights come that look at the data.</summary>
public enum WeightScope
{
    /// <summary>All unit-years of the fit window: one set of weights.</summary>
    Global,

    /// <summary>The units of each year apart: every year has its own weights. Benefit of the doubt compares a unit with those of its year.</summary>
    PerYear,
}
